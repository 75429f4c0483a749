package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.IllegalTransactionStateException;
import org.wonbooks.fault.LeaseLost;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.WorkClaims;

/** Whoever lost the lease writes nothing, and whoever holds it is not disturbed while it writes. */
class FenceTest {

    @Nested
    class OnH2 extends Leases {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Leases {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Leases extends ConnectedTest {

        private final Fence fence;
        private final WorkQueue queue;
        private final WorkClaims claims;
        private Work work;

        Leases(TestDatabase database) {
            super(database);
            fence = bean(Fence.class);
            queue = bean(WorkQueue.class);
            claims = bean(WorkClaims.class);
        }

        @BeforeEach
        void claimedWork() {
            queue.markDue(acme, WorkKind.DEAL_WON, "7", Lane.deal(acme, 7));
            work = claims.claim(1).get(0);
        }

        @Test
        void theHolderGoesThroughUntilItsWorkHasEnded() {
            assertThatCode(this::write).doesNotThrowAnyException();
            clock.pass(WORK.lease().plusSeconds(1));
            assertThatCode(this::write).as("late, but nobody took over").doesNotThrowAnyException();

            queue.done(work);

            assertThatThrownBy(this::write).isInstanceOf(LeaseLost.class);
        }

        @Test
        void whoeverWasTakenOverDoesNot() {
            clock.pass(WORK.lease().plusSeconds(1));
            Work next = claims.claim(1).get(0);

            assertThatThrownBy(this::write)
                    .isInstanceOf(LeaseLost.class)
                    .hasMessage("Work %d was taken over by another run", work.id());
            transaction.executeWithoutResult(status -> fence.hold(next.lease()));
        }

        @Test
        void aLookTellsTheModeOfTheConnectionAsLongAsTheLeaseLasts() {
            jdbc.sql("update connection set mode = 'off' where id = ?")
                    .param(work.connectionId())
                    .update();
            assertThat(fence.look(work.lease())).isEqualTo("off");

            clock.pass(WORK.lease().plusSeconds(1));

            assertThatThrownBy(() -> fence.look(work.lease())).isInstanceOf(LeaseLost.class);
        }

        @Test
        void aTakeOverWaitsForWhatIsBeingWritten() {
            clock.pass(WORK.lease().plus(Duration.ofSeconds(1)));
            AtomicBoolean written = new AtomicBoolean();
            AtomicBoolean writtenBefore = new AtomicBoolean();

            CompletableFuture<List<Work>> next = transaction.execute(status -> {
                fence.hold(work.lease());
                CompletableFuture<List<Work>> claiming = CompletableFuture.supplyAsync(() -> {
                    List<Work> claimed = claims.claim(1);
                    writtenBefore.set(written.get());
                    return claimed;
                });
                Awaitility.await().until(() -> database.somebodyWaits(jdbc) || claiming.isDone());
                written.set(true);
                return claiming;
            });

            assertThat(next.join()).extracting(Work::epoch).containsExactly(2L);
            assertThat(writtenBefore).isTrue();
        }

        @Test
        void outsideATransactionItWouldProtectNothing() {
            assertThatThrownBy(() -> fence.hold(work.lease())).isInstanceOf(IllegalTransactionStateException.class);
        }

        private void write() {
            transaction.executeWithoutResult(status -> fence.hold(work.lease()));
        }
    }
}
