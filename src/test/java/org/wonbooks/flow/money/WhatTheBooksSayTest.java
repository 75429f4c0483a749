package org.wonbooks.flow.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bookkeeper does beside payments and refunds, and the right word of it on the deal. */
class WhatTheBooksSayTest extends ThreeInvoices {

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

    private String paymentId() {
        return sandbox.company().at("/payments/0/id").asText();
    }
}
