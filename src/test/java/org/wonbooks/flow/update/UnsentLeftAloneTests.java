package org.wonbooks.flow.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.flow.billing.CompanyBooks;
import org.wonbooks.testing.SandboxCalls;

/** An invoice stays as it is though its deal is edited: the difference is shown, and why. */
abstract class UnsentLeftAloneTests extends UnsentInvoices {

    @Autowired
    CompanyBooks books;

    @Test
    void offTheDifferenceIsShownAndNothingIsRead() {
        settings("{\"invoice\": {\"send\": false}}");
        long lead = invoiced("Off", "100");
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(difference(lead)).contains("150.00", "invoiced was 100.00");
        assertThat(calls(".*", ".*")).isEmpty();

        settings("{\"invoice\": {\"updateUnsent\": true, \"send\": false}}");
        look(lead);
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue())
                .as("switched on")
                .isEqualByComparingTo("150");
        assertThat(difference(lead)).isNull();
    }

    @Test
    void whatWasEmailedIsNotChanged() {
        settings("{\"invoice\": {\"updateUnsent\": true}}");
        long lead = invoiced("Emailed", "100");
        assertThat(state(lead)).isEqualTo("SENT");
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(difference(lead)).contains("150.00");
        assertThat(calls(".*", ".*")).isEmpty();
    }

    @Test
    void whatAPersonSentMeanwhileIsNotChangedAndReadOnlyOnce() {
        long lead = invoiced("Sent by hand", "100");
        sandbox.post("/quickbooks/invoices/" + invoice(lead) + "/send");
        refusesToFollow(lead, "was emailed in QuickBooks");
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("100");
    }

    @Test
    void whatAPersonChangedIsNotOverwritten() {
        long lead = invoiced("Changed by hand", "100");
        sandbox.post("/quickbooks/invoices/" + invoice(lead), "{\"amount\": 120.00}");
        refusesToFollow(lead, "was changed in QuickBooks");
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("120");
        assertThat(column("select total from deal where lead_id = ?", lead))
                .as("the deal was told")
                .isEqualTo("120.00");
    }

    @Test
    void anotherCurrencyIsNotPutIntoTheOldOne() {
        field("CURRENCY");
        severalCurrencies(true);
        settings("{\"invoice\": {\"updateUnsent\": true, \"send\": false, \"currencyField\": \"CURRENCY\"}}");
        try {
            long lead = invoiced("Yen", "1000");
            edit(lead, "{\"fields\": {\"CURRENCY\": \"JPY\"}}");
            look(lead);
            assertThat(difference(lead))
                    .as("the currency alone")
                    .contains("were changed: currency JPY", "is in JPY by");

            edit(lead, "{\"price\": 150000, \"fields\": {\"CURRENCY\": \"JPY\"}}");
            look(lead);

            assertThat(difference(lead))
                    .contains(
                            "150,000.00, invoiced was 1,000.00",
                            "Its invoice stays as it is: the deal is in JPY by now, the invoice in USD");
            assertThat(calls("POST", "invoice$")).isEmpty();
            assertThat(frozen(lead)).isEqualByComparingTo("1000");

            edit(lead, "{\"price\": 1500, \"fields\": {\"CURRENCY\": \"USD\"}}");
            look(lead);
            assertThat(frozen(lead)).as("put right").isEqualByComparingTo("1500");
            assertThat(difference(lead)).isNull();
        } finally {
            severalCurrencies(false);
        }
    }

    @Test
    void whatIsPaidMeanwhileIsNotChangedAndTheDealIsTold() {
        long lead = changedUnheard("Paid", "/pay?amount=30");
        refusesToFollow(lead, "is paid");
        assertThat(state(lead)).isEqualTo("PARTIALLY_PAID");
    }

    @Test
    void whatIsDeletedMeanwhileIsNotMadeAgain() {
        long lead = changedUnheard("Deleted", "/delete");
        refusesToFollow(lead, "was deleted in QuickBooks");
        assertThat(state(lead)).isEqualTo("VOIDED");
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
    }

    @Test
    void anAmountAboveTheLimitNeedsAPerson() {
        long lead = invoiced("Too much", "100");
        edit(lead, "{\"price\": 6000}");
        look(lead);

        assertThat(attention(lead)).contains("6000.00 is above the limit of 5000", "stays at 100.00 USD");
        assertThat(calls(".*", ".*")).isEmpty();
        edit(lead, "{\"price\": 4000}");
        look(lead);
        assertThat(attention(lead)).isNull();
        assertThat(frozen(lead)).isEqualByComparingTo("4000");
    }

    /** Its invoice is changed in QuickBooks, and nobody is told. */
    private long changedUnheard(String name, String change) {
        long lead = invoiced(name + " unheard", "100");
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.post("/quickbooks/invoices/" + invoice(lead) + change);
        return lead;
    }

    /**
     * Its deal is edited: the difference and the reason are shown, nothing is sent, and the next look reads nothing.
     */
    private void refusesToFollow(long lead, String reason) {
        awaitQuiet();
        edit(lead, "{\"price\": 150}");
        look(lead);
        assertThat(difference(lead)).contains("150.00", "invoiced was 100.00", reason);
        assertThat(calls("POST", "invoice$")).isEmpty();
        assertThat(frozen(lead)).isEqualByComparingTo("100");
        int lines = timeline(lead).size();

        sandbox.delete("/calls");
        look(lead);
        assertThat(calls(".*", ".*")).isEmpty();
        assertThat(timeline(lead)).hasSize(lines);
    }

    private void severalCurrencies(boolean several) {
        sandbox.patch("/quickbooks/realms/" + SandboxCalls.REALM + "/company", "{\"multiCurrency\": " + several + "}");
        books.forget(connection().id());
    }
}
