package org.wonbooks.console.deal;

import java.time.Duration;
import java.time.Instant;
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
        WEEK(0, 7),
        MONTH(0, 30),
        QUARTER(0, 90),
        OLDER(90, Integer.MAX_VALUE);

        private final int fromDays;
        private final int toDays;

        Age(int fromDays, int toDays) {
            this.fromDays = fromDays;
            this.toDays = toDays;
        }

        /** From when on; the beginning of time, where there is no such limit. */
        Instant from(Instant now) {
            return toDays == Integer.MAX_VALUE ? Instant.EPOCH : now.minus(Duration.ofDays(toDays));
        }

        /** Before when. */
        Instant to(Instant now) {
            return fromDays == 0 ? now.plus(Duration.ofDays(1)) : now.minus(Duration.ofDays(fromDays));
        }
    }
}
