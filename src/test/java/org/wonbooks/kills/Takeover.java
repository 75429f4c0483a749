package org.wonbooks.kills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures how long it takes, from a kill on, until other instances have what the dead one was at. */
final class Takeover {

    private static final String RUNNING =
            "select id, epoch, owner, cast(lease_until as varchar(40)) as lease from work where state = 'RUNNING'";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final long killed = System.nanoTime();
    private final List<Run> running;
    private Duration last = Duration.ZERO;
    private int taken;

    /** To be made at once after the kill. */
    Takeover(JdbcClient jdbc) {
        this.jdbc = jdbc;
        running = jdbc.sql(RUNNING).query(Run.class).list();
    }

    /** A row of the table {@code work}. */
    private record Run(long id, long epoch, String owner, String lease) {}

    /** Waits until none of the dead instance's runs is left; answers when the last one was taken over. */
    Duration await() {
        List<Run> open = new ArrayList<>(running);
        Awaitility.await("taken over")
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> {
                    open.removeIf(this::isSettled);
                    return open.isEmpty();
                });
        return last;
    }

    /** How many pieces of work were taken over. */
    int taken() {
        return taken;
    }

    /** True also of a run whose lease is renewed: that is not one of the dead instance's. */
    private boolean isSettled(Run run) {
        Optional<Run> now =
                jdbc.sql(RUNNING + " and id = ?").param(run.id).query(Run.class).optional();
        if (now.isPresent() && now.get().epoch != run.epoch && !now.get().owner.equals(run.owner)) {
            taken++;
            last = Duration.ofNanos(System.nanoTime() - killed);
        }
        return now.isEmpty() || !now.get().equals(run);
    }
}
