package org.wonbooks.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.run.WorkClaims;

/** What it takes to claim a piece of due work, however much of it is open; without an application around it. */
final class MeasuredClaims extends DatabaseTest {

    private static final int CLAIMS = 300;
    private static final int BATCH = 1000;

    private final WorkClaims claims = bean(WorkClaims.class);
    private final Figures figures;
    private final String column;
    private long connection;

    MeasuredClaims(TestDatabase database, Figures figures, String column) {
        super(database);
        this.figures = figures;
        this.column = column;
    }

    /** With one piece of work, with more, and with much more. */
    void measure() {
        connection = readyConnection("Acme");
        if (database == TestDatabase.H2) {
            // As the product does after it has made its tables.
            jdbc.sql("alter table work alter column connection_id selectivity 1")
                    .update();
        }
        open(0, 1);
        milliseconds();
        double one = milliseconds();
        figures.add("to claim with 1 open, ms", column, one);
        open(1, 1_000);
        figures.add("× that with 1,000 open", column, milliseconds() / one);
        open(1_000, 100_000);
        figures.add("× that with 100,000 open", column, milliseconds() / one);
        close();
    }

    private double milliseconds() {
        List<Double> taken = new ArrayList<>();
        for (int i = 0; i < CLAIMS; i++) {
            long began = System.nanoTime();
            int claimed = claims.claim(1).size();
            taken.add((System.nanoTime() - began) / 1e6);
            if (claimed != 1) {
                throw new AssertionError("Nothing was claimed");
            }
            claims.release();
        }
        return Figures.percentile(50, taken);
    }

    /** Deals, each a second younger than the one before. */
    private void open(int from, int to) {
        JdbcTemplate rows = new JdbcTemplate(pool);
        for (int first = from; first < to; first += BATCH) {
            List<Object[]> batch = new ArrayList<>();
            for (int lead = first; lead < Math.min(to, first + BATCH); lead++) {
                Object due = DatabaseTime.parameter(NOON.minusSeconds(200_000L - lead));
                batch.add(new Object[] {connection, String.valueOf(lead), connection + ":deal:" + lead, due, due});
            }
            rows.batchUpdate(
                    """
                    insert into work (connection_id, kind, work_key, lane, state, due_at, hints, attempts, epoch,
                                      first_seen_at)
                    values (?, 'deal-won', ?, ?, 'OPEN', ?, 1, 0, 0, ?)
                    """,
                    batch);
        }
    }
}
