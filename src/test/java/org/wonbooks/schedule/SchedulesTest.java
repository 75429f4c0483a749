package org.wonbooks.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wonbooks.testing.TestDatabase;

/**
 * Seeded fault schedules. {@code -Dwonbooks.proof.schedules=20000 -Dwonbooks.proof.seed=1} plays so many, from that
 * seed on; a seed that fails is replayed by itself with {@code -Dwonbooks.proof.schedules=1} and its number.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulesTest {

    private static final int COUNT = Integer.getInteger("wonbooks.proof.schedules", 1000);
    private static final long FIRST = Long.getLong("wonbooks.proof.seed", 1);

    private static final Path STORIES = Path.of("target", "schedules.txt");

    private final World world = new World(TestDatabase.H2);

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void whateverHappensTheInvariantsHold() throws IOException {
        Tally tally = new Tally();
        long begin = System.nanoTime();
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            tally.add(seed, new Schedule(world, seed));
        }
        System.out.println(tally.words(Duration.ofNanos(System.nanoTime() - begin)));
        Files.writeString(STORIES, String.join("\n\n", tally.stories()));
        assertThat(tally.failures())
                .as("seeds with violations, their stories are in " + STORIES)
                .isEmpty();
    }
}
