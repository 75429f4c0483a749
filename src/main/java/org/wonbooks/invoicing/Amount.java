package org.wonbooks.invoicing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;

/** The amount that is billed. */
public final class Amount {

    private static final int CENTS = 2;
    private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");

    /** Would be rounded to more digits than QuickBooks takes. */
    private static final BigDecimal ABSURD = new BigDecimal("99999999999.995");

    private Amount() {}

    /**
     * Rounds once, to cents, and refuses what can't be meant.
     *
     * @param most above it a person has to agree; null: no limit
     */
    public static BigDecimal billed(BigDecimal amount, BigDecimal most, boolean approved) {
        if (amount == null || amount.abs().compareTo(HALF_A_CENT) < 0) {
            throw new Skip("Nothing to bill: the deal's amount is 0");
        }
        if (amount.signum() < 0 || amount.compareTo(ABSURD) >= 0) {
            throw new PermanentFault(
                    "The deal's amount " + amount + " can't be invoiced",
                    "Put the deal's amount right in Kommo, then replay.");
        }
        BigDecimal billed = amount.setScale(CENTS, RoundingMode.HALF_UP);
        if (most != null && billed.compareTo(most) > 0 && !approved) {
            throw new Hold("The amount " + billed.toPlainString() + " is above the limit of " + most.toPlainString());
        }
        return billed;
    }
}
