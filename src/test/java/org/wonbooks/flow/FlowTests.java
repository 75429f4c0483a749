package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.intuit.ipp.data.Customer;
import com.intuit.ipp.data.Invoice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.IntuitModel;
import org.wonbooks.testing.RunningWonbooks;

/** Both flows as they are shipped, from the webhook to the deal's card, against the sandbox over HTTP. */
abstract class FlowTests extends RunningWonbooks {

    @Test
    void aWonDealIsInvoicedSentAndWrittenBack() {
        long lead = billed("Website", "1500.5", "Jane Roe", "jane@website.example");

        JsonNode invoice = only(sandbox.invoicesOf(lead));
        JsonNode card = sandbox.lead(lead);
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("1500.50");
        assertThat(invoice.path("emailStatus").asText()).isEqualTo("EmailSent");
        assertThat(invoice.path("emails").asInt()).isEqualTo(1);
        assertThat(card.at("/fields/QB_INVOICE_ID").asText())
                .isEqualTo(invoice.path("id").asText());
        assertThat(card.at("/fields/QB_INVOICE_NUMBER").asText())
                .isEqualTo(invoice.path("docNumber").asText());
        assertThat(card.at("/fields/QB_INVOICE_URL").asText()).startsWith("https://");
        assertThat(card.at("/notes/0").asText())
                .contains("Invoice " + invoice.path("docNumber").asText(), "1,500.50 USD", "jane@website.example");
        assertThat(steps(lead))
                .containsExactlyInAnyOrder(
                        "customer DONE",
                        "invoice DONE",
                        "send DONE",
                        "payment-link DONE",
                        "invoice-fields DONE",
                        "invoice-note DONE");
        assertThat(timeline(lead)).contains("Told the deal in Kommo: the invoice");
        // QuickBooks tells us of our own doings: no reason to read what they cost to read.
        assertThat(workState("invoice-changed", invoice.path("id").asLong())).isEmpty();
    }

    @Test
    void aPaymentIsShownOnTheDealInPartsAndInFull() {
        long lead = billed("Two parts", "100", "Paula Parts", "paula@parts.example");
        String invoice = booked(lead);

        sandbox.post("/quickbooks/invoices/" + invoice + "/pay?amount=40.10");
        awaitNotes(lead, 2);
        assertThat(state(lead)).isEqualTo("PARTIALLY_PAID");
        JsonNode card = sandbox.lead(lead);
        assertThat(card.at("/fields/QB_PAID").asBoolean()).isFalse();
        assertThat(new BigDecimal(card.at("/fields/QB_PAID_AMOUNT").asText())).isEqualByComparingTo("40.10");
        assertThat(card.at("/fields/QB_PAYMENT_DATE").asText()).matches("\\d{4}-\\d\\d-\\d\\d");

        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
        awaitNotes(lead, 3);
        assertThat(state(lead)).isEqualTo("PAID");
        card = sandbox.lead(lead);
        assertThat(card.at("/fields/QB_PAID").asBoolean()).isTrue();
        assertThat(new BigDecimal(card.at("/fields/QB_PAID_AMOUNT").asText())).isEqualByComparingTo("100");
        assertThat(card.at("/notes").toString()).contains("is paid: 100.00 USD");
        assertThat(timeline(lead)).contains("Told the deal in Kommo: what is paid");
    }

    @Test
    void theDayOfAPaymentIsShownAsNoonInAFieldOfDayAndTime() {
        String field = "[{\"name\": \"Paid on\", \"code\": \"QB_PAYMENT_DATE\", \"type\": \"%s\"}]";
        sandbox.post("/kommo/fields", field.formatted("date_time"));
        try {
            long lead = billed("Paid at noon", "100", "Nora Noon", "nora@noon.example");
            String invoice = booked(lead);
            sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
            awaitNotes(lead, 2);

            assertThat(state(lead)).isEqualTo("PAID");
            long shown = sandbox.lead(lead).at("/fields/QB_PAYMENT_DATE").asLong();
            assertThat(Instant.ofEpochSecond(shown).atZone(connection().zone()).toLocalTime())
                    .isEqualTo(LocalTime.NOON);
        } finally {
            sandbox.post("/kommo/fields", field.formatted("date"));
        }
    }

