package org.wonbooks.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.work.WorkKind;

/** What a bookkeeper does beside payments, and the right word of it on the deal. */
class WhatTheBooksSayTest extends MoneyTests {

    private List<Long> leads;
    private String customer;

    /** Two deals of Anna's and one of Bella's are invoiced, all at 120.50; time passes. */
    @BeforeEach
    void invoiced() {
        world.begin(1, ConnectionSettings.defaults());
        leads = new ArrayList<>(deals(3, ANNA, "120.50"));
        invoice(leads);
        world.hooks();
        customer = world.jdbc()
                .sql("select customer_id from deal where lead_id = ?")
                .param(leads.get(0))
                .query(String.class)
                .single();
        world.sweep(WorkKind.QUICKBOOKS_SWEEP);
        world.pass(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "note | Money back, invoice NUMBER",
                "memo | (NUMBER), with thanks",
                "number | R-NUMBER",
                "description | Returned: NUMBER/a",
                "note | wonbooks:CONNECTION:LEAD:1"
            })
    void aRefundThatNamesOnePaidInvoiceIsToldOnItsDeal(String field, String typed) {
        pay(0);
        pay(1);
        JsonNode before = card(0);
        sandbox.post("/quickbooks/refundreceipts", refund("40.00", field, typed));
        int reads = reads();
        deliverAll();
        assertThat(reads() - reads).as("reads by its hook").isEqualTo(1);

        assertThat(told(0, before)).singleElement().asString().contains("40.00", number(0), "What to do: Look at it");
        assertThat(tasks(0)).singleElement().asString().contains("Refund receipt", number(0), "still paid");
        assertThat(card(0).path("fields")).isEqualTo(before.path("fields"));
        assertThat(shown(0)).isEqualTo("PAID 120.50");
        assertThat(tasks(1)).isEmpty();
        assertThat(drift()).isEmpty();
    }

    @Test
    void aRefundOfTheAmountOfTheOnlyPaidInvoiceIsToldOnItsDeal() {
        pay(0);
        JsonNode before = card(0);
        sandbox.post("/quickbooks/refundreceipts", refund("120.50", "note", "sorry"));
        sweep();
        assertThat(told(0, before)).hasSize(1);
        assertThat(tasks(0)).hasSize(1);
    }

