package org.wonbooks.work.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * When the last look for due work came back. One that does not come back is the only sign of a database that has gone
 * silent amid it; who does not look works on nothing, however well all else may be.
 */
@Component
class WorkHealthIndicator implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(WorkHealthIndicator.class);

    /** Thirty polls, and longer than a look can take that comes to an end. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Clock clock;
    /** Null: none did yet. */
    private volatile Instant cameBack;

    private boolean told;

    WorkHealthIndicator(Clock clock) {
        this.clock = clock;
    }

    /** A look came back, whatever it has found. */
    synchronized void cameBack() {
        cameBack = clock.instant();
        if (told) {
            told = false;
            LOG.info("Due work is looked for again");
        }
    }

    /** Says it once when none came back for long; called now and then, on a thread that waits for no database. */
    synchronized void watch() {
        if (!told && isOverdue()) {
            told = true;
            LOG.error(
                    "No look for due work has come back since {}: nothing is worked on, and readiness is down, until one"
                            + " does. Check the database.",
                    cameBack);
        }
    }

    @Override
    public Health health() {
        return isOverdue() ? Health.down().build() : Health.up().build();
    }

    private boolean isOverdue() {
        Instant last = cameBack;
        return last != null && last.plus(PATIENCE).isBefore(clock.instant());
    }
}
