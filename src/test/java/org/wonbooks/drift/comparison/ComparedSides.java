package org.wonbooks.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wonbooks.drift.comparison.Sides.Booked;
import org.wonbooks.drift.comparison.Sides.Card;
import org.wonbooks.drift.comparison.Sides.Known;
import org.wonbooks.drift.comparison.Sides.State;
import org.wonbooks.drift.comparison.Sides.Task;
import org.wonbooks.drift.report.Finding;
import org.wonbooks.invoicing.settlement.DealState;

/** The sides of a comparison, and what it finds. */
abstract class ComparedSides {

    static final Instant BEGUN = Instant.parse("2026-11-22T02:30:00Z");
    static final Instant NOW = BEGUN.plusSeconds(30);
    private static final Comparison COMPARISON = new Comparison(BEGUN, NOW, false);
    static final Known SENT = known(1, DealState.SENT, "90", "100.00");

    static List<Finding> found(Card card, List<Booked> invoices, Known... known) {
        return COMPARISON.of(new Sides(17, card, invoices, List.of(known), List.of()));
    }

    static List<Finding> found(List<Task> work, Card card, List<Booked> invoices, Known... known) {
        return COMPARISON.of(new Sides(17, card, invoices, List.of(known), work));
    }

    static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    static Card card(String amount, boolean full, String paid) {
        return new Card("Website", amount(amount), false, true, full, paid == null ? null : amount(paid));
    }

    static Booked live(String id, int cycle, String total, String balance) {
        return new Booked(id, cycle, "INV-" + id, amount(total), amount(total), amount(balance), "USD", State.LIVE);
    }

    static Booked state(String id, State state) {
        return new Booked(id, 1, "INV-" + id, amount("0"), amount("0"), amount("0"), "USD", state);
    }

    static Known known(int cycle, DealState state, String invoiceId, String frozen) {
        return new Known(cycle, "Website", state, invoiceId, "INV-" + invoiceId, amount(frozen), null);
    }

    /** Work that ended, or was due, long ago. */
    static Task task(String state, String reason) {
        Instant longAgo = BEGUN.minus(Duration.ofDays(1));
        return new Task(1, state, longAgo, 0, reason, null, longAgo);
    }

    static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }
}
