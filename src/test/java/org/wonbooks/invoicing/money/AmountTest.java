package org.wonbooks.invoicing.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.decision.Lets;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.testing.Approved;

class AmountTest {

    private static final InvoiceCurrency USD = new InvoiceCurrency("USD", false, 2);
    private static final InvoiceCurrency YEN = new InvoiceCurrency("JPY", true, 0);

    @ParameterizedTest
    @CsvSource({
        "1500, 1500.00",
        "1500.5, 1500.50",
        "0.01, 0.01",
        "0.005, 0.01",
        "10.004999, 10.00",
        "1.005, 1.01",
        "2.675, 2.68",
        "1E+3, 1000.00",
        "99999999999.99, 99999999999.99"
    })
    void isRoundedOnceToCents(BigDecimal amount, String billed) {
        assertThat(Amount.billed(amount, 2).toPlainString()).isEqualTo(billed);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"0", "0.00", "0E+9", "0.004", "-0.004", "0.0049999999", "1E-999999999"})
    void ofLessThanHalfACentIsNothingToBill(BigDecimal amount) {
        assertThatExceptionOfType(Skip.class)
                .isThrownBy(() -> Amount.billed(amount, 2))
                .withMessage("Nothing to bill: the deal's amount is 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "-1500", "100000000000", "99999999999.995", "1E+999999999", "-1E+999999999"})
    void thatCannotBeMeantIsRefused(BigDecimal amount) {
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> Amount.billed(amount, 2))
                .withMessage("The deal's amount " + amount + " can't be invoiced")
                .satisfies(fault -> assertThat(fault.fix())
                        .isEqualTo("Put the deal's amount right in Kommo, then press “Try" + " again”."));
    }

    @Property
    void isPositiveInCentsAndNeverHalfACentAway(
            @ForAll @BigRange(min = "0.005", max = "99999999999.99") @Scale(6) BigDecimal amount) {
        BigDecimal billed = Amount.billed(amount, 2);
        assertThat(billed).isPositive().hasScaleOf(2);
        assertThat(billed.subtract(amount).abs()).isLessThanOrEqualTo(new BigDecimal("0.005"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5000.00", "0.01"})
    void upToTheLimitNeedsNobody(BigDecimal billed) {
        assertThatNoException().isThrownBy(() -> hold(billed, USD, "USD", Approved.NOTHING));
        assertThatNoException().isThrownBy(() -> Amount.hold(billed, null, YEN, "USD", Approved.NOTHING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5000.01", "70000.00"})
    void aboveTheLimitWaitsForAnApproval(BigDecimal billed) {
        assertThatExceptionOfType(Hold.class)
                .isThrownBy(() -> hold(billed, USD, "USD", Approved.NOTHING))
                .withMessage("The amount " + billed + " is above the limit of 5000");
        assertThatNoException().isThrownBy(() -> hold(billed, USD, "USD", Approved.ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "500000"})
    void ofAnotherCurrencyThanTheLimitsWaitsForAnApproval(BigDecimal billed) {
        assertThatExceptionOfType(Hold.class)
                .isThrownBy(() -> hold(billed, YEN, "USD", Approved.NOTHING))
                .withMessage("The amount " + billed + " JPY can't be compared with the limit of 5000 USD");
        assertThatNoException().isThrownBy(() -> hold(billed, YEN, "USD", Approved.ALL));
    }

    private static void hold(BigDecimal billed, InvoiceCurrency currency, String home, Lets lets) {
        Amount.hold(billed, new BigDecimal("5000"), currency, home, lets);
    }
}
