package org.wonbooks.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** I12: no deal is billed to a customer that was made for another contact, who is there under another name. */
final class RightParty {

    private static final Pattern DEAL = Pattern.compile("wonbooks:\\d+:(\\d+):\\d+$");
    private static final Pattern CONTACT = Pattern.compile("Kommo contact:(\\d+)$");

    private RightParty() {}

    static List<String> violations(JsonNode state) {
        Map<String, JsonNode> leads = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        for (JsonNode lead : state.path("kommo").path("leads")) {
            leads.put(lead.path("id").asText(), lead);
            names.put(lead.at("/contact/id").asText(), lead.at("/contact/name").asText());
        }
        List<String> violations = new ArrayList<>();
        for (JsonNode realm : state.path("quickbooks").path("realms")) {
            Map<String, String> madeFor = new HashMap<>();
            for (JsonNode customer : realm.path("customers")) {
                Matcher mark = CONTACT.matcher(customer.path("notes").asText());
                if (mark.find()) {
                    madeFor.put(customer.path("name").asText(), mark.group(1));
                }
            }
            for (JsonNode invoice : realm.path("invoices")) {
                Matcher mark = DEAL.matcher(invoice.path("privateNote").asText());
                JsonNode lead = mark.find() ? leads.get(mark.group(1)) : null;
                String owner = madeFor.get(invoice.path("customer").asText());
                if (lead == null || owner == null || !names.containsKey(owner)) {
                    continue;
                }
                JsonNode contact = lead.path("contact");
                if (!owner.equals(contact.path("id").asText())
                        && !names.get(owner).equals(contact.path("name").asText())) {
                    violations.add("I12: lead %s of %s is billed to the customer of %s"
                            .formatted(mark.group(1), contact.path("name").asText(), names.get(owner)));
                }
            }
        }
        return violations;
    }
}
