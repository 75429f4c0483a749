package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import org.wonbooks.sandbox.Json;

/** What there is in Kommo, at a glance: for the sandbox's page and for tests. */
final class KommoState {

    private KommoState() {}

    /**
     * All accounts.
     *
     * @return {@code accounts} and {@code pipelines} as the API gives them, {@code leads [{id, account, name, price,
     *     status, pipeline, contact {id, name, email}, company {id, name}, fields {CODE: text}, notes [text]}]}
     */
    static ObjectNode read(Crm crm) {
        ObjectNode state = Json.object();
        ArrayNode accounts = state.putArray("accounts");
        ArrayNode pipelines = state.putArray("pipelines");
        ArrayNode leads = state.putArray("leads");
        for (Account account : crm.accounts()) {
            accounts.add(account.profile());
            pipelines.addAll(account.pipelines());
            crm.all("leads", account).forEach(lead -> leads.add(lead(crm, account, lead)));
        }
        return state;
    }

    private static ObjectNode lead(Crm crm, Account account, ObjectNode lead) {
        ObjectNode shown = Json.object().put("account", account.subdomain());
        shown.set("id", lead.get("id"));
        shown.set("name", lead.get("name"));
        shown.set("price", lead.get("price_with_minor_units"));
        shown.set("status", lead.get("status_id"));
        shown.set("pipeline", lead.get("pipeline_id"));
        shown.set("contact", party(crm, "contacts", account, lead));
        shown.set("company", party(crm, "companies", account, lead));
        ObjectNode fields = shown.putObject("fields");
        for (JsonNode field : lead.get("custom_fields_values")) {
            JsonNode value = field.at("/values/0/value");
            boolean day = field.get("field_type").asText().equals("date");
            fields.put(
                    field.get("field_code").asText(field.get("field_name").asText()),
                    day ? day(account, value) : value.asText());
        }
        ArrayNode notes = shown.putArray("notes");
        crm.all("notes", account).stream()
                .filter(note -> note.get("entity_id").equals(lead.get("id")))
                .forEach(note -> notes.add(note.at("/params/text")));
        return shown;
    }

    private static ObjectNode party(Crm crm, String kind, Account account, ObjectNode lead) {
        long id = lead.at("/_embedded/" + kind + "/0/id").asLong();
        ObjectNode found = crm.find(kind, account, id).orElse(null);
        if (found == null) {
            return null;
        }
        ObjectNode shown = Json.object().put("id", id);
        shown.set("name", found.get("name"));
        Json.stream(found.get("custom_fields_values"))
                .filter(field -> field.get("field_code").asText().equals("EMAIL"))
                .forEach(field -> shown.set("email", field.at("/values/0/value")));
        return shown;
    }

    private static String day(Account account, JsonNode seconds) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(seconds.asLong()), account.zone())
                .toString();
    }
}
