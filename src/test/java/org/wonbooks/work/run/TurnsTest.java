package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many runs compute at once. */
class TurnsTest {

    /** Longer than any test takes. */
    private static final Duration PATIENT = Duration.ofHours(1);

    private final Turns turns = new Turns(1, PATIENT, PATIENT);

    @Test
    void whoeverWaitsForAPeerLetsOthersCompute() {
        CountDownLatch answer = new CountDownLatch(1);
        CompletableFuture<Void> waits =
                CompletableFuture.runAsync(() -> turns.take(() -> turns.away(() -> awaited(answer))));

        CompletableFuture.runAsync(() -> turns.take(() -> {})).join();

        assertThat(waits).isNotDone();
        answer.countDown();
        waits.join();
    }

    @Test
    void noMoreComputeAtOnceThanThereAreTurns() {
        AtomicInteger computing = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        for (int run = 0; run < 50; run++) {
            runs.add(CompletableFuture.runAsync(
                    () -> turns.take(() -> {
                        for (int step = 0; step < 50; step++) {
                            most.accumulateAndGet(computing.incrementAndGet(), Math::max);
                            computing.decrementAndGet();
                            turns.away(() -> null);
                        }
                    }),
                    task -> new Thread(task).start()));
        }

        runs.forEach(CompletableFuture::join);

        assertThat(most).hasValue(1);
    }

    @Test
    void whoeverHasNoTurnJustWaits() {
        assertThat(turns.away(() -> "an answer")).isEqualTo("an answer");

        turns.take(() -> assertThatThrownBy(() -> turns.away(() -> {
                    throw new IllegalStateException("No answer");
                }))
                .hasMessage("No answer"));
        turns.take(() -> {});
    }

    @Test
    void noRunBeginsToComputeWhileAWebhookIsBeingStored() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch stored = new CountDownLatch(1);
        CompletableFuture<Void> hook = storing(turns, stored, order);

        Thread run = new Thread(() -> turns.take(() -> order.add("a run")));
        run.start();
        await().until(() -> run.getState() == Thread.State.TIMED_WAITING || !run.isAlive());
        stored.countDown();

        hook.join();
        run.join();
        assertThat(order).containsExactly("a webhook", "a run");
    }

    @Test
    void webhooksWithoutEndDoNotKeepRunsFromComputing() {
        Turns impatient = new Turns(1, Duration.ofMillis(1), PATIENT);
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch stored = new CountDownLatch(1);
        CompletableFuture<Void> hook = storing(impatient, stored, order);

        impatient.take(() -> order.add("a run"));

        stored.countDown();
        hook.join();
        assertThat(order).containsExactly("a run", "a webhook");
    }

    @Test
    void aRunWithoutEndDoesNotKeepOthersFromComputing() {
        Turns impatient = new Turns(1, PATIENT, Duration.ofMillis(1));
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> endless = CompletableFuture.runAsync(() -> impatient.take(() -> {
            begun.countDown();
            awaited(end);
        }));
        awaited(begun);

        impatient.take(() -> assertThat(impatient.away(() -> "an answer")).isEqualTo("an answer"));
        impatient.take(() -> {});

        assertThat(endless).isNotDone();
        end.countDown();
        endless.join();
    }

    /** A webhook that is being stored until then. */
    private static CompletableFuture<Void> storing(Turns turns, CountDownLatch stored, List<String> order) {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> hook = CompletableFuture.runAsync(() -> turns.first(() -> {
            begun.countDown();
            awaited(stored);
            order.add("a webhook");
            return 200;
        }));
        awaited(begun);
        return hook;
    }

    private static Void awaited(CountDownLatch answer) {
        try {
            answer.await();
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
