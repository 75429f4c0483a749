package org.wonbooks.quickbooks;

import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
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

    void count(long connectionId) {
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

    private String month() {
        return YearMonth.now(clock.withZone(ZoneOffset.UTC)).toString();
    }
}
