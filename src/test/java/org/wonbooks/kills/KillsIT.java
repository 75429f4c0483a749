package org.wonbooks.kills;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * What was answered with 200 is done, and done once, wherever a process is killed, or stands still for longer than its
 * leases. For a hundred rounds, half of them on each database:
 *
 * <pre>
 * ./mvnw -B verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=KillsIT -Dwonbooks.proof.kills=100
 * </pre>
 *
 * <p>{@code -Dwonbooks.proof.seed=} with the number that a run prints has the same calls held and the same instances
 * killed again; when exactly, nobody decides.
 */
class KillsIT {

    private static final int ROUNDS = Integer.getInteger("wonbooks.proof.kills", 4);
    private static final long SEED = Long.getLong("wonbooks.proof.seed", System.nanoTime());

    /** Then all is begun anew: the sandbox's books are not made for many thousands of deals. */
    private static final int SEASON = 25;

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndNothingIsDoneTwice(TestDatabase database) {
        Figures figures = new Figures();
        try {
            int rounds = (ROUNDS + database.ordinal()) / TestDatabase.values().length;
            for (int done = 0; done < rounds; ) {
                Season season = new Season(jar, database, SEED + 1_000 * database.ordinal() + done, figures);
                for (int end = Math.min(done + SEASON, rounds); done < end; done++) {
                    season.round();
                }
                season.end();
            }
        } finally {
            System.out.printf("%nKills on %s, seed %d: %s%n", database, SEED, figures);
        }
        assertThat(figures.violations()).as("seed %d", SEED).isEmpty();
    }
}
