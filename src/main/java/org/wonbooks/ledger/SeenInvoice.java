package org.wonbooks.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An invoice of ours, as QuickBooks last showed it.
 *
 * @param voided a person voided it: it is there, with nothing on it
 * @param gone a person deleted it
 * @param payments that are linked to it
 * @param changedAt when it changed last, by QuickBooks' clock in whole seconds; null: it did not say
 * @param readAt when the reading began, by the database's clock: whatever was told before that is in it
 */
public record SeenInvoice(
        String invoiceId,
        BigDecimal total,
        BigDecimal balance,
        boolean voided,
        boolean gone,
        List<String> payments,
        Instant changedAt,
        Instant readAt) {

    /** Is the same true of the invoice, whenever it was read? */
    boolean sameAs(SeenInvoice other) {
        return total.compareTo(other.total) == 0
                && balance.compareTo(other.balance) == 0
                && voided == other.voided
                && gone == other.gone
                && payments.equals(other.payments);
    }
}
