package org.wonbooks.console.deal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.wonbooks.invoicing.settlement.DealState;

/**
 * Which deals are looked for.
 *
 * @param connectionId null: those of all connections
 * @param states empty: whatever their state
 * @param q words that their name, invoice number, customer or e-mail address begin with or have in them, or a whole id
 * @param age how long ago they were seen for the first time; null: whenever
 * @param overdue only those of whose invoice something should have been paid by now
 */
public record DealFilter(Long connectionId, Set<DealState> states, String q, Age age, boolean overdue) {

    boolean hasWords() {
        return !q.isBlank();
    }

    /** How long ago a deal was seen for the first time. */
    public enum Age {
        WEEK(7),
        MONTH(30),
        QUARTER(90),
        OLDER(90);

        private final Duration days;

        Age(int days) {
            this.days = Duration.ofDays(days);
        }

        /** From when on; empty: since ever. */
        Optional<Instant> from(Instant now) {
            return this == OLDER ? Optional.empty() : Optional.of(now.minus(days));
        }

        /** Before when; empty: until now. */
        Optional<Instant> to(Instant now) {
            return this == OLDER ? Optional.of(now.minus(days)) : Optional.empty();
        }
    }
}
