package org.wonbooks.work.run;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.logging.RunLog;
import org.wonbooks.running.RunningRoutes;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkDue;
import org.wonbooks.work.WorkKind;

/**
 * Runs claimed work, so many pieces at once. Nothing is queued in memory: what finds no free hand is not claimed. What
 * is due is looked for when somebody says that there is something, when a run has ended, which frees a hand and its
 * lane, and now and then. One look is under way at a time, on a thread of its own; whoever asks meanwhile gets one more
 * after it.
 */
@Component
public class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** What is due later than that is left to the look that comes anyway. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private final WorkClaims claims;
    private final ConnectionStore connections;
    private final OtherInstances others;
    private final Turns turns;
    private final WorkHealthIndicator health;
    private final RunningRoutes routes;
    private final StoppedWork stopped;
    private final CamelContext camel;
    private final ProducerTemplate template;
    private final ExecutorService looks;
    private final ExecutorService hands;
    private final Semaphore free;
    private final Set<Work> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean marked = new AtomicBoolean();

    Worker(
            WorkClaims claims,
            ConnectionStore connections,
            OtherInstances others,
            Turns turns,
            WorkHealthIndicator health,
            WorkSettings settings,
            RunningRoutes routes,
            StoppedWork stopped,
            CamelContext camel) {
        this.claims = claims;
        this.connections = connections;
        this.others = others;
        this.turns = turns;
        this.health = health;
        this.routes = routes;
        this.stopped = stopped;
        this.camel = camel;
        template = camel.createProducerTemplate();
        looks = camel.getExecutorServiceManager().newSingleThreadExecutor(this, "work-look");
        hands = camel.getExecutorServiceManager().newCachedThreadPool(this, "work");
        free = new Semaphore(settings.concurrency());
    }

    /** A transaction that marked work due here is committed. */
    @TransactionalEventListener
    void due(WorkDue due) {
        if (due.delay().isZero()) {
            marked.set(true);
            wake();
        } else if (due.delay().compareTo(SOON) <= 0) {
            CompletableFuture.delayedExecutor(due.delay().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::wake);
        }
    }

    @EventListener
    void due(DueElsewhere due) {
        wake();
    }

    /** Has what is due looked for, beside the caller. */
    public void wake() {
        health.watch();
        if (asked.compareAndSet(false, true)) {
            try {
                looks.execute(this::look);
            } catch (RejectedExecutionException stopping) {
                // It is found after the next start.
                LOG.debug("Nothing is looked for any more");
            }
        }
    }

    private void look() {
        turns.letHooksPass();
        // Before the look: it may not see what is committed from here on.
        asked.set(false);
        boolean markedHere = marked.getAndSet(false);
        Boolean more =
                template.request(WorkRoutes.LOOK, look -> {}).getMessage().getBody(Boolean.class);
        if (markedHere && Boolean.TRUE.equals(more)) {
            others.tell();
        }
    }

    /**
     * Claims what is due, as far as there are free hands, and runs it beside the caller.
     *
     * @return whether more may be due than there are hands
     */
    public synchronized boolean poll() {
        int hungry = free.drainPermits();
        List<Work> claimed = List.of();
        try {
            claimed = hungry == 0 || camel.isStopping() ? List.of() : claims.claim(hungry, stopped.names());
        } finally {
            free.release(hungry - claimed.size());
        }
        health.cameBack();
        running.addAll(claimed);
        claimed.forEach(work -> hands.execute(() -> turns.take(() -> run(work))));
        return claimed.size() == hungry;
    }

    /** Keeps what runs here from being taken over. A run that could not write down its end is let go. */
    public void renew() {
        claims.renew(running);
    }

    private void run(Work work) {
        RunLog.begin(work.connectionId(), work.id());
        if (work.kind() == WorkKind.DEAL_WON) {
            RunLog.deal(work.key());
        }
        try {
            routes.run(WorkRunRoute.ID, exchange -> {
                exchange.setVariable("work", work);
                exchange.setVariable("lease", work.lease());
                exchange.setVariable("connection", connections.get(work.connectionId()));
            });
            claims.ended(work);
        } catch (RuntimeException e) {
            // The lease runs out and the work is claimed again.
            LOG.error("Work {} could not be run", work.id(), e);
        } finally {
            RunLog.end();
            running.remove(work);
            free.release();
            wake();
        }
    }
}
