package org.wonbooks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time in the simulated systems: the real one, plus what it has been moved ahead. */
public final class SandboxClock extends Clock {

    private final Store store;
    private final ZoneId zone;
    private volatile Duration ahead;

    SandboxClock(Store store) {
        this.store = store;
        this.zone = ZoneOffset.UTC;
        store.begin();
        try {
            ahead = store.find("sandbox", "clock")
                    .map(clock -> Duration.parse(clock.path("ahead").asText()))
                    .orElse(Duration.ZERO);
        } finally {
            store.end(true);
        }
    }

    /** Moves the time ahead, within the current turn at the store. */
    void advance(Duration by) {
        set(ahead.plus(by));
    }

    /** Back to the real time, within the current turn at the store. */
    void reset() {
        set(Duration.ZERO);
    }

    private void set(Duration value) {
        ObjectNode clock = Json.object().put("ahead", value.toString());
        store.put("sandbox", "clock", clock);
        ahead = value;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), ahead);
    }
}
