package org.wonbooks.sandbox.kommo;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.kommo.crm.Deals;
import org.wonbooks.sandbox.kommo.crm.KommoProblem;
import org.wonbooks.sandbox.store.Json;

/** What Kommo answers, by the readings that count of what nobody says for sure. */
record KommoAnswers(Crm crm) {

    /**
     * An answer as it goes out.
     *
     * @param status of what was done
     * @param answer null: there is no such thing
     */
    ResponseEntity<byte[]> of(String method, Call call, int status, ObjectNode answer) {
        if (answer == null) {
            if (method.equals("GET") && is("missing", "404")) {
                throw KommoProblem.notFound("Entity not found");
            }
            return ResponseEntity.noContent().build();
        }
        boolean list = answer.at("/_embedded").size() == 1 && answer.has("_page");
        if (list && answer.get("_embedded").iterator().next().isEmpty() && is("emptyList", "204")) {
            return ResponseEntity.noContent().build();
        }
        ObjectNode told = method.equals("PATCH") && is("patched", "wrapped") ? wrapped(call, answer) : answer;
        read(told);
        // Kommo adds to its answers at any time.
        told.putObject("_served_by").put("node", "sandbox");
        int said = status == 201 && call.path().equals("webhooks") ? Integer.parseInt(crm.mode("subscribed")) : status;
        return Json.answer(said, MediaType.valueOf("application/hal+json"), Json.write(told));
    }

    private boolean is(String mode, String reading) {
        return crm.mode(mode).equals(reading);
    }

    private static ObjectNode wrapped(Call call, ObjectNode answer) {
        ObjectNode wrapped = Json.object();
        wrapped.putObject("_embedded")
                .putArray(call.path().replaceFirst("/.*", ""))
                .add(answer);
        return wrapped;
    }

    private void read(ObjectNode answer) {
        if (is("price", "whole")) {
            answer.findParents(Deals.CENTS).forEach(lead -> ((ObjectNode) lead).remove(Deals.CENTS));
        }
        if (is("totals", "missing")) {
            answer.remove("_total_items");
        }
        if (is("lastPage", "null")
                && answer.has("_page")
                && !answer.path("_links").has("next")) {
            answer.withObjectProperty("_links").putNull("next");
        }
        if (is("mainContact", "unmarked")) {
            answer.findParents("is_main").forEach(contact -> ((ObjectNode) contact).remove("is_main"));
        }
        if (is("noFields", "empty")) {
            answer.findParents("custom_fields_values").stream()
                    .filter(holder -> holder.get("custom_fields_values").isNull())
                    .forEach(holder -> ((ObjectNode) holder).putArray("custom_fields_values"));
        }
        if (is("enumKey", "enum")) {
            answer.findParents("enum_code").forEach(value -> {
                JsonNode code = ((ObjectNode) value).remove("enum_code");
                ((ObjectNode) value).set("enum", code);
            });
        }
        if (is("dates", "texts")) {
            answer.findParents("field_type").stream()
                    .filter(field -> text(field, "field_type").equals("date"))
                    .forEach(field -> field.path("values")
                            .forEach(value -> ((ObjectNode) value).put("value", text(value, "value"))));
        }
    }
}
