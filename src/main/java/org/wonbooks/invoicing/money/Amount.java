package org.wonbooks.invoicing.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Lets;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;

/** The amount that is billed. */
public final class Amount {

    /** Would be rounded to more digits than QuickBooks takes. */
    private static final BigDecimal ABSURD = new BigDecimal("99999999999.995");

    private Amount() {}

    /**
     * Rounds once, to the decimals of the currency, and refuses what can't be meant.
     *
     * @param scale how many decimals the currency has
     */
    public static BigDecimal billed(BigDecimal amount, int scale) {
        if (amount == null || amount.abs().compareTo(half(scale)) < 0) {
            throw new Skip(Reason.of(Cause.NOTHING_TO_BILL));
        }
        if (amount.signum() < 0 || amount.compareTo(ABSURD) >= 0) {
            throw new PermanentFault(
                    "The deal's amount " + amount + " can't be invoiced",
                    "Put the deal's amount right in Kommo, then press “Try again”.");
        }
        return rounded(amount, scale);
    }

    /**
     * Holds what a person has to agree to: an amount above the limit, or one of which nobody knows whether it is. The
     * limit is in the currency that the books are kept in, and rates are QuickBooks' own.
     *
     * @param limit null: there is none
     * @param home what the books are kept in; null: not known
     * @param lets whether one did agree
     */
    public static void hold(BigDecimal billed, BigDecimal limit, InvoiceCurrency currency, String home, Lets lets) {
        if (limit != null && currency.foreign()) {
            Hold.unless(
                    lets,
                    Reason.of(
                            Cause.LIMIT_NOT_COMPARABLE,
                            "amount",
                            billed.toPlainString(),
                            "currency",
                            currency.code(),
                            "limit",
                            limit.toPlainString(),
                            "home",
                            home));
        } else if (limit != null && billed.compareTo(limit) > 0) {
            Hold.unless(
                    lets,
                    Reason.of(Cause.ABOVE_LIMIT, "amount", billed.toPlainString(), "limit", limit.toPlainString()));
        }
    }

    /** The least that is not rounded to nothing; said without rounding, which would write out a 1e999999. */
    private static BigDecimal half(int scale) {
        return BigDecimal.valueOf(5, scale + 1);
    }

    /** To the decimals of the currency, half a unit up. */
    public static BigDecimal rounded(BigDecimal amount, int scale) {
        return amount.setScale(scale, RoundingMode.HALF_UP);
    }
}
