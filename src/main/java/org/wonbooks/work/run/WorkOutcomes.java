package org.wonbooks.work.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.configuration.RetrySettings;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.connection.Connection.Outage;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.InShadow;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.running.StoppedRoute;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkQueue;

/**
 * How a run ends: what the outcome routes write into the work's row. Which fault leads where stands in
 * {@code routes/policies/work.camel.yaml}. Only a row that is still RUNNING in the same epoch is changed. What the
 * listeners write is part of the same transaction.
 */
@Component
@Transactional
public class WorkOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(WorkOutcomes.class);

    /** Of an outage's words, some of which are a peer's. */
    private static final int LONGEST = 2000;

    private final WorkQueue queue;
    private final ConnectionStore connections;
    private final DatabaseTime time;
    private final List<Duration> delays;
    private final Duration probe;
    private final List<OutcomeListener> listeners;

    public WorkOutcomes(
            WorkQueue queue,
            ConnectionStore connections,
            DatabaseTime time,
            RetrySettings retry,
            WorkSettings settings,
            List<OutcomeListener> listeners) {
        this.queue = queue;
        this.connections = connections;
        this.time = time;
        this.delays = retry.delays();
        this.probe = settings.probe();
        this.listeners = listeners;
    }

    /** Work whose every attempt so far ended without an answer, as when each one crashed the process. */
    public boolean exhausted(@Variable("work") Work work) {
        return work.attempts() > delays.size() + 1;
    }

    /** All is as it should be. */
    public void done(@Variable("work") Work work) {
        listeners.forEach(listener -> listener.ending(work));
        if (queue.done(work)) {
            listeners.forEach(listener -> listener.settled(work));
        }
    }

    /** There was nothing to do. */
    public void skipped(@Variable("work") Work work, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
        LOG.info("{} {}: skipped: {}", work.kind().route(), work.key(), fault.getMessage());
        // What was seen in shadow settles nothing.
        if (queue.skipped(work, fault.getMessage()) && !(fault instanceof InShadow)) {
            listeners.forEach(listener -> listener.nothingToDo(work));
        }
    }

    /** A rule wants a person to look first. */
    public void hold(@Variable("work") Work work, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Hold fault) {
        LOG.info("{} {}: held: {}", work.kind().route(), work.key(), fault.getMessage());
        if (queue.skipped(work, "Held: " + fault.getMessage())) {
            listeners.forEach(listener -> listener.held(work, fault));
        }
    }

    /** Tries again after the next delay, or gives up after the last one. */
    public void tryAgain(@Variable("work") Work work, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
        if (work.attempts() > delays.size()) {
            dead(work, fault);
            return;
        }
        Duration delay = delays.get(work.attempts() - 1);
        LOG.warn("{} {}: tried again in {}: {}", work.kind().route(), work.key(), delay, Fault.words(fault));
        queue.tryAgain(work, time.now().plus(delay), Fault.words(fault));
        queue.dueIn(delay);
    }

    /** Waits as long as the peer asks for. */
    public void waitAsAsked(
            @Variable("work") Work work, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ThrottledFault fault) {
        LOG.info("{} {}: waits {}: {}", work.kind().route(), work.key(), fault.waitFor(), fault.getMessage());
        queue.defer(work, time.now().plus(fault.waitFor()), fault.getMessage());
        queue.dueIn(fault.waitFor());
    }

    /**
     * The peer is down: all of the connection's work waits until a probe succeeds, and no attempt is used. Unless
     * others got an answer since this work was put aside: then it is the work that brings the peer down, and what the
     * others are let in for does not wait for longer than a probe.
     */
    public void pause(@Variable("work") Work work, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) PeerDownFault fault) {
        Instant now = time.now();
        LOG.warn("Connection {}: {}", work.connectionId(), fault.getMessage());
        boolean itsOwnDoing = connections.answeredSince(work.connectionId(), fault.peer(), queue.dueAt(work));
        Duration pause = itsOwnDoing || fault.pause().compareTo(probe) < 0 ? probe : fault.pause();
        Outage outage =
                new Outage(DatabaseText.fit(fault.getMessage(), LONGEST), DatabaseText.fit(fault.fix(), LONGEST));
        if (itsOwnDoing) {
            tryAgain(work, fault);
        } else {
            queue.defer(work, now, fault.getMessage());
        }
        // After the work's row: whoever holds the connection's waits for none of these.
        connections.down(work.connectionId(), fault.peer(), now.plus(pause), outage);
        queue.dueIn(pause);
    }

    /**
     * A route that the work needs was stopped while it ran. No attempt is used; from now on such work is not begun
     * before the route runs again, so that a look after a while is only for what nobody could foresee.
     */
    public void stopped(@Variable("work") Work work, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
        String reason = fault instanceof DirectConsumerNotAvailableException nobody
                ? StoppedRoute.of(nobody).getMessage()
                : fault instanceof StoppedRoute ? fault.getMessage() : "A route was stopped while this ran on it";
        LOG.warn("{} {}: waits: {}", work.kind().route(), work.key(), reason);
        queue.defer(work, time.now().plus(probe), reason);
        queue.dueIn(probe);
    }

    /** A person has to connect again; the work goes on when that is done. */
    public void awaitReconnect(
            @Variable("work") Work work, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
        LOG.warn("Connection {}: {}", work.connectionId(), fault.getMessage());
        queue.defer(work, time.now(), fault.getMessage());
    }

    /** Another run has it: this one ends without a word. */
    public void lost(@Variable("work") Work work) {
        LOG.warn("{} {}: taken over by another run", work.kind().route(), work.key());
    }

    /** Only a person can help. */
    public void dead(@Variable("work") Work work, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
        boolean expected = fault instanceof Fault;
        String fix = Fault.fix(fault);
        if (expected) {
            LOG.warn("{} {}: dead letter: {}", work.kind().route(), work.key(), fault.getMessage());
        } else {
            LOG.error("{} {}: dead letter", work.kind().route(), work.key(), fault);
        }
        if (queue.dead(work, Fault.words(fault), fix)) {
            listeners.forEach(listener -> listener.dead(work, fault));
        }
    }
}
