package org.wonbooks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    @Test
    void asManyCallsAsThereArePlacesGoAtOnceAndTheNextOneWaits() throws Exception {
        RateLimit limit = new RateLimit(3, Duration.ZERO);
        limit.take();
        limit.take();
        limit.take();
        Caller fourth = new Caller(limit);
        fourth.awaitWaiting();

        limit.giveBack();

        assertThat(fourth.place()).isTrue();
    }

    @Test
    void aPlaceIsFreeOnlyOneWindowAfterItsCallWasAnswered() throws Exception {
        RateLimit limit = new RateLimit(1, Duration.ofHours(1));
        limit.take();
        limit.giveBack();
        Caller next = new Caller(limit);

        next.awaitWaiting();
        next.interrupt();

        assertThat(next.place()).isFalse();
    }

    /** Takes a place on a thread of its own. */
    private static final class Caller {

        private final CompletableFuture<Boolean> place = new CompletableFuture<>();
        private final Thread thread;

        Caller(RateLimit limit) {
            thread = new Thread(() -> {
                try {
                    limit.take();
                    place.complete(true);
                } catch (InterruptedException e) {
                    place.complete(false);
                }
            });
            thread.start();
        }

        void awaitWaiting() {
            await().until(
                            thread::getState,
                            state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
            assertThat(place).isNotDone();
        }

        void interrupt() {
            thread.interrupt();
        }

        boolean place() throws ExecutionException, InterruptedException {
            return place.get();
        }
    }
}
