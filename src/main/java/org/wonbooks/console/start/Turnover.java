package org.wonbooks.console.start;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseTime;

/**
 * What was billed and paid lately, in each currency by itself. It is kept for a while that grows with what it takes to
 * sum it up, so that it costs a twentieth of the time at most, however much is billed; and where no deal has news, for
 * a minute.
 */
@Repository
class Turnover {

    /** So many days are shown one by one. */
    static final int DAYS = 28;

    private static final int KEPT_TIMES = 20;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** No zone's days begin within one. */
    private static final int QUARTER_OF_AN_HOUR = 900;

    /** Whatever changes what a deal is owed or paid writes a line of its timeline. */
    private static final String NEWS =
            """
            select (select coalesce(max(id), 0) from timeline) as latest,
                   (select count(*) from connection where deleted_at is not null) as ended
            """;

    private static final String BILLED =
            """
            select currency, floor(extract(epoch from invoiced_at) / 900) as quarter, sum(total) as amount
              from deal where invoiced_at >= ? %s group by currency, floor(extract(epoch from invoiced_at) / 900)
            """;

    /** Null: no deal of ours was paid. Each is looked up, where PostgreSQL would else read all deals to join them. */
    private static final String PAID =
            """
            select currency, paid_on, sum(amount) as amount
              from (select (select coalesce(d.currency, '') from deal d
                             where d.connection_id = p.connection_id and d.invoice_id = p.invoice_id) as currency,
                           p.paid_on, p.amount
                      from payment_link p where p.paid_on between ? and ? and p.ended is null %s) paid
             group by currency, paid_on
            """;

    private static final String NOT_ENDED = " in (select id from connection where deleted_at is null)";

    private final JdbcClient jdbc;
    private volatile Kept kept;

    Turnover(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param ended connections that were deleted */
    private record News(long latest, long ended) {}

    private record Kept(List<Currency> sums, LocalDate today, ZoneId zone, News news, long begunNanos, long tookNanos) {

        boolean isOf(LocalDate day, ZoneId where) {
            return today.equals(day) && zone.equals(where);
        }

        boolean isYoungerThan(long nanos) {
            return System.nanoTime() - begunNanos < nanos;
        }
    }

    /** A day of one currency. */
    record Day(LocalDate day, BigDecimal billed, BigDecimal paid) {

        Day plus(BigDecimal moreBilled, BigDecimal morePaid) {
            return new Day(day, billed.add(moreBilled), paid.add(morePaid));
        }
    }

    /**
     * What is of one currency.
     *
     * @param code null: it is not known
     * @param days the last {@value #DAYS}, oldest first
     */
    record Currency(String code, Day week, Day month, List<Day> days) {}

    /** Of this week, from its Monday on, and of this month; one in which there was nothing is left out. */
    List<Currency> of(LocalDate today, ZoneId zone) {
        Kept now = kept;
        boolean same = now != null && now.isOf(today, zone);
        if (same && now.isYoungerThan(now.tookNanos() * KEPT_TIMES)) {
            return now.sums();
        }
        News news = news();
        if (!same || !now.isYoungerThan(MINUTE_NANOS) || !now.news().equals(news)) {
            long begun = System.nanoTime();
            List<Currency> sums = sum(today, zone, news.ended() > 0);
            now = new Kept(sums, today, zone, news, begun, System.nanoTime() - begun);
            kept = now;
        }
        return now.sums();
    }

    private News news() {
        return jdbc.sql(NEWS)
                .query((row, number) -> new News(row.getLong("latest"), row.getLong("ended")))
                .single();
    }

    /** @param someEnded where none was deleted, the index alone tells what was billed */
    private List<Currency> sum(LocalDate today, ZoneId zone, boolean someEnded) {
        LocalDate week = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate month = today.withDayOfMonth(1);
        LocalDate first = today.minusDays(DAYS - 1L);
        LocalDate from = month.isBefore(first) ? month : first;
        Map<String, Map<LocalDate, Day>> byCurrency = new TreeMap<>();
        jdbc.sql(BILLED.formatted(someEnded ? "and connection_id" + NOT_ENDED : ""))
                .param(DatabaseTime.parameter(from.atStartOfDay(zone).toInstant()))
                .query(row -> {
                    Instant at = Instant.ofEpochSecond(row.getLong("quarter") * QUARTER_OF_AN_HOUR);
                    LocalDate day = at.atZone(zone).toLocalDate();
                    add(byCurrency, row.getString("currency"), day, row.getBigDecimal("amount"), BigDecimal.ZERO);
                });
        jdbc.sql(PAID.formatted(someEnded ? "and p.connection_id" + NOT_ENDED : ""))
                .params(from, today)
                .query(row -> {
                    String currency = row.getString("currency");
                    if (currency != null) {
                        LocalDate day = row.getObject("paid_on", LocalDate.class);
                        add(byCurrency, currency, day, BigDecimal.ZERO, row.getBigDecimal("amount"));
                    }
                });
        List<Currency> sums = new ArrayList<>();
        byCurrency.forEach((code, days) -> sums.add(new Currency(
                code.isEmpty() ? null : code,
                since(week, days),
                since(month, days),
                first.datesUntil(today.plusDays(1))
                        .map(day -> days.getOrDefault(day, nothing(day)))
                        .toList())));
        return sums;
    }

    private static void add(
            Map<String, Map<LocalDate, Day>> byCurrency,
            String code,
            LocalDate day,
            BigDecimal billed,
            BigDecimal paid) {
        byCurrency
                .computeIfAbsent(Objects.requireNonNullElse(code, ""), first -> new TreeMap<>())
                .merge(day, nothing(day).plus(billed, paid), (one, more) -> one.plus(more.billed(), more.paid()));
    }

    private static Day since(LocalDate from, Map<LocalDate, Day> days) {
        return days.values().stream()
                .filter(each -> !each.day().isBefore(from))
                .reduce(nothing(from), (sum, each) -> sum.plus(each.billed(), each.paid()));
    }

    private static Day nothing(LocalDate day) {
        return new Day(day, BigDecimal.ZERO, BigDecimal.ZERO);
    }
}
