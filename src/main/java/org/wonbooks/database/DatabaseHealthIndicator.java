package org.wonbooks.database;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers, and takes changes. Strangers ask, as often as they like: all of a second share one
 * query, which writes nothing and runs beside them, and none waits for it longer than its deadline.
 *
 * <p>One look that fails after a good one may be chance, as where a connection breaks; the next one tells.
 */
@Component
class DatabaseHealthIndicator implements HealthIndicator {

    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private static final Duration FRESH = Duration.ofSeconds(1);

    /** So many deadlines are not chance any more. */
    private static final int STILL = 3;

    private final BooleanSupplier query;
    private final Duration deadline;
    private final Duration fresh;

    /** At most one query is under way, and in quiet times there is no thread. */
    private final Executor thread = new ThreadPoolExecutor(
            0, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), new CustomizableThreadFactory("database-health-"));

    private Look latest;

    @Autowired
    DatabaseHealthIndicator(JdbcClient jdbc, DatabaseKind database) {
        this(() -> TwoPools.inTime(() -> takesChanges(jdbc, database)), DEADLINE, FRESH);
    }

    DatabaseHealthIndicator(BooleanSupplier query, Duration deadline, Duration fresh) {
        this.query = query;
        this.deadline = deadline;
        this.fresh = fresh;
    }

    /** @param afterGood the one before was good */
    private record Look(CompletableFuture<Boolean> answer, long began, boolean afterGood) {

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - began);
        }

        boolean isGood() {
            return !answer.isCompletedExceptionally() && answer.getNow(false);
        }
    }

    /** Not so where a server that was the first has become a second one, or a file can only be read. */
    private static boolean takesChanges(JdbcClient jdbc, DatabaseKind database) {
        String readOnly = database.oursAlone() ? "call readonly()" : "show transaction_read_only";
        return jdbc.sql(readOnly).query(String.class).single().matches("(?i)false|off");
    }

    @Override
    public Health health() {
        return answersInTime() ? Health.up().build() : Health.down().build();
    }

    private boolean answersInTime() {
        Look look = look();
        long left = deadline.minus(look.age()).toNanos();
        try {
            return look.answer.get(Math.max(left, 0), TimeUnit.NANOSECONDS) || look.afterGood;
        } catch (ExecutionException e) {
            return look.afterGood;
        } catch (TimeoutException e) {
            // One that stands still is the next one too.
            return look.afterGood && look.age().compareTo(deadline.multipliedBy(STILL)) < 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The one under way, however long it is, or one that is fresh, or a new one. */
    private synchronized Look look() {
        if (latest == null || latest.answer.isDone() && latest.age().compareTo(fresh) > 0) {
            latest = new Look(
                    CompletableFuture.supplyAsync(query::getAsBoolean, thread),
                    System.nanoTime(),
                    latest != null && latest.isGood());
        }
        return latest;
    }
}
