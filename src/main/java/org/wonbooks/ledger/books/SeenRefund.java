package org.wonbooks.ledger.books;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A refund receipt, as QuickBooks last showed it.
 *
 * @param docNumber null: it has none
 * @param ended why it does not count any more: VOIDED or DELETED; null: it does
 * @param dealId on which deal it was told; null: on none
 * @param tellings how often something was told of it
 * @param changedAt when it changed last, by QuickBooks' clock in whole seconds; null: it did not say
 * @param readAt when the reading began, by the database's clock
 */
public record SeenRefund(
        String refundId,
        String customerId,
        String customerName,
        String docNumber,
        BigDecimal total,
        String currency,
        LocalDate date,
        String ended,
        Long dealId,
        int tellings,
        Instant changedAt,
        Instant readAt) {

    /** Of the same, what an earlier reading has told of it. */
    public SeenRefund told(Long deal, int times) {
        return seen(ended, deal, times, readAt);
    }

    /** The same, gone. */
    public SeenRefund deleted(Instant seenAt) {
        return seen("DELETED", dealId, tellings, seenAt);
    }

    private SeenRefund seen(String end, Long deal, int times, Instant at) {
        return new SeenRefund(
                refundId, customerId, customerName, docNumber, total, currency, date, end, deal, times, changedAt, at);
    }

    /** What people call it. */
    public String name() {
        return docNumber == null ? refundId : docNumber;
    }
}
