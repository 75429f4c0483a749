package org.wonbooks.flow.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.testing.SandboxCalls;

/** Refund receipts: which deal each is told on, and which are in the report. */
class RefundReceiptsTest extends ThreeInvoices {

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
}
