package org.wonbooks.invoicing.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementChangeTest {

    private static final LocalDate DAY = LocalDate.of(2026, 9, 20);
    private static final List<InvoicePayment> NOTHING = List.of();

    @Test
    void aPaymentCame() {
        assertThat(words("1000", "1000", NOTHING, "1000", "400", List.of(paid("7", "600"))))
                .isEqualTo("payment 7 of 600.00");
    }

    @Test
    void severalPaymentsCame() {
        assertThat(words("1000", "1000", NOTHING, "1000", "0", List.of(paid("7", "600"), paid("8", "400"))))
                .isEqualTo("payment 7 of 600.00; payment 8 of 400.00");
    }

    @Test
    void whatWasToldBeforeIsNotToldAgain() {
        assertThat(words(
                        "1000",
                        "400",
                        List.of(paid("7", "600")),
                        "1000",
                        "0",
                        List.of(paid("7", "600.00"), paid("8", "400"))))
                .isEqualTo("payment 8 of 400.00");
    }

    @ParameterizedTest
    @CsvSource({
        "VOIDED,  payment 7 of 600.00 was voided",
        "DELETED, payment 7 of 600.00 was deleted",
        "MOVED,   payment 7 of 600.00 was taken off it",
    })
    void aPaymentWasTakenBack(String ended, String said) {
        InvoicePayment gone = new InvoicePayment("7", new BigDecimal("600"), DAY, ended, BigDecimal.ZERO);
        assertThat(words("1000", "400", List.of(paid("7", "600")), "1000", "1000", List.of(gone)))
                .isEqualTo(said);
    }

    @Test
    void whatCameAndWentUnseenIsNotSpokenOf() {
        InvoicePayment gone = new InvoicePayment("7", new BigDecimal("600"), DAY, "VOIDED", BigDecimal.ZERO);
        assertThat(words("1000", "1000", NOTHING, "1000", "900", List.of(gone, paid("8", "100"))))
                .isEqualTo("payment 8 of 100.00");
    }

    @Test
    void aPaymentWasEdited() {
        assertThat(words("1000", "400", List.of(paid("7", "600")), "1000", "750", List.of(paid("7", "250"))))
                .isEqualTo("payment 7 of 600.00 is 250.00 now");
    }

    @Test
    void theInvoiceWasEdited() {
        assertThat(words("1000", "1000", NOTHING, "1200.5", "1200.5", NOTHING))
                .isEqualTo("the invoice was changed from 1,000.00 to 1,200.50");
        assertThat(words("1000", "400", List.of(paid("7", "600")), "500", "0", List.of(paid("7", "500"))))
                .isEqualTo("the invoice was changed from 1,000.00 to 500.00; payment 7 of 600.00 is 500.00 now");
    }

    @Test
    void aCreditCameAndWent() {
        assertThat(words("1000", "1000", NOTHING, "1000", "750", NOTHING)).isEqualTo("a credit of 250.00");
        assertThat(words("1000", "750", NOTHING, "1000", "1000", NOTHING))
                .isEqualTo("a credit of 250.00 was taken back");
    }

    @Test
    void theInvoiceWasTakenBack() {
        Settlement before = settlement("1000", "400", List.of(paid("7", "600")));
        InvoicePayment loose = new InvoicePayment("7", new BigDecimal("600"), DAY, "MOVED", BigDecimal.ZERO);
        assertThat(SettlementChange.words(before, Settlement.voided(), List.of(loose), false))
                .isEqualTo("the invoice was voided in QuickBooks");
        assertThat(SettlementChange.words(before, Settlement.voided(), List.of(loose), true))
                .isEqualTo("the invoice was deleted in QuickBooks");
    }

    @Test
    void nothingIsSaidWhereNothingIsKnown() {
        assertThat(words("1000", "1000", NOTHING, "1000.00", "1000.0", NOTHING)).isNull();
        InvoicePayment noAmount = new InvoicePayment("7", BigDecimal.ZERO, DAY, null, null);
        assertThat(words("1000", "1000", NOTHING, "1000", "1000", List.of(noAmount)))
                .isNull();
    }

    private static String words(
            String total,
            String balance,
            List<InvoicePayment> payments,
            String totalNow,
            String balanceNow,
            List<InvoicePayment> paymentsNow) {
        return SettlementChange.words(
                settlement(total, balance, payments),
                settlement(totalNow, balanceNow, paymentsNow),
                paymentsNow,
                false);
    }

    private static Settlement settlement(String total, String balance, List<InvoicePayment> payments) {
        return Settlement.of(new BigDecimal(total), new BigDecimal(balance), payments, true);
    }

    private static InvoicePayment paid(String id, String amount) {
        return new InvoicePayment(id, new BigDecimal(amount), DAY, null, BigDecimal.ZERO);
    }
}
