package org.wonbooks.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.decision.WinStory.Made;
import static org.wonbooks.decision.WinStory.Moment;
import static org.wonbooks.decision.WinStory.Outcome;
import static org.wonbooks.decision.WinStory.Then;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.decision.WinStory.Door;
import org.wonbooks.decision.WinStory.Reading;
import org.wonbooks.decision.WinStory.Stage;
import org.wonbooks.schedule.CalmWorld;
import org.wonbooks.testing.Whole;

/**
 * Every way in which a deal can be won, told of and moved on, at every moment of a connection's life: whether it is
 * billed, left alone or held says {@link WinStory#expected}, which knows nothing of the rule's own reasoning.
 */
@Whole
class EveryWinTest {

    private static CalmWorld world;
    private static final Map<Outcome, Integer> COUNTS = new TreeMap<>();

    @BeforeAll
    static void open() {
        world = new CalmWorld();
    }

    @AfterAll
    static void close() {
        world.close();
        int played = COUNTS.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf("EveryWinTest: %,d wins, %s%n", played, COUNTS);
    }

    /** One world tells the stories of all deals that differ in nothing but what happens to them. */
    @ParameterizedTest
    @EnumSource
    void isBilledOnlyWhereItsWinCounts(Moment moment) {
        List<String> wrong = new ArrayList<>();
        told(moment).forEach(stories -> {
            wrong.addAll(new WinTelling(world, stories).violations());
            stories.forEach(story -> COUNTS.merge(story.expected(), 1, Integer::sum));
        });
        assertThat(wrong).isEmpty();
    }

    private static Stream<List<WinStory>> told(Moment moment) {
        List<List<WinStory>> told = new ArrayList<>();
        for (Reading reading : Reading.values()) {
            for (Stage stage : Stage.values()) {
                for (Door door : Door.values()) {
                    told.add(WinStory.all(reading, stage, moment, false, door));
                    told.add(WinStory.all(reading, stage, moment, true, door));
                }
            }
        }
        return told.stream().filter(stories -> !stories.isEmpty());
    }

    /** The counterparts of what is left alone, by name. */
    @ParameterizedTest
    @CsvSource({
        "made in the won stage now,             CLOSED_WON,           LIVE,           IN_THE_STAGE,   NOTHING",
        "moved into one's own stage now,        OF_ONES_OWN,          LIVE,           LONG_AGO,       NOTHING",
        "won during a short pause,              CLOSED_WON,           SHORTLY_PAUSED, SHORTLY_BEFORE, NOTHING",
        "won in a second pipeline that counts,  IN_A_SECOND_PIPELINE, LIVE,           LONG_AGO,       NOTHING",
        "'won, and put into a second pipeline', CLOSED_WON,           LIVE,           LONG_AGO,       TO_ANOTHER_PIPELINE",
        "'won where it does not count, and put where it does', IN_A_PIPELINE_THAT_DOES_NOT_COUNT, LIVE, LONG_AGO, TO_ANOTHER_PIPELINE"
    })
    void isBilled(String what, Stage stage, Moment moment, Made made, Then then) {
        for (Reading reading : Reading.values()) {
            WinStory story = new WinStory(reading, stage, moment, made, then, false, Door.HOOKS);
            assertThat(story.expected()).as(what).isEqualTo(Outcome.BILLED);
            assertThat(new WinTelling(world, List.of(story)).violations())
                    .as(what)
                    .isEmpty();
        }
    }

    @Test
    void areAtLeastTwoThousand() {
        assertThat(Stream.of(Moment.values())
                        .flatMap(EveryWinTest::told)
                        .mapToInt(List::size)
                        .sum())
                .isGreaterThanOrEqualTo(2000);
    }
}