    @Test
    void theSameHookFiftyTimesMakesOneOfEach() throws Exception {
        sandbox.patch("/hooks", "{\"enabled\": false}");
        long lead = deal("Again and again", "75", "Fifty Times", "fifty@times.example");
        sandbox.win(lead);
        String hook = wonHook(lead);
        List<CompletableFuture<Integer>> atOnce =
                IntStream.range(0, 25).mapToObj(i -> sendKommoHook(hook)).toList();
        for (CompletableFuture<Integer> answer : atOnce) {
            assertThat(answer.get()).isEqualTo(200);
        }
        for (int i = 0; i < 25; i++) {
            assertThat(sendKommoHook(hook).get()).isEqualTo(200);
        }
        awaitNotes(lead, 1);
        awaitQuiet();
        assertThat(only(sandbox.invoicesOf(lead)).path("emails").asInt()).isEqualTo(1);
        assertThat(sandbox.customers("Fifty Times")).hasSize(1);
        assertThat(sandbox.lead(lead).path("notes")).hasSize(1);
        assertThat(jdbc.sql("select count(*) from event where what = ? and state = 'DONE'")
                        .param("lead " + lead + " status")
                        .query(Long.class)
                        .single())
                .isEqualTo(50);
    }

    @Test
    void twoDealsOfOneNewContactMakeOneCustomer() {
        JsonNode first = sandbox.post("/kommo/leads", dealJson("First", "10", "Shared Contact", null));
        long contact = first.at("/_embedded/contacts/0/id").asLong();
        long second = sandbox.deal("{\"name\": \"Second\", \"price\": 20, \"contact\": {\"id\": " + contact + "}}");
        sandbox.win(first.path("id").asLong());
        sandbox.win(second);
        awaitNotes(first.path("id").asLong(), 1);
        awaitNotes(second, 1);
        assertThat(sandbox.customers("Shared Contact")).hasSize(1);
    }

    @Test
    void aDealWithoutEmailIsInvoicedAndTheReasonIsShown() {
        long lead = billed("No address", "300", "Nora Noaddress", null);
        assertThat(only(sandbox.invoicesOf(lead)).path("emails").asInt()).isZero();
        assertThat(state(lead)).isEqualTo("INVOICED");
        assertThat(sandbox.lead(lead).at("/notes/0").asText()).contains("usable e-mail");
        assertThat(steps(lead)).contains("send SKIPPED");
    }

    @Test
    void aTakenNameIsToldApartByTheKommoNumber() {
        long lead = billed("Name clash", "55", "Harborview Printing", "new@clash.example");
        assertThat(sandbox.customers("Harborview Printing (Kommo ")).hasSizeGreaterThanOrEqualTo(1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    @Test
    void aDealThatIsNotWonOrWorthNothingIsSkippedWithTheReason() {
        long free = deal("For free", "0", "Free Fiona", "free@fiona.example");
        sandbox.win(free);
        until().until(() -> workState("deal-won", free), "SKIPPED"::equals);
        assertThat(state(free)).isEqualTo("SKIPPED");
        assertThat(reason("deal-won", free)).contains("amount is 0");
        assertThat(sandbox.invoicesOf(free)).isEmpty();
    }

    @Test
    void aCallThatWasCutAfterItsCommitIsRepeatedUnderTheSameId() {
        for (String path : List.of("customer", "invoice", "invoice/\\\\d+/send")) {
            sandbox.post(
                    "/faults",
                    """
                    {"system": "quickbooks", "method": "POST", "path": "%s$", "count": 1, "kind": "cut", "when": "after"}
                    """
                            .formatted(path));
        }
        long lead = billed("Cut off", "220", "Carla Cutoff", "carla@cutoff.example");
        assertThat(only(sandbox.invoicesOf(lead)).path("emails").asInt()).isEqualTo(1);
        assertThat(sandbox.customers("Carla Cutoff")).hasSize(1);
        assertThat(sandbox.get("/faults")).isEmpty();
    }

    @Test
    void aNoteThatWasCutAfterItsCommitIsNotAddedTwice() {
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "method": "POST", "path": "leads/notes$", "count": 1, "kind": "cut", "when": "after"}
                """);
        long lead = deal("One note", "20", "Nina Note", "nina@note.example");
        sandbox.win(lead);
        until().until(() -> steps(lead).contains("invoice-note DONE"));
        assertThat(sandbox.lead(lead).path("notes")).hasSize(1);
    }

    @Test
    void whatIsRefusedGoesToTheDeadLetterAndIsReplayed() {
        String json = dealJson("Unknown terms", "10", "Theo Terms", "theo@terms.example");
        long lead = sandbox.deal(json);
        settings("{\"invoice\": {\"item\": \"No such item\"}}");
        try {
            sandbox.win(lead);
            until().until(() -> workState("deal-won", lead), "DEAD"::equals);
            assertThat(reason("deal-won", lead)).contains("No such item");
            until().until(() -> attention(lead) != null);
            assertThat(attention(lead)).contains("No such item");
        } finally {
            settings("{}");
        }
        long work = jdbc.sql("select id from work where kind = 'deal-won' and work_key = ?")
                .param(String.valueOf(lead))
                .query(Long.class)
                .single();
        jdbc.sql("update work set state = 'OPEN' where id = ?").param(work).update();
        awaitNotes(lead, 1);
        until().until(() -> attention(lead) == null);
    }

    @Test
    void aPeerThatIsDownPausesAndEverythingGoesOnWhenItAnswers() {
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "(GET|POST)", "path": ".*", "count": 3, "kind": "status",
                 "when": "before", "status": 503, "body": "<html>down</html>"}
                """);
        long lead = billed("Patience", "90", "Petra Patience", "petra@patience.example");
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(workState("deal-won", lead)).isIn("RUNNING", "DONE");
    }

