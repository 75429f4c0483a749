package org.wonbooks.invoicing.settlement;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What the books say about an invoice's money.
 *
 * @param paidOn day of the last payment; null when there was none
 * @param payments what each payment pays of it
 * @param unapplied what these payments pay of no invoice
 * @param cause what made it so, in words; null where there is nothing to say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Settlement(
        DealState state,
        BigDecimal total,
        BigDecimal balance,
        LocalDate paidOn,
        Map<String, BigDecimal> payments,
        BigDecimal unapplied,
        String cause) {

    public Settlement {
        payments = payments == null ? Map.of() : payments;
        unapplied = unapplied == null ? BigDecimal.ZERO : unapplied;
    }

    /** An invoice of which nothing was paid yet. */
    public static Settlement open(BigDecimal total, boolean emailed) {
        return of(total, total, List.of(), emailed);
    }

    /**
     * The balance is the truth, since credits lower it too; payments only give the day.
     *
     * @param payments those that pay the invoice, and those that once did
     * @param emailed whether the invoice was sent, for one that nothing was paid on
     */
    public static Settlement of(BigDecimal total, BigDecimal balance, List<InvoicePayment> payments, boolean emailed) {
        DealState state;
        if (total.signum() > 0 && balance.signum() == 0) {
            state = DealState.PAID;
        } else if (balance.compareTo(total) < 0) {
            state = DealState.PARTIALLY_PAID;
        } else {
            state = emailed ? DealState.SENT : DealState.INVOICED;
        }
        boolean moneyCame = state == DealState.PAID || state == DealState.PARTIALLY_PAID;
        List<InvoicePayment> live =
                payments.stream().filter(InvoicePayment::live).toList();
        return new Settlement(
                state,
                total,
                balance,
                moneyCame ? lastDay(live) : null,
                live.stream().collect(Collectors.toMap(InvoicePayment::paymentId, InvoicePayment::amount)),
                live.stream()
                        .map(InvoicePayment::unapplied)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                null);
    }

    /** An invoice that a person took back. */
    public static Settlement voided() {
        return new Settlement(
                DealState.VOIDED, BigDecimal.ZERO, BigDecimal.ZERO, null, Map.of(), BigDecimal.ZERO, null);
    }

    private static LocalDate lastDay(List<InvoicePayment> payments) {
        return payments.stream()
                .map(InvoicePayment::paidOn)
                .filter(Objects::nonNull)
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    /** The same, with what made it so. */
    public Settlement because(String words) {
        return new Settlement(state, total, balance, paidOn, payments, unapplied, words);
    }

    /** The same for an invoice that nothing is paid on, of another total. */
    public Settlement totalling(BigDecimal otherTotal) {
        return new Settlement(state, otherTotal, otherTotal, paidOn, payments, unapplied, cause);
    }

    /** How much was paid. */
    public BigDecimal paid() {
        return total.subtract(balance);
    }

    /** Is all of it paid? */
    public boolean full() {
        return state == DealState.PAID;
    }

    /** Says the same as another one, 2.5 and 2.50 being the same amount, whatever made it so. */
    public boolean sameAs(Settlement other) {
        return other != null
                && state == other.state
                && total.compareTo(other.total) == 0
                && balance.compareTo(other.balance) == 0
                && Objects.equals(paidOn, other.paidOn);
    }
}
