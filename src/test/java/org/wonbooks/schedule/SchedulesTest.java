package org.wonbooks.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private final World world = new World(TestDatabase.H2);

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void whateverHappensTheInvariantsHold() {
        long begin = System.nanoTime();
        int crashes = 0;
        int faults = 0;
        int duplicates = 0;
        long points = 0;
        int pauses = 0;
        int reconnects = 0;
        List<String> failures = new ArrayList<>();
        Map<String, Integer> kinds = new TreeMap<>();
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            Schedule schedule = new Schedule(world, seed);
            List<String> violations = schedule.play();
            crashes += schedule.fate().crashes;
            faults += schedule.fate().faults;
            points += schedule.fate().points;
            pauses += schedule.fate().pauses;
            duplicates += schedule.duplicates;
            reconnects += schedule.reconnects;
            if (!violations.isEmpty()) {
                violations.forEach(each -> kinds.merge(each.replaceAll("\\d{2,}", "…"), 1, Integer::sum));
                failures.add(schedule.story() + "\n  " + String.join("\n  ", violations));
            }
        }
        System.out.printf(
                "%d schedules in %d s: %d fault points, %d crashes, %d faults, %d pauses, %d duplicate deliveries, "
                        + "%d reconnections, %d with violations%n",
                COUNT,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                points,
                crashes,
                faults,
                pauses,
                duplicates,
                reconnects,
                failures.size());
        kinds.forEach((kind, count) -> System.out.println(count + " × " + kind));
        failures.stream().limit(3).forEach(System.out::println);
        assertThat(failures).hasSize(0);
    }
}
