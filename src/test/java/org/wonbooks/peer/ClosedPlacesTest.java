package org.wonbooks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What a pause or a block lets through, and what opens it again, by a clock that the test turns. */
class ClosedPlacesTest {

    @Nested
    class InMemory extends Closed {
        InMemory() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Closed {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Closed extends SharedPlaces {

        Closed(TestDatabase database) {
            super(database);
        }

        /** One that may be tried again from now on. */
        private CallWindow afterAPause() {
            CallWindow window = window(9, SECOND);
            places.pause("acme", SECOND);
            clock.pass(SECOND);
            return window;
        }

        @Test
        void aPauseHoldsForAllAndIsNotCutShort() {
            CallWindow window = window(2, SECOND);
            List<Places.Held> held = take(places, window).held();
            places.pause("acme", Duration.ofSeconds(60));
            other.pause("acme", Duration.ofSeconds(5));
            places.answered("acme", held);
            places.giveBack("acme", held);

            clock.pass(Duration.ofMillis(54_999));
            for (Places sharer : List.of(places, other)) {
                assertThat(refusedFor(sharer, window)).isEqualTo(Duration.ofMillis(5_001));
            }
            assertThat(other.take("globex", List.of(window), Places.PATIENCE).held())
                    .hasSize(1);
            clock.pass(Duration.ofMillis(5_000));
            for (Places sharer : List.of(places, other)) {
                assertThat(take(sharer, window))
                        .as("so long they stand in line")
                        .isEqualTo(new Places.Attempt(List.of(), Duration.ofMillis(1)));
            }
            clock.pass(Duration.ofMillis(1));
            assertThat(take(other, window).held()).isNotEmpty();
        }

        @Test
        void whoHasStoodInLineForLongWaitsForNoClosedScope() {
            List<CallWindow> windows = List.of(window(9, SECOND));
            Duration left = Duration.ofMillis(1_500);
            places.pause("acme", Duration.ofSeconds(2));
            assertThatThrownBy(() -> other.take("acme", windows, left))
                    .isInstanceOfSatisfying(ThrottledFault.class, fault -> assertThat(fault.waitFor())
                            .isEqualTo(Duration.ofSeconds(2)));
            clock.pass(Duration.ofMillis(500));
            assertThat(other.take("acme", windows, left).held()).isEmpty();
            clock.pass(Duration.ofMillis(1_500));
            assertThat(Places.trial(
                            places.take("acme", windows, Duration.ofSeconds(-9)).held()))
                    .as("who comes late tries all the same")
                    .isPresent();

            assertThatThrownBy(() -> other.take("acme", windows, Duration.ofMillis(-1)))
                    .isInstanceOf(ThrottledFault.class);
            assertThat(other.take("acme", windows, left).held()).isEmpty();
            clock.pass(Duration.ofMillis(1_501));
            assertThatThrownBy(() -> other.take("acme", windows, left)).isInstanceOf(ThrottledFault.class);
        }

        @Test
        void afterAPauseOneTriesAndOpensForAll() {
            CallWindow window = afterAPause();

            List<Places.Held> trial = take(places, window).held();
            assertThat(Places.trial(trial)).isPresent();
            assertThat(take(places, window)).isEqualTo(new Places.Attempt(List.of(), Places.NEXT_LOOK));
            assertThat(take(other, window)).isEqualTo(new Places.Attempt(List.of(), Places.NEXT_LOOK));

            places.answered("acme", trial);
            places.giveBack("acme", trial);

            assertThat(takeAll(other, window)).hasSize(8).allSatisfy(held -> assertThat(held.window())
                    .isEqualTo(window));
        }

        @Test
        void aTrialThatIsRefusedHasAllWaitAgain() {
            CallWindow window = afterAPause();
            List<Places.Held> trial = take(places, window).held();

            places.pause("acme", Duration.ofSeconds(2));
            places.answered("acme", trial);
            places.giveBack("acme", trial);

            assertThat(take(other, window)).isEqualTo(new Places.Attempt(List.of(), Duration.ofSeconds(2)));
            clock.pass(Duration.ofSeconds(2));
            assertThat(Places.trial(take(other, window).held())).isPresent();
        }

        @Test
        void aTrialWithoutAnAnswerSaysNothingAndTheNextOneTries() {
            CallWindow window = afterAPause();
            List<Places.Held> first = take(places, window).held();
            places.giveBack("acme", first);
            clock.pass(Duration.ofMillis(1));

            List<Places.Held> next = take(other, window).held();
            assertThat(Places.trial(next)).isPresent();
            places.answered("acme", first);
            assertThat(take(places, window).held())
                    .as("the first one's answer comes too late")
                    .isEmpty();
        }

        @Test
        void aTrialWhoseHolderIsDeadHoldsNobodyUpForEver() {
            CallWindow window = afterAPause();
            take(places, window);

            clock.pass(Duration.ofSeconds(6));
            assertThat(refusedFor(other, window))
                    .as("nobody stands about for a call that takes long")
                    .isEqualTo(Places.PATIENCE);
            clock.pass(Duration.ofSeconds(53));
            assertThat(refusedFor(other, window)).isEqualTo(SECOND);
            clock.pass(SECOND);
            assertThat(Places.trial(take(other, window).held())).isPresent();
        }

        @Test
        void anAnswerThatIsLateOpensNothing() {
            CallWindow window = window(9, SECOND);
            List<Places.Held> late = take(places, window).held();
            places.pause("acme", SECOND);
            clock.pass(SECOND);
            List<Places.Held> trial = take(places, window).held();

            places.answered("acme", late);
            assertThat(take(other, window).held()).isEmpty();
            places.pause("acme", SECOND);
            places.answered("acme", trial);
            assertThat(take(other, window))
                    .as("a late one was refused meanwhile")
                    .isEqualTo(new Places.Attempt(List.of(), SECOND));
        }

        @Test
        void aBlockOutlastsARestart() {
            CallWindow window = window(9, SECOND);
            places.block("acme", List.of());

            Places restarted = sharers().get(0);

            assertThat(refusedFor(restarted, window)).isEqualTo(Duration.ofSeconds(15));
            clock.pass(Duration.ofSeconds(15));
            List<Places.Held> trial = take(restarted, window).held();
            assertThat(restarted.block("acme", trial).refusals()).isEqualTo(2);
            clock.pass(Duration.ofSeconds(45));
            restarted.answered("acme", take(restarted, window).held());
            assertThat(Places.trial(take(sharers().get(0), window).held())).isEmpty();
        }

        @Test
        void aBlockIsTriedByOneCallAfterLongerAndLongerTimes() {
            CallWindow window = window(9, SECOND);
            List<Places.Held> trial = take(places, window).held();
            List<Places.Held> beside = take(places, window).held();
            for (int seconds : List.of(15, 45, 120, 300, 900, 900)) {
                Places.Block block = places.block("acme", trial);
                assertThat(block.waitFor()).isEqualTo(Duration.ofSeconds(seconds));
                places.answered("acme", trial);
                places.giveBack("acme", trial);
                assertThat(other.block("acme", beside))
                        .as("of calls that were on their way together one counts")
                        .isEqualTo(block);
                clock.pass(Duration.ofSeconds(seconds).minusMillis(1));
                assertThat(take(other, window).held()).isEmpty();
                clock.pass(Duration.ofMillis(1));
                trial = take(places, window).held();
                assertThat(Places.trial(trial)).isPresent();
                assertThat(take(other, window).held()).isEmpty();
            }
            places.pause("acme", SECOND);
            clock.pass(SECOND);
            trial = take(other, window).held();
            assertThat(places.block("acme", trial).refusals())
                    .as("Kommo's own word to slow down opens nothing")
                    .isEqualTo(7);
            clock.pass(Duration.ofMinutes(15));
            trial = take(other, window).held();

            other.answered("acme", trial);

            assertThat(places.block("acme", List.of())).isEqualTo(new Places.Block(1, Duration.ofSeconds(15)));
        }

        /** How long the scope is closed for whoever does not stand in line. */
        static Duration refusedFor(Places sharer, CallWindow window) {
            return catchThrowableOfType(ThrottledFault.class, () -> take(sharer, window))
                    .waitFor();
        }

        /** Every third answer of twenty seconds is a refusal for two; calls of any length on two instances. */
        @Test
        void noCallIsBegunWithinARetryAfterAndAllIsDoneSoonAfter() {
            Random random = new Random(429);
            Duration retryAfter = Duration.ofSeconds(2);
            List<CallWindow> windows = List.of(window(9, SECOND), window(8, Duration.ZERO));
            Deque<List<Places.Held>> onTheirWay = new ArrayDeque<>();
            List<Instant> begun = new ArrayList<>();
            List<Instant> refused = new ArrayList<>();
            Instant end = clock.instant().plusSeconds(20);
            int answers = 0;
            while (answers - refused.size() < 60) {
                clock.pass(Duration.ofMillis(random.nextInt(60)));
                Places sharer = random.nextBoolean() ? places : other;
                if (random.nextBoolean() && !onTheirWay.isEmpty()) {
                    List<Places.Held> held = onTheirWay.poll();
                    if (++answers % 3 == 0 && clock.instant().isBefore(end)) {
                        sharer.pause("acme", retryAfter);
                        refused.add(clock.instant());
                    }
                    sharer.answered("acme", held);
                    sharer.giveBack("acme", held);
                    continue;
                }
                depart(sharer, windows, onTheirWay, begun);
            }
            assertThat(refused).hasSizeGreaterThan(5);
            assertThat(refused).allSatisfy(refusal -> assertThat(begun)
                    .noneMatch(call -> call.isAfter(refusal) && call.isBefore(refusal.plus(retryAfter))));
            assertThat(clock.instant()).isBefore(end.plusSeconds(10));
        }
    }
}
