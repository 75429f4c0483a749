package org.wonbooks.quickbooks.usage;

import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts what Intuit bills: every successful read, by company and month. */
@Repository
public class MeteredReads {

    private final JdbcClient jdbc;
    private final Clock clock;

    public MeteredReads(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One more. */
    public void count(long connectionId) {
        if (add(connectionId) == 0) {
            try {
                jdbc.sql("insert into metered_reads (connection_id, read_month, reads) values (?, ?, 1)")
                        .params(connectionId, month())
                        .update();
            } catch (DuplicateKeyException insertedMeanwhile) {
                add(connectionId);
            }
        }
    }

    private int add(long connectionId) {
        return jdbc.sql("update metered_reads set reads = reads + 1 where connection_id = ? and read_month = ?")
                .params(connectionId, month())
                .update();
    }

    /** Reads of the month that goes on. */
    public long thisMonth(long connectionId) {
        return jdbc.sql("select reads from metered_reads where connection_id = ? and read_month = ?")
                .params(connectionId, month())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Reads of the month that goes on, by connection; one without is left out. */
    Map<Long, Long> thisMonth() {
        Map<Long, Long> all = new HashMap<>();
        jdbc.sql("select connection_id, reads from metered_reads where read_month = ?")
                .param(month())
                .query(row -> {
                    all.put(row.getLong("connection_id"), row.getLong("reads"));
                });
        return all;
    }

    private String month() {
        return YearMonth.now(clock.withZone(ZoneOffset.UTC)).toString();
    }
}
