package org.wonbooks.kills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures how long it takes, from a kill on, until other instances have what the dead one was at. */
final class Takeover {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final long killed = System.nanoTime();
    private final List<Run> running;
    private Duration last = Duration.ZERO;
    private int taken;

    /** To be made at once after the kill. */
    Takeover(JdbcClient jdbc) {
        this.jdbc = jdbc;
        running = jdbc.sql("select id, epoch, owner from work where state = 'RUNNING'")
                .query(Run.class)
                .list();
    }

    /** A row of the table {@code work}. */
    private record Run(long id, long epoch, String owner) {}

    /** Waits until each run of that moment has ended or has been taken over; answers when the last one was. */
    Duration await() {
        List<Run> open = new ArrayList<>(running);
        Awaitility.await("taken over")
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> {
                    open.removeIf(this::hasEnded);
                    return open.isEmpty();
                });
        return last;
    }

    /** How many pieces of work were taken over. */
    int taken() {
        return taken;
    }

    private boolean hasEnded(Run run) {
        Optional<Run> now = jdbc.sql("select id, epoch, owner from work where id = ? and state = 'RUNNING'")
                .param(run.id)
                .query(Run.class)
                .optional();
        if (now.isPresent() && now.get().epoch != run.epoch && !now.get().owner.equals(run.owner)) {
            taken++;
            last = Duration.ofNanos(System.nanoTime() - killed);
        }
        return now.isEmpty() || now.get().epoch != run.epoch;
    }
}
