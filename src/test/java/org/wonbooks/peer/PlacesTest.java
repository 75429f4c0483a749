package org.wonbooks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What a limit lets through, by a clock that the test turns. */
class PlacesTest {

    @Nested
    class InMemory extends Limits {
        InMemory() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Limits {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }

        @Test
        void aSettingThatChangesIsFollowed() {
            takeAll(places, window(3, SECOND));

            assertThat(take(other, window(2, SECOND)).held()).isEmpty();
            assertThat(takeAll(other, window(5, SECOND))).hasSize(2);
        }
    }

    abstract static class Limits extends SharedPlaces {

        Limits(TestDatabase database) {
            super(database);
        }

        @Test
        void eachPlaceHasOneHolder() throws Exception {
            CallWindow window = window(5, SECOND);

            List<Places.Attempt> attempts = AtOnce.run(16, caller -> {
                Places sharer = caller % 2 == 0 ? places : other;
                Places.Attempt attempt = take(sharer, window);
                while (attempt.held().isEmpty() && attempt.waitFor().isZero()) {
                    attempt = take(sharer, window);
                }
                return attempt;
            });

            assertThat(attempts)
                    .flatExtracting(Places.Attempt::held)
                    .extracting(Places.Held::place)
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        }

        @Test
        void aCallIsBegunOneWindowAfterAnotherHoweverLongThatTakes() {
            CallWindow window = window(1, SECOND);
            take(places, window);

            clock.pass(Duration.ofMillis(999));
            assertThat(take(other, window)).isEqualTo(new Places.Attempt(List.of(), Duration.ofMillis(1)));
            clock.pass(Duration.ofMillis(1));
            assertThat(take(other, window).held()).hasSize(1);
        }

        @Test
        void whoIsLateByAMomentHoldsUpNobodyAfterIt() {
            CallWindow window = window(1, SECOND);
            places.giveBack("acme", take(places, window).held());
            clock.pass(SECOND.plusMillis(60));
            places.giveBack("acme", take(other, window).held());
            clock.pass(SECOND.minusMillis(61));
            assertThat(take(places, window).waitFor()).isEqualTo(Duration.ofMillis(1));
            clock.pass(Duration.ofMillis(1));
            places.giveBack("acme", take(places, window).held());
            clock.pass(SECOND.plusMillis(101));
            places.giveBack("acme", take(places, window).held());

            clock.pass(SECOND.minusMillis(1));
            assertThat(take(places, window).waitFor())
                    .as("so late is a call that nobody waited for")
                    .isEqualTo(Duration.ofMillis(1));
        }

        @Test
        void aPlaceIsFreeOneWindowAfterItsCallWasAnswered() {
            CallWindow window = window(1, SECOND);
            List<Places.Held> held = take(places, window).held();
            clock.pass(SECOND);
            take(places, window);
            clock.pass(Duration.ofSeconds(30));
            assertThat(take(other, window).held())
                    .as("one may be late, and not two")
                    .isEmpty();
            places.giveBack("acme", held);

            clock.pass(Duration.ofMillis(999));
            assertThat(take(other, window)).isEqualTo(new Places.Attempt(List.of(), Duration.ofMillis(1)));
            clock.pass(Duration.ofMillis(1));
            assertThat(take(other, window).held()).hasSize(1);
        }

        @Test
        void aPlaceOfEachWindowOrNoneOfAny() {
            CallWindow wide = window(2, SECOND);
            CallWindow narrow = window(1, Duration.ZERO);
            assertThat(places.take("acme", List.of(wide, narrow), Places.PATIENCE)
                            .held())
                    .hasSize(2);

            assertThat(places.take("acme", List.of(wide, narrow), Places.PATIENCE)
                            .held())
                    .isEmpty();
            assertThat(other.take("acme", List.of(narrow, wide), Places.PATIENCE)
                            .held())
                    .isEmpty();

            assertThat(takeAll(other, wide)).hasSize(1);
        }

        @Test
        void scopesCountForThemselves() {
            takeAll(places, window(3, SECOND));

            assertThat(places.take("globex", List.of(window(3, SECOND)), Places.PATIENCE)
                            .held())
                    .hasSize(1);
        }

        @Test
        void aDeadHoldersPlaceComesFree() {
            CallWindow window = window(1, Duration.ZERO);
            List<Places.Held> dead = take(places, window).held();
            clock.pass(Duration.ofMinutes(1).minusMillis(1));
            assertThat(take(other, window).held()).isEmpty();
            clock.pass(Duration.ofMillis(1));
            assertThat(take(other, window).held()).hasSize(1);

            places.giveBack("acme", dead);

            clock.pass(SECOND);
            assertThat(take(places, window).held())
                    .as("the place is another one's by now")
                    .isEmpty();
        }

        @Test
        void nobodyLooksBeforeAPlaceCanBeFree() {
            CallWindow window = window(1, SECOND);
            take(places, window);

            assertThat(take(other, window).waitFor())
                    .as("what is given back now is free one window later")
                    .isEqualTo(SECOND);
        }

        /** Calls of any length on two instances, seen by the peer at any moment between departure and answer. */
        @Test
        void thePeerNeverSeesTooMany() {
            Random random = new Random(429);
            List<CallWindow> windows =
                    List.of(window(40, Duration.ofSeconds(10)), window(7, SECOND), window(4, Duration.ZERO));
            Deque<List<Places.Held>> onTheirWay = new ArrayDeque<>();
            List<Instant> begun = new ArrayList<>();
            List<Instant> seen = new ArrayList<>();
            for (int step = 0; step < 3000; step++) {
                clock.pass(Duration.ofMillis(random.nextInt(80)));
                Places sharer = random.nextBoolean() ? places : other;
                if (random.nextBoolean() && !onTheirWay.isEmpty()) {
                    sharer.giveBack("acme", onTheirWay.poll());
                    continue;
                }
                if (depart(sharer, windows, onTheirWay, begun)) {
                    clock.pass(Duration.ofMillis(random.nextInt(20)));
                    seen.add(clock.instant());
                }
                assertThat(onTheirWay).hasSizeLessThanOrEqualTo(4);
            }
            assertThat(seen).hasSizeGreaterThan(300);
            for (CallWindow window : windows) {
                Duration late = Duration.between(window.madeUpSince(clock.instant()), clock.instant());
                assertNoMoreThan(window.calls(), window.width().minus(late), begun);
                assertNoMoreThan(window.places(), window.width(), seen);
            }
        }

        private static void assertNoMoreThan(int calls, Duration width, List<Instant> times) {
            for (int i = calls; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - calls), times.get(i))).isGreaterThanOrEqualTo(width);
            }
        }
    }
}
