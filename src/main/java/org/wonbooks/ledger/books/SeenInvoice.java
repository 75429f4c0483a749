package org.wonbooks.ledger.books;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * An invoice of ours, as QuickBooks last showed it.
 *
 * @param voided a person voided it: it is there, with nothing on it
 * @param gone a person deleted it
 * @param payments that are linked to it
 * @param number empty: it has none; null: it is gone
 * @param customerId whom it is for
 * @param dueOn when what is open of it is due; null: nothing is, or QuickBooks did not say
 * @param returned why its latest e-mail came back; null: none did
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
        String number,
        String customerId,
        LocalDate dueOn,
        Returned returned,
        Instant changedAt,
        Instant readAt) {

    /**
     * An e-mail that came back.
     *
     * @param why in QuickBooks' words
     * @param sentAt by which it is known; null: QuickBooks did not say
     * @param to where it was sent; null: QuickBooks did not say
     */
    public record Returned(String why, Instant sentAt, String to) {}

    /**
     * The same; of an e-mail that is known to have come back, the address stays: the invoice's own may be put right.
     */
    SeenInvoice knowing(Returned before) {
        boolean same = before != null
                && returned != null
                && before.why().equals(returned.why())
                && Objects.equals(before.sentAt(), returned.sentAt());
        if (!same) {
            return this;
        }
        return new SeenInvoice(
                invoiceId,
                total,
                balance,
                voided,
                gone,
                payments,
                number,
                customerId,
                dueOn,
                before,
                changedAt,
                readAt);
    }

    /** Is all of it paid? */
    public boolean paid() {
        return total.signum() > 0 && balance.signum() == 0 && !voided && !gone;
    }

    /** Is the same true of the invoice, whenever it was read? */
    boolean sameAs(SeenInvoice other) {
        return total.compareTo(other.total) == 0
                && balance.compareTo(other.balance) == 0
                && voided == other.voided
                && gone == other.gone
                && payments.equals(other.payments)
                && Objects.equals(number, other.number)
                && Objects.equals(returned, other.returned);
    }
}
