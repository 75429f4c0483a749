package org.wonbooks.invoicing.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.invoicing.settlement.RefundedInvoice.Ours;

/** What people type, and which invoice it names. */
class RefundedInvoiceTest {

    private static final List<Ours> OURS = List.of(
            ours("1", "1001", "wonbooks:1:15318021:1", "120.50", true),
            ours("2", "1001-2", "wonbooks:1:15318022:1", "80.00", true),
            ours("3", "A-7", "wonbooks:1:15318023:1", "80.00", true),
            ours("4", "1004", "wonbooks:1:15318024:1", "33.00", false),
            ours("5", "", "wonbooks:1:15318025:1", "44.00", true));

    private static Ours ours(String id, String number, String mark, String total, boolean paid) {
        return new Ours(id, number, mark, new BigDecimal(total), paid);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Refund for 1001 | 1",
                "#1001. | 1",
                "Invoice1001 |",
                "INV-1001 | 1",
                "1001-2 | 2",
                "1001-2 and 1001 |",
                "1001, again 1001 | 1",
                "10010 |",
                "1001.50 |",
                "12/1001/26 |",
                "a-7 | 3",
                "xa-7 |",
                "1004 |",
                "1004 or 1001 |",
                "wonbooks:1:15318023:1 | 3",
                "(wonbooks:1:15318025:1) | 5",
                "wonbooks:1:15318025:11 |",
                "wonbooks:2:15318023:1 |",
                "Счёт 1001 | 1",
            })
    void whatIsTyped(String typed, String invoice) {
        assertThat(RefundedInvoice.of(List.of("77", typed), new BigDecimal("9.99"), OURS)
                        .map(Ours::invoiceId)
                        .orElse(null))
                .isEqualTo(invoice);
    }

    @ParameterizedTest
    @CsvSource({"120.5, 1", "80, ", "33.00, ", "44.00, 5", "0, "})
    void orTheAmountOfOnePaidOne(BigDecimal amount, String invoice) {
        assertThat(RefundedInvoice.of(List.of("thanks"), amount, OURS)
                        .map(Ours::invoiceId)
                        .orElse(null))
                .isEqualTo(invoice);
    }

    @Test
    void whatIsTypedGoesBeforeTheAmount() {
        assertThat(RefundedInvoice.of(List.of("for 1004"), new BigDecimal("120.50"), OURS))
                .isEmpty();
        assertThat(RefundedInvoice.of(List.of("for A-7"), new BigDecimal("120.50"), OURS))
                .hasValueSatisfying(named -> assertThat(named.invoiceId()).isEqualTo("3"));
    }
}
