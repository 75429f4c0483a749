package org.wonbooks.flow.deal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;

/** Rows of {@link DealTable} that were played, which later ones refer to, and what happens between them. */
final class EarlierDeals {

    private static final String REALM = "/quickbooks/realms/" + SandboxCalls.REALM + "/";
    private static final Pattern PLACE = Pattern.compile("\\{(id|contact|company|customer|invoice) of ([^{}]+)}");

    private final RunningWonbooks wonbooks;
    private final Map<String, String> books;
    private final Map<String, JsonNode> leads = new HashMap<>();

    /** @param books ids of what was entered there, by name */
    EarlierDeals(RunningWonbooks wonbooks, Map<String, String> books) {
        this.wonbooks = wonbooks;
        this.books = books;
    }

    /** One more that later ones may name. */
    void add(String what, JsonNode lead) {
        leads.put(what, lead);
    }

    /** A row in which ids stand for what it names. */
    JsonNode named(JsonNode row) {
        String text = row.toString();
        // Kommo's ids are numbers, which no place in a file can be.
        return text.contains(" of ") ? DealTable.json(named(text).replaceAll("\"id\":\"(\\d+)\"", "\"id\":$1")) : row;
    }

    private String named(String text) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(id(place.group(1), place.group(2))));
    }

    private String id(String kind, String name) {
        if (kind.equals("id")) {
            return books.get(name);
        }
        JsonNode lead = leads.get(name);
        return switch (kind) {
            case "contact" -> lead.at("/_embedded/contacts/0/id").asText();
            case "company" -> lead.at("/_embedded/companies/0/id").asText();
            default ->
                wonbooks.jdbc
                        .sql("select " + kind + "_id from deal where lead_id = ? order by cycle desc limit 1")
                        .param(lead.path("id").asLong())
                        .query(String.class)
                        .single();
        };
    }

    /** README.md beside the table says which steps there are. */
    void happens(String step) {
        String[] words = named(step).split(" ", 3);
        switch (words[0]) {
            case "delete" -> wonbooks.sandbox.post("/kommo/" + words[1] + "/delete");
            case "edit" -> wonbooks.sandbox.post("/kommo/" + words[1], words[2]);
            case "merge" -> wonbooks.sandbox.post(REALM + "customer/" + words[1] + "/merge-into/" + words[2]);
            case "change" -> wonbooks.sandbox.patch(REALM + words[1], words[2]);
            case "bill" -> wonbooks.sandbox.post("/quickbooks/invoices/" + words[1], words[2]);
            case "void" -> wonbooks.sandbox.post("/quickbooks/invoices/" + words[1] + "/void");
            case "modes" -> wonbooks.sandbox.patch("/quickbooks/modes", words[1]);
            default -> throw new IllegalArgumentException("There is no step \"" + step + "\"");
        }
    }
}
