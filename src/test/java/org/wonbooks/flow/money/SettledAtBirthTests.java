package org.wonbooks.flow.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;

/**
 * Invoices that QuickBooks settles as it makes them, by what the customer has open: the deal is told, and no webhook of
 * QuickBooks ever comes.
 */
abstract class SettledAtBirthTests extends RunningWonbooks {

    private static final String COMPANY = "/quickbooks/realms/" + SandboxCalls.REALM + "/company";

    @BeforeEach
    void creditsAreApplied() {
        sandbox.patch(COMPANY, "{\"autoApplyCredit\": true}");
        sandbox.patch("/hooks", "{\"enabled\": false}");
        awaitQuiet();
    }

    @AfterEach
    void asUsual() {
        awaitQuiet();
        sandbox.patch(COMPANY, "{\"autoApplyCredit\": false}");
    }

    @Test
    void aPaymentInAdvanceIsShownWithItsDayAndTheInvoiceIsEmailedAllTheSame() throws Exception {
        long contact = knownCustomer("Ada Advance");
        pay("200.00", "2026-11-20", "pay");

        long lead = won("Advance", "150.00", contact);

        JsonNode invoice = only(sandbox.invoicesOf(lead));
        assertThat(invoice.path("balance").decimalValue()).isZero();
        assertThat(invoice.path("emails").asInt()).isEqualTo(1);
        assertThat(shown(lead).path("state").asText()).isEqualTo("PAID");
        assertThat(shown(lead).path("paidAt").asText()).startsWith("2026-11-20");
        assertCard(lead, true, "150.00", "2026-11-20");
        assertThat(notes(lead)).hasSize(2);
        assertThat(notes(lead).get(0)).contains("150.00", "emailed to");
        assertThat(notes(lead).get(1))
                .contains("is paid: 150.00 USD on 2026-11-20", "50.00 USD of the payment is for no invoice yet");
        assertThat(reads()).containsExactly("payment");
    }

    @Test
    void aPaymentThatWasReadBeforeThereWasAnInvoiceIsReadAgain() throws Exception {
        long contact = knownCustomer("Rita Readbefore");
        sandbox.patch("/hooks", "{\"enabled\": true}");
        String payment = pay("80.00", "2026-11-21", "pay");
        until().until(() -> workState("payment-received", Long.parseLong(payment)), "SKIPPED"::equals);
        sandbox.patch("/hooks", "{\"enabled\": false}");

        long lead = won("Read before", "80.00", contact);

        assertCard(lead, true, "80.00", "2026-11-21");
        assertThat(notes(lead).get(1)).contains("is paid: 80.00 USD on 2026-11-21");
    }

    @Test
    void aPartIsShownAndAMemoIsNoMoneyOfAnyDayButItsOwn() throws Exception {
        long contact = knownCustomer("Carl Credit");
        pay("30.00", "2026-11-01", "credit");
        pay("25.00", "2026-11-18", "pay");

        long lead = won("Part", "100.00", contact);

        assertThat(shown(lead).path("state").asText()).isEqualTo("PARTIALLY_PAID");
        assertThat(new BigDecimal(shown(lead).path("balance").asText())).isEqualByComparingTo("45.00");
        assertThat(sandbox.lead(lead).at("/fields/QB_PAID").asBoolean()).isFalse();
        assertThat(new BigDecimal(
                        sandbox.lead(lead).at("/fields/QB_PAID_AMOUNT").asText()))
                .isEqualByComparingTo("55.00");
        assertThat(notes(lead).get(1)).contains("55.00 USD of 100.00 USD paid", "45.00 USD open");
    }

    @Test
    void withNothingOpenItCostsNoReadAndSaysNothing() throws Exception {
        long contact = knownCustomer("Nora Nothing");

        long lead = won("Nothing open", "70.00", contact);

        assertThat(shown(lead).path("state").asText()).isEqualTo("SENT");
        assertThat(notes(lead)).hasSize(1);
        assertThat(reads()).isEmpty();
        assertThat(work(
                        "id",
                        "invoice-changed",
                        Long.parseLong(shown(lead).path("invoiceId").asText())))
                .isEmpty();
    }

    private String customer;

    /** A contact whose customer is there, since a deal of theirs was billed; answers its number in Kommo. */
    private long knownCustomer(String name) throws Exception {
        long lead = deal(name + " 1", "10.00", name, name.replace(" ", ".") + "@birth.example");
        win(lead);
        customer = column("select customer_id from deal where lead_id = ?", lead);
        sandbox.delete("/calls");
        return sandbox.lead(lead).at("/contact/id").asLong();
    }

    private long won(String name, String price, long contact) throws Exception {
        sandbox.delete("/calls");
        long lead = sandbox.deal(
                "{\"name\": \"%s\", \"price\": %s, \"contact\": {\"id\": %d}}".formatted(name, price, contact));
        win(lead);
        return lead;
    }

    private void win(long lead) throws Exception {
        sandbox.win(lead);
        assertThat(sendKommoHook(wonHook(lead)).get()).isEqualTo(200);
        awaitNotes(lead, 1);
        awaitQuiet();
    }

    private String pay(String amount, String date, String action) {
        return sandbox.post("/quickbooks/customers/%s/%s?amount=%s&date=%s".formatted(customer, action, amount, date))
                .path("id")
                .asText();
    }

    private void assertCard(long lead, boolean paid, String amount, String day) {
        JsonNode fields = sandbox.lead(lead).path("fields");
        assertThat(fields.path("QB_PAID").asBoolean()).isEqualTo(paid);
        assertThat(new BigDecimal(fields.path("QB_PAID_AMOUNT").asText())).isEqualByComparingTo(amount);
        assertThat(fields.path("QB_PAYMENT_DATE").asText()).isEqualTo(day);
    }

    private List<String> notes(long lead) {
        return StreamSupport.stream(sandbox.lead(lead).path("notes").spliterator(), false)
                .map(note ->
                        note.isTextual() ? note.asText() : note.path("text").asText())
                .toList();
    }

    /** What was read of invoices and payments, the payment link aside. */
    private List<String> reads() {
        return StreamSupport.stream(sandbox.get("/calls?system=quickbooks").spliterator(), false)
                .filter(call -> call.path("method").asText().equals("GET"))
                .filter(call -> !call.path("query").asText().contains("invoiceLink"))
                .map(call -> call.path("path").asText())
                .filter(path -> path.matches(".*/(invoice|payment|cdc).*"))
                .map(path -> path.replaceFirst(".*/(invoice|payment|cdc).*", "$1"))
                .toList();
    }
}