    /** Two are paid; the third one is not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120.50 | two invoices have the amount",
                "40.00 | none has it",
                "120.50 | OPEN is not paid, so the amount does not count",
                "40.00 | NUMBER and OTHER",
                "40.00 | of NUMBER.50, on 2026-NUMBER-30, for 1NUMBER",
            })
    void aRefundThatNamesNoneOrSeveralIsInTheReportUntilItDoes(String amount, String typed) {
        pay(0);
        pay(1);
        List<JsonNode> before = List.of(card(0), card(1), card(2));
        String id = id(sandbox.post("/quickbooks/refundreceipts", refund(amount, "note", typed)));
        deliverAll();
        sweep();
        for (int i = 0; i < 3; i++) {
            assertThat(card(i)).isEqualTo(before.get(i));
        }
        assertThat(drift()).singleElement().satisfies(row -> {
            assertThat(row.path("kind").asText()).isEqualTo("REFUND_WITHOUT_DEAL");
            assertThat(row.path("leadId").isNull()).isTrue();
            assertThat(row.path("words").asText()).contains(amount, "Anna", "write that invoice's number");
        });

        world.pass(Duration.ofMinutes(1));
        sandbox.post("/quickbooks/refundreceipts/" + id, refund(amount, "note", "for NUMBER"));
        deliverAll();
        assertThat(told(0, before.get(0))).hasSize(1);
        assertThat(drift()).isEmpty();
    }

    @Test
    void aRefundForSomebodyElseSaysNothingAndCostsNoMoreThanItsReading() {
        String stranger = id(sandbox.post(
                "/quickbooks/realms/" + SandboxCalls.REALM + "/customer", "{\"DisplayName\": \"A stranger\"}"));
        world.hooks();
        pay(0);
        JsonNode before = card(0);
        sandbox.post(
                "/quickbooks/refundreceipts",
                "{\"customer\": \"%s\", \"amount\": 120.50, \"note\": \"%s\"}".formatted(stranger, number(0)));
        int reads = reads();
        deliverAll();
        assertThat(reads() - reads).isEqualTo(1);
        reads = reads();
        sweep();
        assertThat(reads() - reads).as("a sweep").isEqualTo(1);
        assertThat(card(0)).isEqualTo(before);
        assertThat(drift()).isEmpty();
    }

    @Test
    void aRefundIsToldOnceHoweverOftenItIsHeardOf() {
        pay(0);
        JsonNode before = card(0);
        sandbox.post("/quickbooks/refundreceipts", refund("40.00", "note", "NUMBER"));
        List<JsonNode> hooks = world.hooks();
        sweep();
        hooks.forEach(world::deliver);
        world.rest();
        hooks.forEach(world::deliver);
        sweep();
        world.quickbooks(world.now(), List.of("refundreceipt " + refundId() + " updated"));
        world.rest();
        assertThat(told(0, before)).hasSize(1);
        assertThat(tasks(0)).hasSize(1);
    }

    @Test
    void anEditedRefundIsToldAnewAndADeletedOneIsSaidToBeGone() {
        pay(0);
        pay(1);
        JsonNode before = card(0);
        JsonNode other = card(1);
        String id = id(sandbox.post("/quickbooks/refundreceipts", refund("40.00", "note", "NUMBER")));
        deliverAll();
        world.pass(Duration.ofMinutes(1));
        sandbox.post("/quickbooks/refundreceipts/" + id, "{\"amount\": 50.00}");
        deliverAll();
        assertThat(told(0, before)).hasSize(2).last().asString().contains("50.00", "before, it was over 40.00");
        world.pass(Duration.ofMinutes(1));
        sandbox.post("/quickbooks/refundreceipts/" + id, refund("50.00", "note", "OTHER"));
        deliverAll();
        assertThat(told(0, before)).hasSize(3).last().asString().contains("and not this deal's");
        assertThat(told(1, other)).singleElement().asString().contains("50.00", number(1));
        world.pass(Duration.ofMinutes(1));
        sandbox.post("/quickbooks/refundreceipts/" + id + "/delete");
        sweep();
        assertThat(told(1, other)).hasSize(2).last().asString().contains("was deleted in QuickBooks");
        assertThat(told(0, before)).hasSize(3);
        assertThat(tasks(0)).as("one for the making, one for the other amount").hasSize(2);
        assertThat(tasks(1)).hasSize(1);
    }

    @Test
    void aRefundThatNamesNoneAnyMoreIsSaidToAndIsInTheReport() {
        pay(0);
        JsonNode before = card(0);
        String id = id(sandbox.post("/quickbooks/refundreceipts", refund("40.00", "note", "NUMBER")));
        deliverAll();
        world.pass(Duration.ofMinutes(1));
        sandbox.post("/quickbooks/refundreceipts/" + id, refund("40.00", "note", "never mind"));
        world.hooks();
        sweep();
        sweep();
        assertThat(told(0, before))
                .hasSize(2)
                .last()
                .asString()
                .contains("names none of the customer's paid invoices now");
        assertThat(tasks(0)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Missing Info, what the invoice lacks",
        "Undeliverable, the right address",
        "Delivery Server Down, again in QuickBooks in a while",
        "Bounced Email, the right address"
    })
    void anEmailThatCameBackIsToldOnceWithWhatToDo(String error, String toDo) {
        JsonNode before = card(0);
        sandbox.post("/quickbooks/invoices/" + invoiceOf(leads.get(0)) + "/return?error=" + error.replace(" ", "%20"));
        List<JsonNode> hooks = world.hooks();
        sweep();
        hooks.forEach(world::deliver);
        world.rest();
        sweep();
        assertThat(told(0, before))
                .singleElement()
                .asString()
                .contains("came back: " + error, "anna@example.com", number(0), toDo);
        assertThat(tasks(0)).singleElement().asString().contains("came back: " + error, toDo);
        JsonNode deal = deal(0);
        assertThat(deal.path("state").asText()).isEqualTo("SENT");
        assertThat(deal.path("emailedAt").isNull()).isFalse();
        assertThat(deal.path("reason").asText()).contains("came back: " + error);
        assertThat(deal.path("timeline").toString()).contains("came back: " + error);
        assertThat(deal(1).path("reason").isNull()).isTrue();
    }

    @Test
    void eachEmailThatComesBackIsToldByItsHook() {
        JsonNode before = card(0);
        String invoice = "/quickbooks/invoices/" + invoiceOf(leads.get(0));
        sandbox.post(invoice + "/return");
        deliverAll();
        assertThat(told(0, before)).hasSize(1);
        world.pass(Duration.ofMinutes(10));
        sandbox.post(invoice + "/send");
        deliverAll();
        assertThat(deal(0).path("reason").isNull()).as("it is sent again").isTrue();
        world.pass(Duration.ofMinutes(10));
        sandbox.post(invoice + "/return?error=Bounced%20Email");
        deliverAll();
        assertThat(told(0, before)).hasSize(2);
        assertThat(tasks(0)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherNumberIsFollowedWithoutANote(boolean byHook) {
        JsonNode before = card(0);
        String invoice = "/quickbooks/invoices/" + invoiceOf(leads.get(0));
        sandbox.post(invoice, "{\"number\": \"A-7\"}");
        if (byHook) {
            deliverAll();
        } else {
            sweep();
        }
        assertThat(card(0).at("/fields/QB_INVOICE_NUMBER").asText()).isEqualTo("A-7");
        assertThat(told(0, before)).isEmpty();
        assertThat(deal(0).path("docNumber").asText()).isEqualTo("A-7");
        assertThat(deal(0).path("timeline").toString()).contains("has the number A-7 in QuickBooks now");
        assertThat(world.product().get("/deals?q=A-7").path("total").asInt()).isEqualTo(1);

        world.pass(Duration.ofMinutes(1));
        pay(0);
        assertThat(told(0, before)).singleElement().asString().startsWith("Invoice A-7 is paid");
    }

    @Test
    void aNumberAndMoneyAtOnceAreShownTogether() {
        JsonNode before = card(0);
        sandbox.post("/quickbooks/invoices/" + invoiceOf(leads.get(0)), "{\"number\": \"A-8\"}");
        sandbox.post("/quickbooks/invoices/" + invoiceOf(leads.get(0)) + "/pay?amount=20.50");
        sweep();
        assertThat(card(0).at("/fields/QB_INVOICE_NUMBER").asText()).isEqualTo("A-8");
        assertThat(told(0, before)).singleElement().asString().startsWith("Invoice A-8: 20.50 USD of 120.50 USD paid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoices", "payments", "refundreceipts"})
    void whatIsCalledDeletedAndIsThereIsReadOnceAndSaysNothing(String kind) {
        pay(0);
        sandbox.post("/quickbooks/refundreceipts", refund("40.00", "note", "NUMBER"));
        deliverAll();
        sweep();
        world.pass(Duration.ofMinutes(30));
        String id =
                switch (kind) {
                    case "invoices" -> invoiceOf(leads.get(0));
                    case "payments" -> paymentId();
                    default -> refundId();
                };
        JsonNode before = card(0);
        sandbox.post("/quickbooks/" + kind + "/" + id + "/misname");
        world.hooks();
        int reads = reads();
        sweep();
        assertThat(reads() - reads).as("the list, and the thing").isEqualTo(2);
        assertThat(card(0)).isEqualTo(before);
        assertThat(shown(0)).isEqualTo("PAID 120.50");
    }

    @ParameterizedTest
    @CsvSource({"invoices, 'VOIDED 0.00', deleted in QuickBooks", "payments, 'SENT 0.00', of 120.50 was deleted"})
    void whatIsDeletedIsReadOnceAndTold(String kind, String shown, String words) {
        pay(0);
        world.pass(Duration.ofMinutes(30));
        JsonNode before = card(0);
        String id = kind.equals("invoices") ? invoiceOf(leads.get(0)) : paymentId();
        sandbox.post("/quickbooks/" + kind + "/" + id + "/delete");
        world.hooks();
        sandbox.delete("/calls");
        sweep();
        assertThat(readsMade()).as("the list, and the thing").isEqualTo(2);
        assertThat(shown(0)).isEqualTo(shown);
        assertThat(told(0, before)).singleElement().asString().contains(words);
        sandbox.delete("/calls");
        sweep();
        assertThat(readsMade()).as("what is known to be gone").isEqualTo(1);
    }

    /** An invoice that the report's lists do not show yet. */
    @Test
    void aReportSaysGoneOnlyOfWhatCanNotBeRead() {
        assertThat(drift()).isEmpty();
        sandbox.patch("/quickbooks/modes", "{\"readLag\": \"PT5H\"}");
        assertThat(drift()).as("hidden from lists").isEmpty();
        sandbox.patch("/quickbooks/modes", "{\"readLag\": \"PT0S\"}");
        sandbox.post("/quickbooks/invoices/" + invoiceOf(leads.get(0)) + "/delete");
        assertThat(drift())
                .singleElement()
                .satisfies(row -> assertThat(row.path("booksSay").asText()).isEqualTo("deleted"));
    }

