package org.wonbooks.work;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.connection.ConnectionStore;

/** Runs claimed work, so many pieces at once. Nothing is queued in memory: what finds no free hand is not claimed. */
@Component
public class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final WorkClaims claims;
    private final ConnectionStore connections;
    private final CamelContext camel;
    private final ProducerTemplate template;
    private final ExecutorService hands;
    private final Semaphore free;
    private final Set<Work> running = ConcurrentHashMap.newKeySet();

    public Worker(WorkClaims claims, ConnectionStore connections, WorkSettings settings, CamelContext camel) {
        this.claims = claims;
        this.connections = connections;
        this.camel = camel;
        template = camel.createProducerTemplate();
        hands = camel.getExecutorServiceManager().newCachedThreadPool(this, "work");
        free = new Semaphore(settings.concurrency());
    }

    /** Claims what is due, as far as there are free hands, and runs it beside the caller. */
    public synchronized void poll() {
        int hungry = free.drainPermits();
        List<Work> claimed = List.of();
        try {
            claimed = hungry == 0 || camel.isStopping() ? List.of() : claims.claim(hungry);
        } finally {
            free.release(hungry - claimed.size());
        }
        running.addAll(claimed);
        claimed.forEach(work -> hands.execute(() -> run(work)));
    }

    /** Keeps what runs here from being taken over. A run that could not write down its end is let go. */
    public void renew() {
        claims.renew(running);
    }

    private void run(Work work) {
        try {
            template.send("direct:work-run", ExchangePattern.InOnly, exchange -> {
                exchange.setVariable("work", work);
                exchange.setVariable("lease", work.lease());
                exchange.setVariable("connection", connections.get(work.connectionId()));
            });
            claims.ended(work);
        } catch (RuntimeException e) {
            // The lease runs out and the work is claimed again.
            LOG.error("Work {} could not be run", work.id(), e);
        } finally {
            running.remove(work);
            free.release();
        }
    }
}
