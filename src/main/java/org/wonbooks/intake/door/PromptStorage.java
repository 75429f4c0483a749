package org.wonbooks.intake.door;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.wonbooks.database.DatabasePools;
import org.wonbooks.database.TwoPools;
import org.wonbooks.intake.inbox.KommoIntake;
import org.wonbooks.intake.inbox.KommoIntake.Hook;
import org.wonbooks.intake.inbox.QuickBooksIntake;
import org.wonbooks.work.run.Turns;

/**
 * Stores deliveries on threads of its own, as many as the small pool has connections, and lets nobody wait longer than
 * the deadline, whatever the database does. What is not begun by then is never begun. What has begun goes on, and may
 * yet be stored: the sender, told to come again, then brings it twice, which does no harm. It is not interrupted: that
 * would close H2's file.
 *
 * <p>Kommo's come in storms, and a commit costs as much as all else: those that wait at one moment are stored together.
 */
@Component
class PromptStorage implements DisposableBean {

    /** Kommo waits 2 s for an answer, Intuit 3 s; the way to us and back is part of that. */
    static final Duration DEADLINE = Duration.ofMillis(1200);

    /** What waits longer for its group than it would alone is worse off: so many deliveries, or bytes. */
    private static final int MOST_TOGETHER = 50;

    private static final int MOST_BYTES = 1 << 17;

    /** One group may wait for a row that somebody holds; with many at once, each would be small. */
    private static final int GROUPS_AT_ONCE = 2;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(DatabasePools.PROMPT, new CustomizableThreadFactory("delivery-"));

    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Semaphore groups = new Semaphore(GROUPS_AT_ONCE);
    private final Duration deadline;
    private final Turns turns;
    private final KommoIntake kommo;
    private final QuickBooksIntake quickbooks;

    @Autowired
    PromptStorage(Turns turns, KommoIntake kommo, QuickBooksIntake quickbooks) {
        this(turns, kommo, quickbooks, DEADLINE);
    }

    PromptStorage(Turns turns, KommoIntake kommo, QuickBooksIntake quickbooks, Duration deadline) {
        this.deadline = deadline;
        this.turns = turns;
        this.kommo = kommo;
        this.quickbooks = quickbooks;
    }

    private record Waiting(Hook hook, CompletableFuture<Integer> answer) {}

    /**
     * A delivery from Kommo; answers its status, or throws what kept it from being stored; at the deadline
     * {@link TooSlow}.
     */
    int kommo(Hook hook) {
        Waiting mine = new Waiting(hook, new CompletableFuture<>());
        return turns.first(() -> {
            waiting.add(mine);
            threads.execute(this::storeWaiting);
            return inTime(mine.answer);
        });
    }

    /** The same for one from Intuit. */
    int quickbooks(byte[] body) {
        return turns.first(() -> inTime(threads.submit(() -> TwoPools.inTime(() -> quickbooks.take(body)))));
    }

    /** How many of Kommo's wait for their group. */
    int waiting() {
        return waiting.size();
    }

    /** Whoever finds others at it leaves his to them: they look again before they stop. */
    private void storeWaiting() {
        while (!waiting.isEmpty() && groups.tryAcquire()) {
            try {
                store(nextGroup());
            } finally {
                groups.release();
            }
        }
    }

    private List<Waiting> nextGroup() {
        List<Waiting> group = new ArrayList<>();
        int bytes = 0;
        for (Waiting next; group.size() < MOST_TOGETHER && bytes < MOST_BYTES && (next = waiting.poll()) != null; ) {
            group.add(next);
            bytes += next.hook.body().length;
        }
        return group;
    }

    private void store(List<Waiting> group) {
        List<Waiting> wanted =
                group.stream().filter(each -> !each.answer.isDone()).toList();
        if (wanted.isEmpty()) {
            return;
        }
        try {
            List<Integer> answers = TwoPools.inTime(
                    () -> kommo.take(wanted.stream().map(Waiting::hook).toList()));
            for (int i = 0; i < wanted.size(); i++) {
                wanted.get(i).answer.complete(answers.get(i));
            }
        } catch (RuntimeException | Error fault) {
            if (wanted.size() == 1) {
                wanted.get(0).answer.completeExceptionally(fault);
            } else {
                // It may be one's alone; and that one, as where somebody holds its row, must not delay the others
                // again.
                wanted.forEach(each -> threads.execute(() -> store(List.of(each))));
            }
        }
    }

    private int inTime(Future<Integer> stored) {
        try {
            return stored.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stored.cancel(false);
            throw new TooSlow();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooSlow();
        }
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }

    /** The database did not store a delivery within the deadline. */
    static class TooSlow extends RuntimeException {

        TooSlow() {
            super("Not stored within " + DEADLINE.toMillis() + " ms");
        }
    }
}