    /** As QuickBooks has a bounced cheque: its payment is taken off the invoice, which is open again. */
    @Test
    void aBouncedChequeOpensTheInvoiceAgain() {
        pay(0);
        JsonNode before = card(0);
        world.pass(Duration.ofMinutes(1));
        sandbox.post("/quickbooks/payments/" + paymentId(), "{\"lines\": {}}");
        sweep();
        assertThat(shown(0)).isEqualTo("SENT 0.00");
        assertThat(card(0).at("/fields/QB_PAID").asText()).isEqualTo("false");
        assertThat(told(0, before)).singleElement().asString().contains("was taken off it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deposit", "JournalEntry"})
    void aDepositAndAWriteOffLowerWhatIsOpen(String by) {
        String lower = "/quickbooks/invoices/" + invoiceOf(leads.get(0)) + "/lower?by=" + by + "&amount=";
        JsonNode before = card(0);
        sandbox.post(lower + "20.50");
        sweep();
        assertThat(shown(0)).isEqualTo("PARTIALLY_PAID 20.50");
        assertThat(told(0, before)).singleElement().asString().contains("a credit of 20.50");
        world.pass(Duration.ofMinutes(1));
        sandbox.post(lower + "100.00");
        sweep();
        assertThat(shown(0)).isEqualTo("PAID 120.50");
        assertThat(card(0).at("/fields/QB_PAID").asText()).isEqualTo("true");
        assertThat(told(0, before)).hasSize(2);
    }

