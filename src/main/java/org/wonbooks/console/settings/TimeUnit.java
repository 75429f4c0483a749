package org.wonbooks.console.settings;

import java.time.Duration;
import java.util.Locale;

/** What a time is typed in, the longest first. */
enum TimeUnit {
    DAYS(Duration.ofDays(1)),
    HOURS(Duration.ofHours(1)),
    MINUTES(Duration.ofMinutes(1));

    private final Duration one;

    TimeUnit(Duration one) {
        this.one = one;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    long seconds() {
        return one.toSeconds();
    }

    Duration times(long count) {
        return one.multipliedBy(count);
    }
}
