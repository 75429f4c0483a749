package org.wonbooks.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What the books say about an invoice's money.
 *
 * @param paidOn day of the last payment; null when there was none
 */
public record Settlement(DealState state, BigDecimal total, BigDecimal balance, LocalDate paidOn) {

    /**
     * The balance is the truth, since credits lower it too; payments only give the day.
     *
     * @param emailed whether the invoice was sent, for one that nothing was paid on
     */
    public static Settlement of(BigDecimal total, BigDecimal balance, LocalDate lastPayment, boolean emailed) {
        DealState state;
        if (total.signum() > 0 && balance.signum() == 0) {
            state = DealState.PAID;
        } else if (balance.compareTo(total) < 0) {
            state = DealState.PARTIALLY_PAID;
        } else {
            state = emailed ? DealState.SENT : DealState.INVOICED;
        }
        boolean moneyCame = state == DealState.PAID || state == DealState.PARTIALLY_PAID;
        return new Settlement(state, total, balance, moneyCame ? lastPayment : null);
    }

    /** How much was paid. */
    public BigDecimal paid() {
        return total.subtract(balance);
    }

    /** Says the same as another one, 2.5 and 2.50 being the same amount. */
    public boolean sameAs(Settlement other) {
        return other != null
                && state == other.state
                && total.compareTo(other.total) == 0
                && balance.compareTo(other.balance) == 0
                && java.util.Objects.equals(paidOn, other.paidOn);
    }
}
