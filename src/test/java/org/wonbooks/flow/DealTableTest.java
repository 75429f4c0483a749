package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.invoicing.NewItem;
import org.wonbooks.testing.IntuitModel;
import org.wonbooks.testing.SandboxCalls;

/**
 * Odd deals, and the invoice that each must give, or why it gives none: {@code src/test/resources/deals}. A company's
 * deals are won all at once. Time leaps from company to company, so that nothing is kept of the one before.
 */
class DealTableTest extends RunningWonbooks {

    private static final String REALM = "/quickbooks/realms/" + SandboxCalls.REALM + "/";

    /** Stands in a preview for the number of a customer that is not made yet. */
    private static final String NEW_CUSTOMER = "(id of the new customer)";

    /** What the books had when a company's deals were done. */
    private record Played(List<Row> rows, Map<String, JsonNode> invoices, Map<String, JsonNode> customers) {}

    /** @param preview what was said before that would be done with it */
    private record Row(JsonNode expected, JsonNode lead, String preview) {

        long id() {
            return lead.path("id").asLong();
        }
    }

    /** What has become of a deal's work. */
    private record End(String state, String reason, String fix) {}

    @BeforeEach
    void winDealsFirst() {
        awaitQuiet();
        // Deals are won first, and worked off when all of them have been previewed.
        sandbox.patch("/hooks", "{\"enabled\": false}");
    }

    @TestFactory
    Stream<DynamicNode> everyDealGivesTheInvoiceThatItMust() {
        return Stream.concat(
                DealTable.companies().stream()
                        .map(company -> dynamicContainer(
                                company.name(),
                                Stream.of(company).flatMap(each -> tests(each, played(each)).stream()))),
                DealTable.ASKED.isEmpty()
                        ? Stream.of(
                                dynamicTest("Intuit's model reads all that was sent", this::readByIntuitsModel),
                                dynamicTest("each invoice has a number of its own", this::numbered))
                        : Stream.empty());
    }

    private List<DynamicTest> tests(DealTable.Company company, Played played) {
        Map<Long, End> ends = ends();
        List<DynamicTest> tests = new ArrayList<>();
        for (Row row : played.rows()) {
            String what = row.expected().path("what").asText();
            tests.add(dynamicTest(what, () -> {
                JsonNode invoice =
                        played.invoices().get("wonbooks:" + connection().id() + ":" + row.id() + ":1");
                JsonNode customer = invoice == null
                        ? null
                        : played.customers()
                                .get(invoice.at("/CustomerRef/value").asText());
                assertThat(differences(row, withFix(row, ends.get(row.id())), invoice, customer))
                        .as("%s: %s", company.name(), what)
                        .isEmpty();
                assertThatItsPreviewWasRight(row, ends.get(row.id()));
            }));
        }
        return tests;
    }

    /** What a person is told to do about a deal that is held or left alone, its work does not say. */
    private End withFix(Row row, End end) {
        return row.expected().has("fix") && end.fix() == null
                ? new End(end.state(), end.reason(), shown(row.id()).path("fix").asText(null))
                : end;
    }

    /** What was sent is what the preview said, to the byte; only the number of a new customer was not known then. */
    private void assertThatItsPreviewWasRight(Row row, End end) {
        if (json(row.preview()).path("outcome").asText().equals("INVOICED")) {
            // A person has had it billed before.
            return;
        }
        String sent = request(row.id(), "invoice");
        if (sent == null || json(row.preview()).path("outcome").asText().equals("HELD")) {
            String reason = json(row.preview()).path("reason").asText("");
            assertThat(reason).isIn("", end.reason().replaceFirst("^Held: ", ""));
            return;
        }
        if (row.preview().contains(NewItem.PLACEHOLDER)) {
            for (String item : newItems()) {
                sent = sent.replace(
                        "\"ItemRef\":{\"value\":\"" + item + "\"}",
                        "\"ItemRef\":{\"value\":\"" + NewItem.PLACEHOLDER + "\"}");
            }
        }
        String known = row.preview().contains(NEW_CUSTOMER)
                ? sent.replaceFirst(
                        "\"CustomerRef\":\\{\"value\":\"\\d+\"}",
                        "\"CustomerRef\":{\"value\":\"" + NEW_CUSTOMER + "\"}")
                : sent;
        assertThat(row.preview()).contains("\"invoice\":" + known);
        String made = column(
                "select s.request from step s join deal d on d.id = s.deal_id where d.lead_id = ?"
                        + " and s.name like 'customer%' and s.state = 'DONE' and s.request is not null",
                row.id());
        if (made != null) {
            assertThat(row.preview()).contains("\"customer\":" + made);
        }
    }