    @Test
    void aFormBeyondTheLimitsIsStoredAndTheWonDealsAreLookedThrough() throws Exception {
        sandbox.patch("/hooks", "{\"enabled\": false}");
        long lead = deal("In a crowd", "31", "Casey Crowd", "casey@crowd.example");
        sandbox.win(lead);
        StringBuilder crowd = new StringBuilder(wonHook(lead));
        for (int i = 0; i < 20_000; i++) {
            crowd.append("&x[").append(i).append("]=1");
        }
        assertThat(sendKommoHook(crowd.toString()).get()).isEqualTo(200);
        awaitNotes(lead, 1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    @Test
    void intuitsOwnModelReadsWhatWeSend() throws Exception {
        long lead = billed("Model", "1234.56", "Maria Model", "maria@model.example");
        Invoice invoice = IntuitModel.invoice(request(lead, "invoice"));
        assertThat(invoice.getLine().get(0).getAmount()).isEqualTo(new BigDecimal("1234.56"));
        assertThat(invoice.getPrivateNote()).endsWith(":" + lead + ":1");
        assertThat(invoice.getBillEmail().getAddress()).isEqualTo("maria@model.example");
        Customer customer = IntuitModel.customer(request(lead, "customer"));
        assertThat(customer.getDisplayName()).isEqualTo("Maria Model");
    }

    @Test
    void everyFlowStepAndCallIsInJmx() throws Exception {
        var server = java.lang.management.ManagementFactory.getPlatformMBeanServer();
        Set<String> beans = new java.util.HashSet<>();
        server.queryNames(new javax.management.ObjectName("org.apache.camel:type=routes,*"), null)
                .forEach(name -> beans.add(name.getKeyProperty("name").replace("\"", "")));
        assertThat(beans)
                .contains("deal-won", "payment-received", "invoice-changed", "quickbooks-bill-customer", "work-run")
                .containsAll(camel.getRoutes().stream()
                        .map(route -> route.getId().replaceFirst("\\.\\d+$", ""))
                        .toList());
        Set<String> endpoints = new java.util.HashSet<>();
        server.queryNames(new javax.management.ObjectName("org.apache.camel:type=endpoints,*"), null)
                .forEach(name -> endpoints.add(name.getKeyProperty("name").replace("\"", "")));
        assertThat(endpoints)
                .anyMatch(uri -> uri.startsWith("quickbooks://write") && uri.contains("step=createInvoice"))
                .anyMatch(uri -> uri.startsWith("kommo://read") && uri.contains("contacts"));
    }
}
