package org.wonbooks;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.wonbooks.database.ClosedByFault;
import org.wonbooks.database.ClosedByFault.DatabaseClosed;
import org.wonbooks.oauth.access.AccessTokens;

/**
 * Ends the process when H2 has closed its file: a new one opens it, and takes over what was at work as after a kill.
 * Not as long as tokens wait to be stored, which nobody could get again: then the file is opened anew here, until it
 * takes them.
 */
@Component
class LastLine {

    private static final Logger LOG = LoggerFactory.getLogger(LastLine.class);

    /** By what an operating system's programs say for a fault of input or output (EX_IOERR). */
    private static final int EXIT_CODE = 74;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ConfigurableApplicationContext application;
    private final AccessTokens tokens;
    private final List<HikariDataSource> pools;
    private final ClosedByFault closed;
    private final IntConsumer end = Runtime.getRuntime()::halt;

    LastLine(
            ConfigurableApplicationContext application,
            AccessTokens tokens,
            @Qualifier("commonPool") HikariDataSource common,
            @Qualifier("promptPool") HikariDataSource prompt,
            ClosedByFault closed) {
        this.application = application;
        this.tokens = tokens;
        pools = List.of(common, prompt);
        this.closed = closed;
    }

    /** On a thread of its own: the one that has met the fault may be about to keep tokens that came. */
    @EventListener
    void closed(DatabaseClosed event) {
        if (application.isActive()) {
            AvailabilityChangeEvent.publish(application, ReadinessState.REFUSING_TRAFFIC);
            Thread thread = new Thread(() -> end(event.cause()), "last-line");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void end(String cause) {
        boolean kept = false;
        while (application.isActive()) {
            if (tokens.isRefreshing()) {
                LockSupport.parkNanos(LOOK.toNanos());
            } else if (tokens.hasUnstored()) {
                kept = true;
                storeTokens();
            } else if (kept) {
                openedAgain();
                return;
            } else {
                // Not before: whoever ends what is broken would end the only copy of tokens with it.
                AvailabilityChangeEvent.publish(application, LivenessState.BROKEN);
                LOG.error(
                        "H2 has closed its database, as it could not be written ({}), so Wonbooks ends with exit code {}."
                                + " What was acknowledged is stored. Make room on the disk, then start it again.",
                        cause,
                        EXIT_CODE);
                // Nothing that is stopped in order would be stored any more, and this stays the last line.
                end.accept(EXIT_CODE);
                return;
            }
        }
    }

    /** What is new in the pools opens the file; what is there holds on to the one that is closed. */
    private void storeTokens() {
        pools.forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
        LockSupport.parkNanos(LOOK.toNanos());
        try {
            tokens.storeUnstored();
        } catch (RuntimeException e) {
            LOG.debug("The tokens wait for the next look", e);
        }
    }

    private void openedAgain() {
        closed.openedAgain();
        AvailabilityChangeEvent.publish(application, ReadinessState.ACCEPTING_TRAFFIC);
        LOG.warn("H2 had closed its database, and has opened it again");
    }
}
