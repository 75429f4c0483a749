package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.wonbooks.invoicing.draft.NewItem;
import org.wonbooks.testing.IntuitModel;

/**
 * Odd deals, and the invoice that each must give, or why it gives none: {@code src/test/resources/deals}. A company's
 * deals are won all at once. Time leaps from company to company, so that nothing is kept of the one before.
 */
class DealTableTest extends PlayedDeals {

    /** Stands in a preview for the number of a customer that is not made yet. */
    private static final String NEW_CUSTOMER = "(id of the new customer)";

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
}
