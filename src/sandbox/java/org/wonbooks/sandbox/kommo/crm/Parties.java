package org.wonbooks.sandbox.kommo.crm;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.wonbooks.sandbox.store.Json;

/** Enters the people and companies that deals are with. */
record Parties(Crm crm) {

    private static final List<String> ADDRESS_PARTS =
            List.of("address_line_1", "address_line_2", "city", "state", "zip", "country");

    /** @param company {@code name, email, phone, address}, or the {@code id} of one that there is */
    JsonNode company(Account account, JsonNode company) {
        if (company.has("id")) {
            return company.get("id");
        }
        ObjectNode entity = crm.entity(account, text(company, "name"));
        ArrayNode fields = fields(company);
        if (!fields.isEmpty()) {
            entity.set("custom_fields_values", fields);
        }
        return crm.put("companies", entity).get("id");
    }

    /** @param contact as for a company */
    JsonNode contact(Account account, JsonNode contact, ArrayNode companies) {
        if (contact.has("id")) {
            return contact.get("id");
        }
        ObjectNode entity = crm.entity(account, text(contact, "name"));
        String[] names = text(entity, "name").split(" ", 2);
        entity.put("first_name", names[0]).put("last_name", names.length == 1 ? "" : names[1]);
        entity.set("custom_fields_values", fields(contact));
        ((ObjectNode) entity.get("_embedded")).set("companies", companies.deepCopy());
        return crm.put("contacts", entity).get("id");
    }

    /** What is named in an edit takes the place of what there is. */
    static void edit(ObjectNode party, JsonNode edit) {
        if (edit.has("name")) {
            party.set("name", edit.get("name"));
        }
        ArrayNode fields = fields(edit);
        for (JsonNode before : party.path("custom_fields_values")) {
            boolean replaced = Stream.of("email:EMAIL", "phone:PHONE", "address:ADDRESS", "address:null")
                    .map(pair -> pair.split(":"))
                    .anyMatch(pair -> edit.has(pair[0])
                            && before.path("field_code").asText().equals(pair[1]));
            if (!replaced) {
                fields.add(before);
            }
        }
        party.set("custom_fields_values", fields);
    }

    private static ArrayNode fields(JsonNode party) {
        ArrayNode fields = Json.array();
        lines(fields, 771_906, "PHONE", party.path("phone"));
        lines(fields, 771_908, "EMAIL", party.path("email"));
        address(fields, party.path("address"));
        return fields;
    }

    /** One line, or several: the first is for work, the others are private. */
    private static void lines(ArrayNode fields, long id, String code, JsonNode lines) {
        JsonNode all = lines.isTextual() ? Json.array().add(lines) : lines;
        ArrayNode values = Json.array();
        for (JsonNode line : all) {
            boolean work = values.isEmpty();
            values.addObject()
                    .put("enum_id", id * 10 + (work ? 1 : 2))
                    .put("enum_code", work ? "WORK" : code.equals("EMAIL") ? "PRIV" : "MOB")
                    .set("value", line);
        }
        if (!values.isEmpty()) {
            String name = code.charAt(0) + code.substring(1).toLowerCase();
            field(fields, id, name, code, "multitext").set("values", values);
        }
    }

    /** A text is the field that every account has; an object has the parts of a field that somebody has added. */
    private static void address(ArrayNode fields, JsonNode address) {
        if (address.isTextual()) {
            field(fields, 771_912, "Address", "ADDRESS", "textarea")
                    .putArray("values")
                    .addObject()
                    .set("value", address);
        } else if (address.isObject()) {
            ArrayNode values = field(fields, 771_914, "Billing address", null, "smart_address")
                    .putArray("values");
            for (int i = 0; i < ADDRESS_PARTS.size(); i++) {
                String part = ADDRESS_PARTS.get(i);
                if (address.has(part)) {
                    values.addObject()
                            .put("enum_id", i + 1)
                            .put("enum_code", part)
                            .set("value", address.get(part));
                }
            }
        }
    }

    private static ObjectNode field(ArrayNode fields, long id, String name, String code, String type) {
        return fields.addObject()
                .put("field_id", id)
                .put("field_name", name)
                .put("field_code", code)
                .put("field_type", type);
    }
}
