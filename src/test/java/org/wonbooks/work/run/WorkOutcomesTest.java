package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Work;

/** What each way to fail makes of the work. */
class WorkOutcomesTest {

    @Nested
    class OnH2 extends Outcomes {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Outcomes {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    private static final Hold HOLD = new Hold(Reason.of(Cause.GONE), Shown.NOTHING);

    /** The outcomes that are told on. */
    enum Told {
        DONE((outcomes, work) -> outcomes.done(work)),
        HELD((outcomes, work) -> outcomes.hold(work, HOLD)),
        DEAD((outcomes, work) -> outcomes.dead(work, new PermanentFault("No such item", "Make it")));

        private final BiConsumer<WorkOutcomes, Work> ends;

        Told(BiConsumer<WorkOutcomes, Work> ends) {
            this.ends = ends;
        }
    }

    abstract static class Outcomes extends WorkTest implements OutcomeListener {

        private static final PassingFault PASSING = new PassingFault("It broke", "Nothing");

        private final WorkOutcomes outcomes;
        private final List<String> told = new ArrayList<>();

        Outcomes(TestDatabase database) {
            super(database);
            outcomes = new WorkOutcomes(queue, connections, time, RETRY, WORK, List.of(this));
        }

        @Override
        public void settled(Work work) {
            told.add(work.key() + " settled");
        }

        @Override
        public void nothingToDo(Work work) {
            told.add(work.key() + " nothing to do");
        }

        @Override
        public void held(Work work, Hold hold) {
            told.add(work.key() + " held: " + hold.getMessage());
        }

        @Override
        public void dead(Work work, Exception fault) {
            told.add(work.key() + " dead: " + Fault.words(fault));
        }

        @BeforeEach
        void nothingTold() {
            told.clear();
        }

        @Test
        void triesAgainByTheTablesDelaysAndThenGivesUp() {
            event(mark(7));
            for (Duration delay : RETRY.delays()) {
                Work work = claimOne(claims);
                outcomes.tryAgain(work, PASSING);
                assertThat(row(work.id())).contains(entry("state", "OPEN"), entry("reason", "It broke"));
                assertThat(instant(work.id(), "due_at"))
                        .isEqualTo(clock.instant().plus(delay));
                assertThat(told).isEmpty();
                clock.pass(delay);
            }

            Work last = claimOne(claims);
            assertThat(outcomes.exhausted(last)).isFalse();
            outcomes.tryAgain(last, PASSING);

            assertThat(row(last.id()))
                    .contains(entry("state", "DEAD"), entry("reason", "It broke"), entry("fix", "Nothing"));
            assertThat(events()).containsExactly("DEAD");
            assertThat(told).containsExactly("7 dead: It broke");
        }

        @Test
        void startsFromTheFirstDelayAfterAReplay() {
            mark(7);
            for (int attempt = 0; attempt <= RETRY.delays().size(); attempt++) {
                outcomes.tryAgain(claimOne(claims), PASSING);
                clock.pass(Duration.ofMinutes(2));
            }
            long id = (long) row("select * from work where state = 'DEAD'").get("id");
            assertThat(queue.replay(id)).isTrue();

            outcomes.tryAgain(claimOne(claims), PASSING);

            assertThat(instant(id, "due_at"))
                    .isEqualTo(clock.instant().plus(RETRY.delays().get(0)));
        }

        @Test
        void aRunThatNeverComesToAnEndIsTriedAsOftenAsOneThatFails() {
            Work work = running(7);
            for (int crash = 0; crash < RETRY.delays().size() + 1; crash++) {
                assertThat(outcomes.exhausted(work)).isFalse();
                work = takenOver(work);
            }

            assertThat(outcomes.exhausted(work)).isTrue();
            outcomes.dead(work, new ExhaustedFault());
            assertThat(row(work.id()))
                    .contains(entry("state", "DEAD"), entry("fix", "Look at the log, then press" + " “Try again”."));
        }

