package org.wonbooks.invoicing.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTest {

    private static final LocalDate DAY = LocalDate.of(2026, 9, 20);

    @ParameterizedTest
    @CsvSource({
        "1500.50, 1500.50, true,  SENT",
        "1500.50, 1500.50, false, INVOICED",
        "1500.50, 1500.49, true,  PARTIALLY_PAID",
        "1500.50, 0.01,    true,  PARTIALLY_PAID",
        "1500.50, 0,       true,  PAID",
        "1500.50, 0.00,    false, PAID",
        "1500.5,  1500.50, true,  SENT",
        "0,       0,       true,  SENT",
    })
    void readsTheStateOffTheBalance(BigDecimal total, BigDecimal balance, boolean emailed, DealState state) {
        assertThat(Settlement.of(total, balance, paidOn(DAY), emailed).state()).isEqualTo(state);
    }

    @Test
    void hasADayOnlyWhenMoneyCame() {
        assertThat(Settlement.of(new BigDecimal("10"), new BigDecimal("10"), paidOn(DAY), true)
                        .paidOn())
                .isNull();
        assertThat(Settlement.of(new BigDecimal("10"), BigDecimal.ONE, paidOn(DAY), true)
                        .paidOn())
                .isEqualTo(DAY);
        assertThat(Settlement.of(new BigDecimal("10"), BigDecimal.ZERO, List.of(), true)
                        .paidOn())
                .isNull();
    }

    @Property
    void isPaidOnlyWhenNothingIsOwedAndCountsToTheCent(
            @ForAll @BigRange(min = "0.01", max = "99999999999.99") @Scale(2) BigDecimal total,
            @ForAll @BigRange(min = "0", max = "99999999999.99") @Scale(2) BigDecimal balance) {
        Settlement settlement = Settlement.of(total, balance, paidOn(DAY), true);
        assertThat(settlement.state() == DealState.PAID).isEqualTo(balance.signum() == 0);
        assertThat(settlement.paid().add(balance)).isEqualByComparingTo(total);
    }

    @Test
    void aPaymentThatWasTakenBackGivesNoDay() {
        InvoicePayment ended = new InvoicePayment("7", BigDecimal.ONE, DAY, "DELETED", BigDecimal.ZERO);
        assertThat(Settlement.of(BigDecimal.TEN, BigDecimal.ONE, List.of(ended), true)
                        .paidOn())
                .isNull();
    }

    private static List<InvoicePayment> paidOn(LocalDate day) {
        return List.of(new InvoicePayment("7", BigDecimal.ONE, day, null, BigDecimal.ZERO));
    }

    @Test
    void saysTheSameForTheSameAmountsHoweverWritten() {
        Settlement one = Settlement.of(new BigDecimal("2.5"), new BigDecimal("1"), paidOn(DAY), true);
        assertThat(one.sameAs(Settlement.of(new BigDecimal("2.50"), new BigDecimal("1.00"), paidOn(DAY), true)))
                .isTrue();
        assertThat(one.sameAs(Settlement.of(new BigDecimal("2.51"), new BigDecimal("1"), paidOn(DAY), true)))
                .isFalse();
        assertThat(one.sameAs(Settlement.of(new BigDecimal("2.5"), new BigDecimal("1.01"), paidOn(DAY), true)))
                .isFalse();
        assertThat(one.sameAs(Settlement.of(new BigDecimal("2.5"), new BigDecimal("1"), paidOn(DAY.plusDays(1)), true)))
                .isFalse();
        assertThat(one.sameAs(null)).isFalse();
    }
}
