package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.setup.CompanySettings;
import org.wonbooks.sandbox.store.Json;

/** What a company sorts its invoices by: class, location, and up to three fields of its own. */
final class InvoiceFields {

    private static final int LONGEST = 31;

    private InvoiceFields() {}

    /** @param body what was sent: only that is held to the fields that there are now */
    static void settle(Company company, ObjectNode invoice, JsonNode body) {
        for (String entity : List.of("Class", "Department")) {
            if (invoice.has(entity + "Ref")) {
                company.referred(entity, invoice, entity + "Ref");
            }
        }
        List<String> names = CompanySettings.customFields(company);
        for (JsonNode field : body.path("CustomField")) {
            String id = text(field, "DefinitionId");
            if (!id.matches("[1-3]") || Integer.parseInt(id) > names.size()) {
                throw new QuickBooksFault(
                        "2500",
                        "Invalid Reference Id : CustomField element id %s not found".formatted(id),
                        "CustomField");
            }
            if (text(field, "StringValue").length() > LONGEST) {
                throw QuickBooksFault.tooLong(LONGEST, text(field, "StringValue"), "CustomField.StringValue");
            }
        }
        if (!names.isEmpty()) {
            invoice.set("CustomField", fields(names, invoice.path("CustomField")));
        }
    }

    /** Every field that the company has, with what the invoice says in it. */
    private static ArrayNode fields(List<String> names, JsonNode sent) {
        ArrayNode fields = Json.array();
        for (String name : names) {
            String id = String.valueOf(fields.size() + 1);
            ObjectNode field = fields.addObject().put("DefinitionId", id).put("Name", name);
            field.put("Type", "StringType");
            Json.stream(sent)
                    .filter(each -> text(each, "DefinitionId").equals(id) && each.hasNonNull("StringValue"))
                    .forEach(each -> field.set("StringValue", each.get("StringValue")));
        }
        return fields;
    }
}
