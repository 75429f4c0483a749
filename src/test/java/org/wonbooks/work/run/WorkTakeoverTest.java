package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

/** Who gets the work of an instance that is dead, stands still or stops. */
class WorkTakeoverTest {

    @Nested
    class OnH2 extends Takeovers {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Takeovers {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Takeovers extends WorkTest {

        Takeovers(TestDatabase database) {
            super(database);
        }

        @Test
        void aLeaseThatRanOutIsTakenOver() {
            Work work = running(7);
            clock.pass(WORK.lease());
            assertThat(otherInstance.claim(1)).isEmpty();

            clock.pass(Duration.ofMillis(1));
            Work next = claimOne(otherInstance);

            assertThat(next).isEqualTo(new Work(work.id(), acme, work.kind(), "7", work.lane(), 2, 1, 2));
            assertThat(claims.claim(1)).isEmpty();
        }

        @Test
        void oneWinnerTakesOver() throws Exception {
            Work work = running(7);
            clock.pass(WORK.lease().plusSeconds(1));

            List<Work> next = AtOnce.run(8, caller -> (caller % 2 == 0 ? claims : otherInstance).claim(1)).stream()
                    .flatMap(Collection::stream)
                    .toList();

            assertThat(next).hasSize(1);
            assertThat(next.get(0).epoch()).isEqualTo(work.epoch() + 1);
        }

        @Test
        void whoeverStandsStillWhileItClaimsHasNothingThatWasTakenOver() {
            Work work = running(7);
            clock.pass(WORK.lease().plusSeconds(1));
            JdbcClient standsStill = mock(JdbcClient.class, delegatesTo(jdbc));
            when(standsStill.sql(startsWith("select * from work"))).thenAnswer(call -> {
                takenOver(work);
                return jdbc.sql(call.getArgument(0));
            });

            assertThat(new WorkClaims(standsStill, time, WORK, LIMITS).claim(1)).isEmpty();

            assertThat(row(work.id())).contains(entry("state", "RUNNING"), entry("epoch", 3L));
        }

        @Test
        void aDeadRunsLaneGoesToOneOnly() {
            mark(7);
            claimOne(claims);
            queue.markDue(acme, WorkKind.INVOICE_CHANGED, "99", Lane.deal(acme, 7));
            clock.pass(WORK.lease().plusSeconds(1));

            List<Work> next = Stream.of(otherInstance.claim(10), otherInstance.claim(10))
                    .flatMap(Collection::stream)
                    .toList();

            assertThat(next).extracting(Work::key).containsExactly("7");
        }

        /** Work that waits in shadow is not taken over there. */
        @ParameterizedTest
        @EnumSource(names = {"INVOICE_CHANGED", "DEAL_TASK"})
        void aDeadRunThatWaitsInShadowGivesItsLaneBack(WorkKind waits) {
            queue.markDue(acme, waits, "99", Lane.deal(acme, 7));
            Work dead = claimOne(claims);
            jdbc.sql("update connection set mode = 'shadow'").update();
            mark(7);
            clock.pass(WORK.lease());
            assertThat(otherInstance.claim(10)).as("it may live").isEmpty();

            clock.pass(Duration.ofMillis(1));
            Work next = claimOne(otherInstance);

            assertThat(next.kind()).isEqualTo(WorkKind.DEAL_WON);
            assertThat(row(dead.id()))
                    .contains(entry("state", "OPEN"), entry("owner", null), entry("running_lane", null));
            assertThat(queue.done(dead)).as("a run that was dead only to us").isFalse();
            queue.done(next);
            assertThat(claims.claim(10)).isEmpty();
            jdbc.sql("update connection set mode = 'live'").update();
            assertThat(claimOne(claims)).returns(dead.id(), Work::id).returns(dead.epoch() + 1, Work::epoch);
        }

        @Test
        void whatADeadInstanceRanIsNotInFlight() {
            for (long lead = 1; lead <= 12; lead++) {
                mark(lead);
            }
            claims.claim(100);
            clock.pass(WORK.lease().plusSeconds(1));

            assertThat(otherInstance.claim(100)).hasSize(LIMITS.quickbooksInFlight());
        }

        @Test
        void whatIsGivenBackAtTheStopWasNoAttempt() {
            Work mine = running(7);
            mark(8);
            Work others = claimOne(otherInstance);

            claims.release();

            assertThat(row(mine.id()))
                    .contains(
                            entry("state", "OPEN"),
                            entry("attempts", 0),
                            entry("owner", null),
                            entry("running_lane", null),
                            entry("lease_until", null));
            assertThat(state(others.id())).isEqualTo("RUNNING");
            assertThat(claimOne(otherInstance))
                    .isEqualTo(new Work(mine.id(), acme, mine.kind(), "7", mine.lane(), 2, 1, 1));
        }

        @Test
        void aStartOnH2TakesOverAtOnceAndOnPostgreSqlNot() {
            Work work = running(7);
            WorkLifecycle start = new WorkLifecycle(otherInstance, new DatabaseKind(pool));

            start.start();
            clock.pass(Duration.ofMillis(1));

            assertThat(start.isRunning()).isTrue();
            assertThat(otherInstance.claim(1))
                    .extracting(Work::id)
                    .isEqualTo(database == TestDatabase.H2 ? List.of(work.id()) : List.of());

            start.stop();
            assertThat(start.isRunning()).isFalse();
            assertThat(state(work.id())).isEqualTo(database == TestDatabase.H2 ? "OPEN" : "RUNNING");
        }
    }
}