    /** What was made for one deal may be found by the next: both foresaw a new one. */
    private List<String> newItems() {
        return jdbc.sql("select external_id from step where name like 'item-%' and state = 'DONE'")
                .query(String.class)
                .list();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> differences(Row row, End end, JsonNode invoice, JsonNode customer) {
        JsonNode expected = DealTable.withIds(row.expected(), row.lead());
        ObjectNode actual = JsonNodeFactory.instance.objectNode();
        String ended = !end.reason().startsWith("Held: ")
                ? Map.of("DONE", "done", "SKIPPED", "skipped", "DEAD", "dead").getOrDefault(end.state(), end.state())
                : "held";
        actual.put(ended, end.reason().replaceFirst("^Held: ", ""));
        actual.put("fix", end.fix());
        if (invoice != null) {
            actual.set("invoice", withoutSubtotal(invoice));
            actual.set("customer", customer);
        }
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        for (String part : List.of("invoice", "customer", "skipped", "held", "dead", "fix")) {
            if (expected.has(part)) {
                wanted.set(part, expected.get(part));
            }
        }
        if (Stream.of("skipped", "held", "dead").noneMatch(expected::has)) {
            wanted.put("done", "");
        }
        if (!expected.has("invoice")) {
            wanted.putNull("invoice");
        }
        List<String> differences = DealTable.differences("", wanted, actual);
        if (!differences.isEmpty() && !actual.has("done")) {
            differences.add("it ended " + ended + ": " + end.reason());
        }
        return differences;
    }

    /** QuickBooks adds it to the lines of every invoice. */
    private static JsonNode withoutSubtotal(JsonNode invoice) {
        ObjectNode shown = invoice.deepCopy();
        var lines = shown.putArray("Line");
        invoice.path("Line").forEach(line -> {
            if (!line.path("DetailType").asText().equals("SubTotalLineDetail")) {
                lines.add(line);
            }
        });
        return shown;
    }

    private void readByIntuitsModel() {
        List<String> invoices = requests("invoice");
        List<String> customers = requests("customer", "customer-renamed");
        assertThat(invoices).isNotEmpty();
        assertThat(customers).isNotEmpty();
        invoices.forEach(sent -> assertThatNoException().as(sent).isThrownBy(() -> IntuitModel.invoice(sent)));
        customers.forEach(sent -> assertThatNoException().as(sent).isThrownBy(() -> IntuitModel.customer(sent)));
        List<String> items = jdbc.sql("select request from step where name like 'item-%'")
                .query(String.class)
                .list();
        assertThat(items).isNotEmpty();
        items.forEach(sent -> assertThatNoException().as(sent).isThrownBy(() -> IntuitModel.item(sent)));
    }

    private void numbered() {
        assertThat(books("invoice", "PrivateNote").values().stream()
                        .map(invoice -> invoice.path("DocNumber").asText()))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates()
                .allMatch(number -> number.matches("\\d+"));
    }

    private List<String> requests(String... steps) {
        return jdbc.sql("select request from step where name in (:steps) and request is not null")
                .param("steps", List.of(steps))
                .query(String.class)
                .list();
    }

    /** Has all its deals won, and puts everything back. */
    private Played played(DealTable.Company company) {
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
        jdbc.sql("update connection set settings = '{\"invoice\": {\"burst\": 0}}'")
                .update();
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

    private Map<Long, End> ends() {
        Map<Long, End> ends = new HashMap<>();
        jdbc.sql("select work_key, state, coalesce(reason, '') as reason, fix from work where kind = 'deal-won'")
                .query(row -> {
                    ends.put(
                            row.getLong("work_key"),
                            new End(row.getString("state"), row.getString("reason"), row.getString("fix")));
                });
        return ends;
    }

    private Map<String, JsonNode> books(String entity, String key) {
        Map<String, JsonNode> books = new HashMap<>();
        sandbox.get(REALM + entity).forEach(each -> books.put(each.path(key).asText(), each));
        return books;
    }
}
