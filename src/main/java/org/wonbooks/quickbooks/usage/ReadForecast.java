package org.wonbooks.quickbooks.usage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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

    /** By connection; one without reads is left out. */
    public Map<Long, Reads> all() {
        Instant now = clock.instant();
        return reads.thisMonth().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> new Reads(each.getValue(), forecast(each.getValue(), now))));
    }

    /** Of all connections together. */
    public Reads total() {
        return total(all());
    }

    private static Reads total(Map<Long, Reads> all) {
        return new Reads(
                all.values().stream().mapToLong(Reads::thisMonth).sum(),
                all.values().stream().mapToLong(Reads::forecast).sum());
    }

    /** What to tell whoever pays for the reads; null: nothing. */
    public String warning() {
        return warning(all());
    }

    /**
     * The same.
     *
     * @param all of all connections
     */
    public String warning(Map<Long, Reads> all) {
        Reads total = total(all);
        long included = settings.readsPerMonth();
        return total.forecast() * 100 <= included * WARN_PERCENT
                ? null
                : String.format(
                        Locale.ROOT,
                        "About %,d QuickBooks reads are to be expected this month (%,d so far); %,d are included.",
                        total.forecast(),
                        total.thisMonth(),
                        included);
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
