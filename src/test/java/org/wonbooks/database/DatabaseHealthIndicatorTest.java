package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;

/** Whoever asks costs the database next to nothing, and waits no longer than the deadline. */
class DatabaseHealthIndicatorTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger queries = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);

    @Test
    void manyWhoAskShareOneQuery() {
        DatabaseHealthIndicator health = new DatabaseHealthIndicator(this::answers, LONG, LONG);
        CompletableFuture<?>[] callers = IntStream.range(0, 50)
                .mapToObj(caller -> CompletableFuture.runAsync(
                        () -> assertThat(health.health().getStatus()).isEqualTo(Status.UP)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(callers).join();
        assertThat(queries).hasValue(1);
    }

    @Test
    void anAnswerIsUsedForItsTimeOnly() {
        DatabaseHealthIndicator health = new DatabaseHealthIndicator(this::answers, LONG, Duration.ZERO);
        health.health();
        health.health();
        assertThat(queries).hasValue(2);
    }

    @Test
    void nobodyWaitsForADatabaseThatStandsStill() {
        DatabaseHealthIndicator health = new DatabaseHealthIndicator(this::standsStill, Duration.ZERO, Duration.ZERO);
        for (int caller = 0; caller < 1000; caller++) {
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        }
        // All of them share the one that is under way.
        assertThat(queries).hasValueLessThanOrEqualTo(1);
        answer.countDown();
        await().until(() -> health.health().getStatus().equals(Status.UP));
    }

    @Test
    void aFaultIsDown() {
        DatabaseHealthIndicator health = new DatabaseHealthIndicator(
                () -> {
                    throw new IllegalStateException("gone");
                },
                LONG,
                LONG);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void oneFaultAfterAGoodLookIsChanceAndTheNextIsNot() {
        Deque<Boolean> looks = new ArrayDeque<>(List.of(true, false, false, true, false, true));
        DatabaseHealthIndicator health = new DatabaseHealthIndicator(
                () -> {
                    if (looks.removeFirst()) {
                        return true;
                    }
                    throw new IllegalStateException("gone");
                },
                LONG,
                Duration.ZERO);
        assertThat(IntStream.range(0, 6).mapToObj(look -> health.health().getStatus()))
                .containsExactly(Status.UP, Status.UP, Status.DOWN, Status.UP, Status.UP, Status.UP);
    }

    @Test
    void aDatabaseThatHasAnsweredAndStandsStillIsDown() {
        AtomicInteger looks = new AtomicInteger();
        DatabaseHealthIndicator health = new DatabaseHealthIndicator(
                () -> looks.incrementAndGet() == 1 || standsStill(), Duration.ofMillis(200), Duration.ZERO);
        await().until(() -> health.health().getStatus().equals(Status.UP));
        await().until(() -> health.health().getStatus().equals(Status.DOWN));
        answer.countDown();
        await().until(() -> health.health().getStatus().equals(Status.UP));
    }

    @Test
    void aDatabaseThatTakesNoChangesIsDown() {
        assertThat(new DatabaseHealthIndicator(() -> false, LONG, LONG).health().getStatus())
                .isEqualTo(Status.DOWN);
    }

    private boolean answers() {
        queries.incrementAndGet();
        return true;
    }

    private boolean standsStill() {
        queries.incrementAndGet();
        try {
            answer.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
