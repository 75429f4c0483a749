package org.wonbooks.quickbooks.usage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.QuickBooksSettings;

/** How many billed reads a month will have, if it goes on as it began. */
@Component
public class ReadForecast {

    private static final int WARN_PERCENT = 80;

    private final MeteredReads reads;
    private final QuickBooksSettings settings;
    private final Clock clock;

    public ReadForecast(MeteredReads reads, QuickBooksSettings settings, Clock clock) {
        this.reads = reads;
        this.settings = settings;
        this.clock = clock;
    }

    /** Reads of a connection; the forecast is for the whole month. */
    public record Reads(long thisMonth, long forecast) {}

    /** Of one connection. */
    public Reads of(long connectionId) {
        long thisMonth = reads.thisMonth(connectionId);
        return new Reads(thisMonth, forecast(thisMonth, clock.instant()));
    }

    /** Of all connections together. */
    public Reads total() {
        Map<Long, Long> all = reads.thisMonth();
        Instant now = clock.instant();
        return new Reads(
                all.values().stream().mapToLong(Long::longValue).sum(),
                all.values().stream().mapToLong(count -> forecast(count, now)).sum());
    }

    /** What to tell whoever pays for the reads; null: nothing. */
    public String warning() {
        Reads total = total();
        long included = settings.readsPerMonth();
        return total.forecast() * 100 <= included * WARN_PERCENT
                ? null
                : "About " + total.forecast() + " QuickBooks reads are to be expected this month (" + total.thisMonth()
                        + " so far); " + included + " are included (wonbooks.quickbooks.reads-per-month).";
    }

    /** In proportion to the part of the month, in UTC, that is over; its first day says too little by itself. */
    static long forecast(long reads, Instant now) {
        YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
        Instant begin = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        long whole = Duration.ofDays(month.lengthOfMonth()).toSeconds();
        long over = Math.max(
                Duration.between(begin, now).toSeconds(), Duration.ofDays(1).toSeconds());
        return Math.max(reads, reads * whole / over);
    }
}
