package org.wonbooks.sandbox.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time in the simulated systems: the real one, plus what it has been moved ahead. */
public final class SandboxClock extends Clock {

    private final Store store;
    private final InstantSource real = InstantSource.system();
    private volatile Duration ahead;

    public SandboxClock(Store store) {
        this.store = store;
        store.turn(() -> ahead = store.find("sandbox", "clock")
                .map(kept -> Duration.parse(Json.text(kept, "ahead")))
                .orElse(Duration.ZERO));
    }

    public void advance(Duration by) {
        set(ahead.plus(by));
    }

    public void reset() {
        set(Duration.ZERO);
    }

    private void set(Duration value) {
        store.put("sandbox", "clock", Json.object().put("ahead", value.toString()));
        ahead = value;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(real.withZone(zone), ahead);
    }
}