    @Test
    void whatIsRememberedOfACompanyIsReadAnewOnceAnEventTellsThatItChangedAndAfterADay() {
        assertThat(listsReadByADeal()).as("remembered").isZero();
        world.quickbooks(world.now(), List.of("preferences 1 updated"));
        assertThat(listsReadByADeal()).as("told of").isGreaterThan(0);
        assertThat(listsReadByADeal()).isZero();
        world.pass(Duration.ofHours(23));
        assertThat(listsReadByADeal()).isZero();
        world.pass(Duration.ofMinutes(61));
        assertThat(listsReadByADeal()).as("not told of").isGreaterThan(0);
    }

    private long listsReadByADeal() {
        sandbox.delete("/calls");
        invoice(deals(1, "{\"id\": " + sandbox.lead(leads.get(0)).at("/contact/id") + "}", "10.00"));
        return StreamSupport.stream(sandbox.get("/calls").spliterator(), false)
                .filter(call -> call.path("path").asText().endsWith("/query"))
                .count();
    }

    /** Successful or not: only the successful ones are billed. */
    private long readsMade() {
        return StreamSupport.stream(sandbox.get("/calls?system=quickbooks").spliterator(), false)
                .filter(call -> call.path("method").asText().equals("GET"))
                .count();
    }

    private void pay(int deal) {
        sandbox.post("/quickbooks/invoices/" + invoiceOf(leads.get(deal)) + "/pay");
        deliverAll();
    }

    private void deliverAll() {
        world.hooks().forEach(world::deliver);
        world.rest();
        world.hooks();
    }

    private void sweep() {
        world.sweep(WorkKind.QUICKBOOKS_SWEEP);
    }

    /** With the numbers of the first, the second and the third invoice in place of the words. */
    private String refund(String amount, String field, String typed) {
        String text = typed.replace("NUMBER", number(0))
                .replace("OTHER", number(1))
                .replace("OPEN", number(2))
                .replace("CONNECTION", String.valueOf(world.connection().id()))
                .replace("LEAD", String.valueOf(leads.get(0)));
        return "{\"customer\": \"%s\", \"amount\": %s, \"%s\": \"%s\"}".formatted(customer, amount, field, text);
    }

    private String refundId() {
        return sandbox.company().at("/refundReceipts/0/id").asText();
    }

    private String paymentId() {
        return sandbox.company().at("/payments/0/id").asText();
    }

    private static String id(JsonNode answer) {
        return answer.has("id") ? answer.path("id").asText() : answer.path("Id").asText();
    }

    private String number(int deal) {
        return world.jdbc()
                .sql("select doc_number from deal where lead_id = ?")
                .param(leads.get(deal))
                .query(String.class)
                .single();
    }

    private JsonNode card(int deal) {
        return sandbox.lead(leads.get(deal));
    }

    private JsonNode deal(int deal) {
        return world.product().get("/deals/" + world.connection().id() + "/" + leads.get(deal));
    }

    private String shown(int deal) {
        Shown shown = Shown.inLedger(world.jdbc(), leads.get(deal));
        return shown.state() + " " + shown.paid();
    }

    /** The notes since then. */
    private List<String> told(int deal, JsonNode before) {
        return StreamSupport.stream(card(deal).path("notes").spliterator(), false)
                .skip(before.path("notes").size())
                .map(JsonNode::asText)
                .toList();
    }

    private List<String> tasks(int deal) {
        return card(deal).path("tasks").findValuesAsText("text");
    }

    private List<JsonNode> drift() {
        String path = "/connections/" + world.connection().id() + "/drift";
        world.product().post(path);
        world.rest();
        return StreamSupport.stream(world.product().get(path).path("items").spliterator(), false)
                .toList();
    }
}
