package org.wonbooks.ledger.books;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * A payment, as QuickBooks last showed it.
 *
 * @param amounts what it pays, by invoice; empty when it was taken back
 * @param unapplied what it pays of no invoice
 * @param ended what becomes of the links that it does not have any more: VOIDED, DELETED, or MOVED
 * @param changedAt when it changed last, by QuickBooks' clock in whole seconds; null: it did not say
 * @param readAt when the reading began, by the database's clock
 */
public record SeenPayment(
        String paymentId,
        LocalDate paidOn,
        Map<String, BigDecimal> amounts,
        BigDecimal unapplied,
        String ended,
        Instant changedAt,
        Instant readAt) {

    /** A payment that a person has deleted. */
    public static SeenPayment deleted(String paymentId, Instant readAt) {
        return new SeenPayment(paymentId, null, Map.of(), BigDecimal.ZERO, "DELETED", null, readAt);
    }
}
