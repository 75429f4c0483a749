package org.wonbooks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;

/** One broken thing in a list of QuickBooks: the others are worked, the broken one is named. */
class BrokenListsTest extends RunningWonbooks {

    private static final String REALM = "/quickbooks/realms/" + SandboxCalls.REALM;

    @AfterEach
    void asUsual() {
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"kept\"}");
        settings("{}");
        jdbc.sql("delete from left_out").update();
    }

    @Test
    void aPaymentForSeveralDealsIsShownThoughNoListCanBeReadWithOneOfTheirInvoices() {
        List<Long> leads = invoiced("Several", 3, "severin@several.example");
        List<String> invoices = leads.stream().map(this::booked).toList();
        spoil(invoices.get(1), "refused");
        String lines = invoices.stream().map(id -> "\"" + id + "\": 10").collect(Collectors.joining(", "));
        sandbox.post("/quickbooks/payments", "{\"lines\": {" + lines + "}}");
        leads.forEach(lead -> until().until(() -> shown(lead).path("state").asText(), "PAID"::equals));
    }

    @Test
    void anInvoiceThatIsLargerThanAnybodyReadsIsNamedAndNobodySaysThatQuickBooksIsDown() {
        long large = invoiced("Large", 1, "large@several.example").get(0);
        long other = invoiced("Small", 1, "small@several.example").get(0);
        spoil(booked(large), "large");
        sandbox.post("/quickbooks/invoices/" + booked(large) + "/pay");
        sandbox.post("/quickbooks/invoices/" + booked(other) + "/pay");
        until().until(() -> workState("invoice-changed", Long.parseLong(booked(large))), "DEAD"::equals);
        until().until(() -> shown(other).path("state").asText(), "PAID"::equals);
        assertThat(connection().outage()).isNull();
        assertThat(attention(large))
                .isEqualTo("QuickBooks answered GET invoice/" + booked(large) + " with more than 5 MB");

        awaitNextSecond();
        sandbox.post("/quickbooks/invoices/" + booked(large), "{\"amount\": 10}");
        until().until(() -> shown(large).path("state").asText(), "PAID"::equals);
    }

    @Test
    void anInvoiceOfTextForNumbersIsReadAndOneWhoseTotalIsNoneIsNamedOnItsDeal() {
        List<Long> leads = invoiced("Texts", 2, "text@several.example");
        spoil(booked(leads.get(0)), "text");
        spoil(booked(leads.get(1)), "amount");
        leads.forEach(lead -> sandbox.post("/quickbooks/invoices/" + booked(lead) + "/pay"));
        until().until(() -> shown(leads.get(0)).path("state").asText(), "PAID"::equals);
        String broken = booked(leads.get(1));
        until().until(() -> workState("invoice-changed", Long.parseLong(broken)), "DEAD"::equals);
        assertThat(attention(leads.get(1)))
                .isEqualTo("QuickBooks answered invoice/" + broken
                        + " with what can't be read: Invoice.TotalAmt is \"n/a\"");
    }

    /** It may be the one that is looked for: no other one is made. */
    @Test
    void anInvoiceInDoubtIsNotMadeAgainWhileOneOfTheListCanNotBeRead() {
        invoiced("First", 1, "doubt@several.example").forEach(lead -> spoil(booked(lead), "null"));
        sandbox.post(
                "/faults",
                "{\"system\": \"quickbooks\", \"method\": \"POST\", \"path\": \"invoice$\", \"kind\": \"cut\", \"when\": \"after\"}");
        long lead = billed("Second", "10", "First Contact", "doubt@several.example");
        assertThat(sandbox.invoicesOf(lead)).as("found beside the broken one").hasSize(1);

        sandbox.post(
                "/faults",
                "{\"system\": \"quickbooks\", \"method\": \"POST\", \"path\": \"invoice$\", \"kind\": \"cut\", \"when\": \"before\"}");
        long third = deal("Third", "10", "First Contact", "doubt@several.example");
        sandbox.win(third);
        until().until(() -> workState("deal-won", third), "DEAD"::equals);
        assertThat(reason("deal-won", third))
                .startsWith("Nobody saw whether the invoice was made")
                .contains("Invoice can't be read: it is null");
        assertThat(sandbox.invoicesOf(third)).isEmpty();
    }

    /** Change data that nobody can read prove nothing, and nobody could make them smaller. */
    @Test
    void aCustomerInDoubtIsAskedForUnderTheSameIdWhereChangeDataAreTooLarge() {
        sandbox.delete("/calls");
        fault("POST", "customer$", 1, "\"kind\": \"cut\", \"when\": \"before\"");
        fault("GET", "cdc$", 1, "\"status\": 200, \"body\": \"%s{}\"".formatted(" ".repeat(5 << 20)));
        long lead = billed("Large changes", "10", "Lara Large", "lara@large.example");
        assertThat(sandbox.customers("Lara Large")).hasSize(1);
        assertThat(sandbox.get("/faults")).isEmpty();
        assertThat(requestIds("customer")).hasSize(1);
    }

    private void fault(String method, String path, int count, String what) {
        sandbox.post(
                "/faults",
                "{\"system\": \"quickbooks\", \"method\": \"%s\", \"path\": \"%s\", \"count\": %d, %s}"
                        .formatted(method, path, count, what));
    }

    private Set<String> requestIds(String entity) {
        return StreamSupport.stream(
                        sandbox.get("/calls?system=quickbooks&path=/" + entity + "%24")
                                .spliterator(),
                        false)
                .filter(call -> call.path("method").asText().equals("POST"))
                .map(call -> call.path("query").asText())
                .collect(Collectors.toSet());
    }

    @Test
    void aCustomerIsNotMadeWhileOneOfThoseThatWereFoundCanNotBeRead() {
        // Then all else of the books is known.
        invoiced("Warm", 1, "warm@lists.example");
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "GET", "path": "query$", "count": 1, "status": 200,
                 "body": "{\\"QueryResponse\\": {\\"Customer\\": [null]}, \\"time\\": \\"2026-11-29T10:00:00-08:00\\"}"}""");
        long lead = deal("Broken customer", "10", "Nina Null", "nina@null.example");
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead)).contains("Customer can't be read: it is null");
        assertThat(sandbox.customers("Nina Null")).isEmpty();
        replay("deal-won", lead);
        awaitNotes(lead, 1);
    }

    @Test
    void someHundredProductsAreAllOnTheInvoice() {
        product.patch("/connections/" + connection().id(), "{\"settings\": {\"invoice\": {\"lines\": \"products\"}}}");
        List<String> products = new ArrayList<>();
        for (int i = 0; i < 320; i++) {
            String name =
                    "Thing no. %03d, of a name that is as long as names of products in some shops are".formatted(i);
            sandbox.post(REALM + "/item", "{\"Name\": \"" + name + "\", \"Type\": \"Service\"}");
            products.add("{\"name\": \"%s\", \"price\": 2, \"quantity\": 1}".formatted(name));
        }
        long lead = sandbox.deal(
                "{\"name\": \"Hundreds\", \"price\": 640, \"contact\": {\"name\": \"Hugo Hundred\"}, \"products\": "
                        + products + "}");
        sandbox.win(lead);
        awaitNotes(lead, 1);
        JsonNode invoice = only(sandbox.invoicesOf(lead));
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("640");
        JsonNode whole = sandbox.get(REALM + "/invoice/" + invoice.path("id").asText());
        assertThat(StreamSupport.stream(whole.path("Line").spliterator(), false)
                        .filter(line -> line.path("DetailType").asText().equals("SalesItemLineDetail"))
                        .map(line ->
                                line.at("/SalesItemLineDetail/ItemRef/name").asText())
                        .distinct())
                .hasSize(320);
    }

    private List<Long> invoiced(String name, int count, String email) {
        List<Long> leads = IntStream.range(0, count)
                .mapToObj(i -> deal(name + i, "10", name + " Contact", email))
                .toList();
        for (long lead : leads) {
            sandbox.win(lead);
            awaitNotes(lead, 1);
        }
        awaitQuiet();
        return leads;
    }

    private void spoil(String invoice, String how) {
        sandbox.post(REALM + "/invoice/" + invoice + "/spoil", "{\"how\": \"" + how + "\"}");
    }
}
