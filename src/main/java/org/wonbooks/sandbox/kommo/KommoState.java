package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;

/** What there is in Kommo, at a glance: for the sandbox's page and for tests. */
@Component
@Profile("sandbox")
class KommoState {

    private final Crm crm;

    KommoState(Crm crm) {
        this.crm = crm;
    }

    /**
     * All accounts.
     *
     * @return {@code accounts [{id, subdomain, name}]}, {@code pipelines [{id, account, name, stages [{id, name}]}]},
     *     {@code leads [{id, account, name, price, pipeline, pipelineId, status, statusId, contact {id, name, email},
     *     company {id, name}, fields {CODE: text}, notes [text]}]}
     */
    ObjectNode read() {
        ObjectNode state = Json.object();
        ArrayNode accounts = state.putArray("accounts");
        ArrayNode pipelines = state.putArray("pipelines");
        ArrayNode leads = state.putArray("leads");
        for (Account account : crm.accounts()) {
            ObjectNode shown = accounts.addObject().put("id", account.id()).put("subdomain", account.subdomain());
            shown.set("name", account.profile().get("name"));
            account.pipelines().forEach(pipeline -> pipelines.add(pipeline(account, pipeline)));
            crm.all(Crm.Kind.LEADS, account.id()).forEach(lead -> leads.add(lead(account, lead)));
        }
        return state;
    }

    private static ObjectNode pipeline(Account account, ObjectNode pipeline) {
        ObjectNode shown = Json.object().put("account", account.subdomain());
        shown.set("id", pipeline.get("id"));
        shown.set("name", pipeline.get("name"));
        ArrayNode stages = shown.putArray("stages");
        for (JsonNode status : pipeline.at("/_embedded/statuses")) {
            ObjectNode stage = stages.addObject();
            stage.set("id", status.get("id"));
            stage.set("name", status.get("name"));
        }
        return shown;
    }

    private ObjectNode lead(Account account, ObjectNode lead) {
        ObjectNode shown = Json.object().put("account", account.subdomain());
        shown.set("id", lead.get("id"));
        shown.set("name", lead.get("name"));
        shown.set("price", lead.get("price_with_minor_units"));
        shown.set("pipelineId", lead.get("pipeline_id"));
        shown.set("statusId", lead.get("status_id"));
        for (ObjectNode pipeline : account.pipelines()) {
            for (JsonNode status : pipeline.at("/_embedded/statuses")) {
                if (pipeline.get("id").equals(lead.get("pipeline_id"))
                        && status.get("id").equals(lead.get("status_id"))) {
                    shown.set("pipeline", pipeline.get("name"));
                    shown.set("status", status.get("name"));
                }
            }
        }
        shown.set("contact", party(account, Crm.Kind.CONTACTS, lead.at("/_embedded/contacts/0/id")));
        shown.set("company", party(account, Crm.Kind.COMPANIES, lead.at("/_embedded/companies/0/id")));
        ObjectNode fields = shown.putObject("fields");
        lead.get("custom_fields_values")
                .forEach(field -> fields.put(
                        field.get("field_code").asText(),
                        text(account, field.get("field_type"), field.at("/values/0/value"))));
        ArrayNode notes = shown.putArray("notes");
        crm.all(Crm.Kind.NOTES, account.id()).stream()
                .filter(note ->
                        note.get("entity_id").longValue() == lead.get("id").longValue())
                .forEach(note -> notes.add(note.at("/params/text")));
        return shown;
    }

    private ObjectNode party(Account account, Crm.Kind kind, JsonNode id) {
        return crm.find(kind, account.id(), id.asLong())
                .map(found -> {
                    ObjectNode party = Json.object();
                    party.set("id", found.get("id"));
                    party.set("name", found.get("name"));
                    found.path("custom_fields_values").forEach(field -> {
                        if (field.get("field_code").asText().equals("EMAIL")) {
                            party.set("email", field.at("/values/0/value"));
                        }
                    });
                    return party;
                })
                .orElse(null);
    }

    private static String text(Account account, JsonNode type, JsonNode value) {
        return type.asText().equals("date")
                ? Instant.ofEpochSecond(value.longValue())
                        .atZone(account.zone())
                        .toLocalDate()
                        .toString()
                : value.asText();
    }
}
