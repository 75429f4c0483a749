package org.wonbooks.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/**
 * Seeded fault schedules. {@code ./mvnw test -Dtest=SchedulesOnH2Test -Dwonbooks.proof.schedules=20000
 * -Dwonbooks.proof.seed=1} plays so many, from that seed on, and says how long each thousand of them took; one that
 * fails is replayed by its seed and a count of 1. With {@code -Dwonbooks.proof.progress=<file>}, the same command goes
 * on with a run that was interrupted.
 */
@Whole
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SchedulesTests {

    private static final int THOUSAND = 1000;
    private static final long FIRST = Long.getLong("wonbooks.proof.seed", 1);
    private static final Path REGRESSIONS = Path.of("src/test/resources/schedules/regressions.txt");

    private final List<World> worlds;
    private final TestDatabase database;
    private final int count;

    /**
     * @param worlds how many play at a time, each schedule in one of them
     * @param count how many are played unless the command says
     */
    SchedulesTests(TestDatabase database, int worlds, int count) {
        this.database = database;
        this.count = Integer.getInteger("wonbooks.proof.schedules", count);
        this.worlds = Stream.generate(() -> new World(database)).limit(worlds).toList();
    }

    @AfterAll
    void close() {
        worlds.forEach(World::close);
    }

    /** Else a crash in a schedule would leave something behind that a crash in earnest does not. */
    @Test
    void nothingElseIsKeptInMemory() {
        assertThat(worlds.get(0).instances.get(0).memory().kept()).isSubsetOf(Memory.KNOWN);
    }

    /** Else a seed that fails among others could not be replayed alone. */
    @Test
    void aSeedTellsTheSameStoryWhateverWasPlayedBefore() {
        Map<Long, String> forwards = new HashMap<>();
        LongStream.range(101, 106).forEach(seed -> forwards.put(seed, story(worlds.get(0), seed)));
        LongStream.iterate(105, seed -> seed > 100, seed -> seed - 1)
                .forEach(seed ->
                        assertThat(story(worlds.get(worlds.size() - 1), seed)).isEqualTo(forwards.get(seed)));
    }

    private static String story(World world, long seed) {
        Schedule schedule = new Schedule(world, seed);
        schedule.play();
        return schedule.story();
    }

    @Test
    void whateverHappensTheInvariantsHold() throws Exception {
        Tally tally = new Tally();
        Path progress = Optional.ofNullable(System.getProperty("wonbooks.proof.progress"))
                .map(Path::of)
                .orElse(null);
        Thousands thousands = new Thousands(progress, tally);
        if (System.getProperty("wonbooks.proof.seed") == null) {
            play(regressions(), tally);
        }
        for (int played = thousands.played() * THOUSAND; played < count; played += THOUSAND) {
            long begin = System.nanoTime();
            int some = Math.min(THOUSAND, count - played);
            play(LongStream.range(FIRST + played, FIRST + played + some).boxed().toList(), tally);
            double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
            print(some < THOUSAND ? "the last %d: %.1f s".formatted(some, seconds) : thousands.add(seconds));
        }
        print(tally.words());
        if (thousands.played() > 1) {
            print(thousands.words());
        }
        Path stories = Path.of("target", "schedules-" + database + ".txt");
        Files.writeString(stories, String.join("\n\n", tally.stories()));
        assertThat(tally.failures())
                .as("seeds with violations; their stories are in " + stories)
                .isEmpty();
    }

    private void play(List<Long> some, Tally tally) throws Exception {
        Queue<Long> seeds = new ConcurrentLinkedQueue<>(some);
        AtOnce.run(worlds.size(), number -> {
            for (Long seed = seeds.poll(); seed != null; seed = seeds.poll()) {
                Schedule schedule = new Schedule(worlds.get(number), seed);
                tally.add(seed, schedule, schedule.play());
            }
            return null;
        });
    }

    private void print(String line) {
        System.out.println(database + ": " + line);
    }

    private static List<Long> regressions() throws IOException {
        return Files.readAllLines(REGRESSIONS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Long.parseLong(line.split("\\s+")[0]))
                .toList();
    }
}
