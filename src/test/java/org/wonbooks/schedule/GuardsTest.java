package org.wonbooks.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** The proof that the checker can see: each guard's story ends well with the guard, and shows it when it is away. */
@Whole
class GuardsTest {

    private static final Set<Guard> NOTICED = EnumSet.noneOf(Guard.class);

    private static World world;

    @BeforeAll
    static void open() {
        world = new World(TestDatabase.H2);
    }

    @AfterAll
    static void close() {
        world.close();
        System.out.println("guards noticed: " + NOTICED.size() + " of " + Guard.values().length);
    }

    @ParameterizedTest
    @EnumSource
    void isMissedWhenItIsAway(Guard guard) {
        assertThat(violations(guard, play -> {})).as("in place").isEmpty();
        Pattern sign = Pattern.compile("^" + guard.sign);
        assertThat(violations(guard, guard.removal)).as("away").anyMatch(sign.asPredicate());
        NOTICED.add(guard);
    }

    private static List<String> violations(Guard guard, Removal removal) {
        try (Play play = new Play(world)) {
            removal.from(play);
            guard.story.accept(play);
            return play.violations();
        }
    }
}
