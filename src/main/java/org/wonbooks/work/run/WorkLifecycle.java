package org.wonbooks.work.run;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.wonbooks.database.DatabaseKind;

/** Takes over from a dead predecessor at start, gives back what is not finished at stop. */
@Component
class WorkLifecycle implements SmartLifecycle {

    private final WorkClaims claims;
    private final DatabaseKind database;
    private volatile boolean running;

    WorkLifecycle(WorkClaims claims, DatabaseKind database) {
        this.claims = claims;
        this.database = database;
    }

    @Override
    public void start() {
        if (database.oursAlone()) {
            claims.endAllLeases();
        }
        running = true;
    }

    @Override
    public void stop() {
        claims.release();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before Camel does, and so stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
