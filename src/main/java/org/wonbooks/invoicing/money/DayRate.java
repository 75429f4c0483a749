package org.wonbooks.invoicing.money;

import java.math.BigDecimal;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Lets;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.Hold;

/**
 * What QuickBooks says that a foreign currency is worth on the day of an invoice, in the currency of the books.
 *
 * @param value null: it says nothing
 */
public record DayRate(BigDecimal value) {

    /** QuickBooks knows no rate. */
    public static final DayRate NONE = new DayRate(null);

    /** Can an invoice be booked at it? Where QuickBooks knows no rate, it may say 1. */
    public boolean usable() {
        return value != null && value.signum() > 0 && value.compareTo(BigDecimal.ONE) != 0;
    }

    /**
     * The rate that the invoice says; null: none, since a person has let pass that QuickBooks books it at its own.
     *
     * @param bookedOn the invoice's day
     */
    public BigDecimal decided(InvoiceCurrency currency, String home, String bookedOn, Lets lets) {
        if (usable()) {
            return value;
        }
        Hold.unless(
                lets,
                Reason.of(
                        Cause.NO_EXCHANGE_RATE,
                        "currency",
                        currency.code(),
                        "home",
                        home,
                        "rate",
                        value == null ? "no exchange rate" : "the exchange rate " + value.toPlainString(),
                        "bookedOn",
                        bookedOn));
        return null;
    }
}
