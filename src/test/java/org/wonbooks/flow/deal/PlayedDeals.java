package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;

/** Has the deals of a {@link DealTable.Company} won, and looks what becomes of them. */
abstract class PlayedDeals extends RunningWonbooks {

    private static final String REALM = "/quickbooks/realms/" + SandboxCalls.REALM + "/";

    /** What the books had when a company's deals were done. */
    record Played(List<Row> rows, Map<String, JsonNode> invoices, Map<String, JsonNode> customers) {}

    /** @param preview what was said before that would be done with it */
    record Row(JsonNode expected, JsonNode lead, String preview) {

        long id() {
            return lead.path("id").asLong();
        }
    }

    /** What has become of a deal's work. */
    record End(String state, String reason, String fix) {}

    @BeforeEach
    void winDealsFirst() {
        awaitQuiet();
        // Deals are won first, and worked off when all of them have been previewed.
        sandbox.patch("/hooks", "{\"enabled\": false}");
    }

    /** Has all its deals won, and puts everything back. */
    Played played(DealTable.Company company) {
        JsonNode before = companySettings();
        time.stand(company.now());
        // The sandbox's clock goes on: there, the deals are won now.
        Instant liveSince = company.now().isBefore(Instant.now()) ? company.now() : Instant.EPOCH;
        jdbc.sql("update connection set live_since = ?")
                .param(DatabaseTime.parameter(liveSince))
                .update();
        EarlierDeals earlier = new EarlierDeals(this, setUp(company));
        List<Row> rows = new ArrayList<>();
        try {
            company.rounds().forEach(played -> {
                setUp(played.settings());
                played.deals().forEach(deal -> deal.path("first").forEach(step -> earlier.happens(step.asText())));
                List<JsonNode> deals =
                        played.deals().stream().map(earlier::named).toList();
                List<JsonNode> leads = won(deals);
                List<Row> round = previewed(deals, leads);
                round.forEach(row -> sendKommoHook(bareHook(row.id())).join());
                awaitEnd(round);
                rows.addAll(round);
                round.forEach(row -> earlier.add(row.expected().path("what").asText(), row.lead()));
            });
            return new Played(rows, books("invoice", "PrivateNote"), books("customer", "Id"));
        } finally {
            jdbc.sql("update connection set settings = '{}', live_since = ?")
                    .param(DatabaseTime.parameter(Instant.now()))
                    .update();
            sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"kept\"}");
            sandbox.patch("/kommo/modes", "{\"closedAt\": \"kept\"}");
            sandbox.patch(REALM + "company", before.toString());
            sandbox.patch("/kommo/account", "{\"currency\": \"USD\", \"timezone\": \"America/New_York\"}");
            company.setting()
                    .path("fields")
                    .forEach(field ->
                            sandbox.delete("/kommo/fields/" + field.path("code").asText()));
        }
    }

    /** Enters the deals, and has happen to each what its row says; else it is won. */
    private List<JsonNode> won(List<JsonNode> deals) {
        DealHistory history = new DealHistory(this);
        boolean goesLive = deals.stream().anyMatch(deal -> deal.has("before"));
        Map<JsonNode, JsonNode> leads = new LinkedHashMap<>();
        deals.stream().filter(deal -> deal.has("before")).forEach(deal -> leads.put(deal, enter(deal)));
        history.happen(leads, "before");
        if (goesLive) {
            history.goesLive();
        }
        deals.stream().filter(deal -> !deal.has("before")).forEach(deal -> leads.put(deal, enter(deal)));
        history.happen(leads, "after");
        deals.stream()
                .filter(deal -> !deal.has("after"))
                .forEach(deal -> sandbox.win(leads.get(deal).path("id").asLong()));
        return deals.stream().map(leads::get).toList();
    }

    private JsonNode enter(JsonNode deal) {
        return sandbox.post("/kommo/leads", deal.path("deal").toString());
    }

    /** The deals, with what would be done with each; nothing is written anywhere for that. */
    private List<Row> previewed(List<JsonNode> deals, List<JsonNode> leads) {
        sandbox.delete("/calls");
        List<Row> rows = IntStream.range(0, deals.size())
                .parallel()
                .mapToObj(i -> {
                    String path = "/deals/" + connection().id() + "/"
                            + leads.get(i).path("id").asText() + "/preview";
                    return new Row(
                            deals.get(i), leads.get(i), isUnknown(deals.get(i)) ? "{}" : product.text("POST", path));
                })
                .toList();
        sandbox.get("/calls").forEach(call -> assertThat(call.path("method").asText())
                .as(call.toString())
                .matches(method ->
                        method.equals("GET") || call.path("path").asText().contains("token")));
        return rows;
    }

    /** Thrown away before anybody looked at it. */
    private static boolean isUnknown(JsonNode deal) {
        return deal.path("after").toString().matches(".*\"delete\"]")
                && !deal.path("after").toString().contains("look");
    }

    private JsonNode companySettings() {
        ObjectNode settings = (ObjectNode) sandbox.get(REALM + "company");
        for (String unset : List.of("bookCloseDate", "defaultTerms")) {
            settings.set(unset, settings.path(unset).isTextual() ? settings.get(unset) : null);
        }
        return settings;
    }

    /** Gives the ids of what was entered in the books, by name. */
    private Map<String, String> setUp(DealTable.Company company) {
        JsonNode setting = company.setting();
        sandbox.patch(REALM + "company", setting.path("company").toString());
        if (setting.has("account")) {
            sandbox.patch("/kommo/account", setting.path("account").toString());
        }
        if (setting.has("kommo")) {
            sandbox.patch("/kommo/modes", setting.path("kommo").toString());
        }
        if (setting.has("fields")) {
            sandbox.post("/kommo/fields", setting.path("fields").toString());
        }
        Map<String, String> ids = enter(company.books());
        product.post("/connections/" + connection().id() + "/provision");
        awaitQuiet();
        return ids;
    }

    /** Later entries may refer to earlier ones. */
    private Map<String, String> enter(List<Map.Entry<String, JsonNode>> books) {
        Map<String, String> ids = new HashMap<>();
        books.forEach(entry -> {
            String body = entry.getValue().toString();
            for (Map.Entry<String, String> earlier : ids.entrySet()) {
                body = body.replace("{id of " + earlier.getKey() + "}", earlier.getValue());
            }
            JsonNode made = sandbox.post(REALM + entry.getKey(), body);
            ids.put(
                    made.path("DisplayName").asText(made.path("Name").asText()),
                    made.path("Id").asText());
        });
        return ids;
    }

    private void setUp(JsonNode settings) {
        settings("{\"invoice\": {\"burst\": 0}}");
        product.patch("/connections/" + connection().id(), "{\"settings\": " + settings + "}");
    }

    private void awaitEnd(List<Row> rows) {
        Set<String> ended = Set.of("DONE", "SKIPPED", "DEAD");
        until().atMost(Duration.ofMinutes(5)).until(() -> {
            Map<Long, End> ends = ends();
            return rows.stream()
                    .allMatch(row -> ends.containsKey(row.id())
                            && ended.contains(ends.get(row.id()).state()));
        });
        awaitQuiet();
    }

    Map<Long, End> ends() {
        Map<Long, End> ends = new HashMap<>();
        jdbc.sql("select work_key, state, coalesce(reason, '') as reason, fix from work where kind = 'deal-won'")
                .query(row -> {
                    ends.put(
                            row.getLong("work_key"),
                            new End(row.getString("state"), row.getString("reason"), row.getString("fix")));
                });
        return ends;
    }

    Map<String, JsonNode> books(String entity, String key) {
        Map<String, JsonNode> books = new HashMap<>();
        sandbox.get(REALM + entity).forEach(each -> books.put(each.path(key).asText(), each));
        return books;
    }
}
