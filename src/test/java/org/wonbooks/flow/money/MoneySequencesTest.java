package org.wonbooks.flow.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.Whole;

/**
 * Whatever a bookkeeper does to payments and invoices, and whatever becomes of the webhooks: after a sweep the deals
 * equal what the invoices say. {@code ./mvnw test -Dtest=MoneySequencesTest -Dwonbooks.proof.sequences=5000
 * -Dwonbooks.proof.seed=1} plays so many, from that seed on; one that fails is replayed by its seed and a count of 1.
 */
class MoneySequencesTest extends MoneyTests {

    private static final long FIRST = Long.getLong("wonbooks.proof.seed", 1);
    private static final int COUNT = Integer.getInteger("wonbooks.proof.sequences", MoneySequence.shortOnes() + 90);

    @Test
    void afterEachSingleActionTheDealsEqualWhatTheInvoicesSay() {
        play(1, MoneySequence.ofOneAction());
    }

    @Test
    @Whole
    void afterTheSweepTheDealsEqualWhatTheInvoicesSay() {
        play(FIRST, COUNT);
    }

    private void play(long first, int count) {
        List<String> failures = new ArrayList<>();
        int actions = 0;
        long begin = System.nanoTime();
        for (long seed = first; seed < first + count; seed++) {
            MoneySequence sequence = new MoneySequence(this, seed);
            try {
                List<String> wrong = sequence.play();
                if (!wrong.isEmpty()) {
                    failures.add(sequence.story() + "\n  " + String.join("\n  ", wrong));
                }
            } catch (RuntimeException e) {
                failures.add(sequence.story() + "\n  " + e);
            }
            actions += sequence.done;
        }
        System.out.println("sequences of money played: %s, actions: %s, failed: %s, in %s s"
                .formatted(count, actions, failures.size(), (System.nanoTime() - begin) / 1_000_000_000));
        assertThat(failures).as("sequences that end otherwise").isEmpty();
    }
}
