package org.wonbooks.invoicing.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.money.SalesTax;

class InvoiceCurrencyTest {

    @ParameterizedTest
    @CsvSource({
        // deal, home, several, told to QuickBooks, amount of 1234.565
        "USD, USD, false, , 1234.57",
        ", USD, false, , 1234.57",
        "' ', USD, false, , 1234.57",
        "usd, USD, false, , 1234.57",
        ", , false, , 1234.57",
        "EUR, USD, true, EUR, 1234.57",
        ", CAD, true, CAD, 1234.57",
        " jpy , USD, true, JPY, 1235",
        "KWD, USD, true, KWD, 1234.57"
    })
    void isToldToQuickBooksWhereThereAreSeveral(
            String dealt, String home, boolean several, String told, String amount) {
        InvoiceIntent intent = draft(dealt, home, several);
        assertThat(intent.currency()).isEqualTo(told);
        assertThat(intent.amount().toPlainString()).isEqualTo(amount);
    }

    @Test
    void thatTheBooksCannotHoldIsNotBilled() {
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> draft("EUR", "USD", false))
                .withMessage("The deal is in EUR, and QuickBooks keeps the company's books in USD alone")
                .satisfies(fault ->
                        assertThat(fault.fix()).contains("multicurrency").contains("Kommo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"€", "Dollar", "US$", "EURO", "12"})
    void hasACode(String typed) {
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> draft(typed, "USD", true))
                .withMessageContaining("is no currency code such as USD or CAD")
                .satisfies(fault -> assertThat(fault.fix()).contains("“Field with the currency”"));
    }

    private static InvoiceIntent draft(String dealt, String home, boolean several) {
        return InvoiceDraft.of(
                Drafts.deal("1234.565", dealt, null, false, null),
                ConnectionSettings.defaults(),
                Drafts.books(SalesTax.NONE, home, several),
                Drafts.DAY);
    }
}
