package org.wonbooks.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** The time in a schedule: it stands still until the schedule lets it pass. */
final class VirtualTime {

    static final Instant START = Instant.parse("2026-11-23T15:00:00Z");

    private volatile Instant now = START;

    Instant now() {
        return now;
    }

    void set(Instant now) {
        this.now = now;
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    /** A clock that is wrong by so much. */
    Clock clock(Supplier<Duration> skew) {
        return new Skewed(skew, ZoneOffset.UTC);
    }

    private final class Skewed extends Clock {

        private final Supplier<Duration> skew;
        private final ZoneId zone;

        Skewed(Supplier<Duration> skew, ZoneId zone) {
            this.skew = skew;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return now.plus(skew.get());
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new Skewed(skew, other);
        }
    }
}
