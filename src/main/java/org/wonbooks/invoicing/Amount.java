package org.wonbooks.invoicing;

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
     * @param most above it a person has to agree; null: no limit
     * @param lets whether one did
     */
    public static BigDecimal billed(BigDecimal amount, int scale, BigDecimal most, Lets lets) {
        if (amount == null || amount.abs().compareTo(half(scale)) < 0) {
            throw new Skip(Reason.of(Cause.NOTHING_TO_BILL));
        }
        if (amount.signum() < 0 || amount.compareTo(ABSURD) >= 0) {
            throw new PermanentFault(
                    "The deal's amount " + amount + " can't be invoiced",
                    "Put the deal's amount right in Kommo, then replay.");
        }
        BigDecimal billed = rounded(amount, scale);
        if (most != null && billed.compareTo(most) > 0) {
            Hold.unless(
                    lets,
                    Reason.of(Cause.ABOVE_LIMIT, "amount", billed.toPlainString(), "limit", most.toPlainString()));
        }
        return billed;
    }

    /** The least that is not rounded to nothing; said without rounding, which would write out a 1e999999. */
    private static BigDecimal half(int scale) {
        return BigDecimal.valueOf(5, scale + 1);
    }

    static BigDecimal rounded(BigDecimal amount, int scale) {
        return amount.setScale(scale, RoundingMode.HALF_UP);
    }
}