        @ParameterizedTest
        @EnumSource
        void aPeerThatIsDownStopsItsConnectionAndUsesNoAttempt(Peer peer) {
            Work work = running(7);
            mark(8);

            outcomes.pause(work, new PeerDownFault(peer, "No answer"));

            assertThat(row(work.id())).contains(entry("state", "OPEN"), entry("attempts", 0));
            assertThat(claims.claim(10)).isEmpty();
            assertThat(connections.get(acme).outage())
                    .extracting(Connection.Outage::reason)
                    .isEqualTo("No answer");
            clock.pass(WORK.probe());
            assertThat(claims.claim(10)).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource
        void aPeerThatForbidsAccessIsLeftAloneForLonger(Peer peer) {
            Work work = running(7);

            outcomes.pause(work, new ForbiddenFault(peer, "No access", "Connect"));

            assertThat(row(work.id())).contains(entry("state", "OPEN"), entry("attempts", 0));
            clock.pass(Duration.ofMinutes(15).minusMillis(1));
            assertThat(claims.claim(10)).isEmpty();
            clock.pass(Duration.ofMillis(1));
            assertThat(claims.claim(10)).hasSize(1);
        }

        /** One call that is forbidden holds up nobody whose calls are not. */
        @ParameterizedTest
        @EnumSource
        void whatIsForbiddenWhileOthersAreAnsweredCountsAndPausesNoLongerThanAProbe(Peer peer) {
            ForbiddenFault forbidden = new ForbiddenFault(peer, "No access", "Connect");
            outcomes.pause(running(7), forbidden);
            clock.pass(Duration.ofMinutes(15));
            connections.up(acme, peer, clock.instant());
            Work again = claimOne(claims);

            outcomes.pause(again, forbidden);

            assertThat(row(again.id())).contains(entry("state", "OPEN"), entry("attempts", 1));
            mark(8);
            clock.pass(WORK.probe());
            assertThat(claims.claim(10)).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource
        void whateverAPeerSaysFitsIntoTheDatabase(Peer peer) {
            Work work = running(7);

            outcomes.pause(work, new ForbiddenFault(peer, "No\0 access " + "x".repeat(2000), "Con\0nect"));

            Connection.Outage outage = connections.get(acme).outage();
            assertThat(outage.reason()).startsWith("No access xxx").hasSize(2000);
            assertThat(outage.fix()).isEqualTo("Connect");
            assertThat(state(work.id())).isEqualTo("OPEN");
        }

        @Test
        void waitsAsLongAsThePeerAsks() {
            Work work = running(7);

            outcomes.waitAsAsked(work, new ThrottledFault("Slower", Duration.ofSeconds(42)));

            assertThat(row(work.id())).contains(entry("state", "OPEN"), entry("attempts", 0));
            assertThat(instant(work.id(), "due_at")).isEqualTo(NOON.plusSeconds(42));
        }

        @Test
        void waitsForAPersonToConnectAgain() {
            Work work = running(7);
            jdbc.sql("update token set state = 'NEEDS_RECONNECT'").update();

            outcomes.awaitReconnect(work, new ReconnectFault("Refused", "Connect"));

            assertThat(row(work.id()))
                    .contains(entry("state", "OPEN"), entry("attempts", 0), entry("reason", "Refused"));
            clock.pass(Duration.ofDays(100));
            assertThat(claims.claim(1)).isEmpty();
            jdbc.sql("update token set state = 'READY'").update();
            assertThat(claims.claim(1)).hasSize(1);
        }

        @Test
        void whatHasNothingToDoIsSkipped() {
            event(mark(7));
            Work work = claimOne(claims);

            outcomes.skipped(work, new Skip("Not won any more"));

            assertThat(row(work.id())).contains(entry("state", "SKIPPED"), entry("reason", "Not won any more"));
            assertThat(events()).containsExactly("SKIPPED");
            assertThat(told).containsExactly("7 nothing to do");
        }

        @Test
        void whatNobodyExpectedSaysWhereToLook() {
            Work work = running(7);

            outcomes.dead(work, new IllegalStateException("No row"));

            assertThat(row(work.id()))
                    .contains(
                            entry("state", "DEAD"),
                            entry("reason", "Unexpected: java.lang.IllegalStateException: No row"),
                            entry("fix", "Look at the log of this time, mend the cause, then press “Try again”."));
        }

        @Test
        void tellsHowWorkEnded() {
            outcomes.done(running(1));
            outcomes.hold(running(2), HOLD);
            outcomes.dead(running(3), new PermanentFault("No such item", "Make it"));

            assertThat(texts("select state || ' ' || coalesce(reason, '') from work order by id"))
                    .containsExactly("DONE ", "SKIPPED Held: The deal is gone from Kommo", "DEAD No such item");
            assertThat(told)
                    .containsExactly("1 settled", "2 held: The deal is gone from Kommo", "3 dead: No such item");
        }

        @ParameterizedTest
        @EnumSource
        void whoeverWasTakenOverTellsNothing(Told how) {
            Work late = running(7);
            outcomes.done(takenOver(late));
            assertThat(told).containsExactly("7 settled");

            how.ends.accept(outcomes, late);

            assertThat(told).containsExactly("7 settled");
            assertThat(state(late.id())).isEqualTo("DONE");
        }
    }
}
