package org.wonbooks.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wonbooks.testing.TestDatabase;

/**
 * Seeded fault schedules. {@code ./mvnw test -Dtest=SchedulesOnH2Test -Dwonbooks.proof.schedules=20000
 * -Dwonbooks.proof.seed=1} plays so many, from that seed on; one that fails is replayed by its seed and a count of 1.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SchedulesTests {

    private static final long FIRST = Long.getLong("wonbooks.proof.seed", 1);
    private static final Path REGRESSIONS = Path.of("src/test/resources/schedules/regressions.txt");

    private final World world;
    private final TestDatabase database;
    private final int count;

    /** @param count how many are played unless the command says */
    SchedulesTests(TestDatabase database, int count) {
        this.database = database;
        this.count = Integer.getInteger("wonbooks.proof.schedules", count);
        world = new World(database);
    }

    @AfterAll
    void close() {
        world.close();
    }

    /** Else a crash in a schedule would leave something behind that a crash in earnest does not. */
    @Test
    void nothingElseIsKeptInMemory() {
        assertThat(world.instances.get(0).memory().kept()).isSubsetOf(Memory.KNOWN);
    }

    @Test
    void whateverHappensTheInvariantsHold() throws IOException {
        Tally tally = new Tally();
        long begin = System.nanoTime();
        if (System.getProperty("wonbooks.proof.seed") == null) {
            for (long seed : regressions()) {
                tally.add(seed, new Schedule(world, seed));
            }
        }
        for (long seed = FIRST; seed < FIRST + count; seed++) {
            tally.add(seed, new Schedule(world, seed));
        }
        System.out.println(database + ": " + tally.words(Duration.ofNanos(System.nanoTime() - begin)));
        Path stories = Path.of("target", "schedules-" + database + ".txt");
        Files.writeString(stories, String.join("\n\n", tally.stories()));
        assertThat(tally.failures())
                .as("seeds with violations; their stories are in " + stories)
                .isEmpty();
    }

    private static List<Long> regressions() throws IOException {
        return Files.readAllLines(REGRESSIONS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Long.parseLong(line.split("\\s+")[0]))
                .toList();
    }
}
