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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What a limit lets through, by a clock that the test turns. */
class PlacesTest {

    @Nested
    class InMemory extends Limits {
        InMemory() {
            super(TestDatabase.H2);
        }

        @Override
        List<Places> sharers() {
            Places one = new PlacesInMemory(clock, jdbc);
            return List.of(one, one);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Limits {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }

        @Override
        List<Places> sharers() {
            PlatformTransactionManager transactions = bean(PlatformTransactionManager.class);
            return List.of(
                    new PlacesOnPostgreSql(jdbc, time, transactions), new PlacesOnPostgreSql(jdbc, time, transactions));
        }

        @Test
        void aSettingThatChangesIsFollowed() {
            takeAll(places, window(3, SECOND));

            assertThat(take(other, window(2, SECOND)).held()).isEmpty();
            assertThat(takeAll(other, window(5, SECOND))).hasSize(2);
        }
    }

    abstract static class Limits extends DatabaseTest {

        static final Duration SECOND = Duration.ofSeconds(1);

        Places places;
        Places other;

        Limits(TestDatabase database) {
            super(database);
        }

        /** Two instances that count together. */
        abstract List<Places> sharers();

        @BeforeEach
        void share() {
            jdbc.sql("delete from rate_place").update();
            List<Places> sharers = sharers();
            places = sharers.get(0);
            other = sharers.get(1);
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
            CallWindow window = window(9, SECOND);
            places.pause("acme", SECOND);
            clock.pass(SECOND);

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
            CallWindow window = window(9, SECOND);
            places.pause("acme", SECOND);
            clock.pass(SECOND);
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
            CallWindow window = window(9, SECOND);
            places.pause("acme", SECOND);
            clock.pass(SECOND);
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
            CallWindow window = window(9, SECOND);
            places.pause("acme", SECOND);
            clock.pass(SECOND);
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
                List<Places.Held> held =
                        sharer.take("acme", windows, Places.PATIENCE).held();
                if (!held.isEmpty()) {
                    onTheirWay.add(held);
                    begun.add(clock.instant());
                    clock.pass(Duration.ofMillis(random.nextInt(20)));
                    seen.add(clock.instant());
                }
                assertThat(onTheirWay).hasSizeLessThanOrEqualTo(4);
            }
            assertThat(seen).hasSizeGreaterThan(300);
            for (CallWindow window : windows) {
                Duration late = Duration.between(CallWindow.madeUpSince(clock.instant()), clock.instant());
                assertNoMoreThan(window.calls(), window.width().minus(late), begun);
                assertNoMoreThan(window.places(), window.width(), seen);
            }
        }

        private static void assertNoMoreThan(int calls, Duration width, List<Instant> times) {
            for (int i = calls; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - calls), times.get(i))).isGreaterThanOrEqualTo(width);
            }
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
                List<Places.Held> held =
                        sharer.take("acme", windows, Places.PATIENCE).held();
                if (!held.isEmpty()) {
                    onTheirWay.add(held);
                    begun.add(clock.instant());
                }
            }
            assertThat(refused).hasSizeGreaterThan(5);
            assertThat(refused).allSatisfy(refusal -> assertThat(begun)
                    .noneMatch(call -> call.isAfter(refusal) && call.isBefore(refusal.plus(retryAfter))));
            assertThat(clock.instant()).isBefore(end.plusSeconds(10));
        }

        static CallWindow window(int calls, Duration width) {
            return new CallWindow(calls, width);
        }

        static Places.Attempt take(Places sharer, CallWindow window) {
            return sharer.take("acme", List.of(window), Places.PATIENCE);
        }

        /** What is taken until nothing is free. */
        static List<Places.Held> takeAll(Places sharer, CallWindow window) {
            List<Places.Held> all = new ArrayList<>();
            Places.Attempt attempt = take(sharer, window);
            while (!attempt.held().isEmpty()) {
                all.addAll(attempt.held());
                attempt = take(sharer, window);
            }
            return all;
        }
    }
}
