package org.wonbooks.check.result;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.reconcile.QuickBooksWebhooks;

/** What the last check of each connection found. */
@Repository
public class CheckResults {

    private static final int LONGEST = 2000;

    /**
     * Ordered as the index {@code event_of_connection} is: otherwise H2 would rather sort all of a connection's events.
     */
    static final String LAST_WEBHOOK =
            """
            select i.received_at from inbox i
              join event e on e.inbox_id = i.id
             where i.source = ? and e.connection_id = ?
             order by e.connection_id desc, e.inbox_id desc limit 1
            """;

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    public CheckResults(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** When a connection was checked last, by the database's clock, and what was found. */
    public record Result(Instant checkedAt, List<CheckRow> rows) {

        /** How many things a person has to mend. */
        public long faults() {
            return rows.stream().filter(row -> !row.ok()).count();
        }
    }

    /** Takes the place of what was found before. Of two at once the later one stays: the connection's row is held. */
    @Transactional
    public void keep(long connectionId, List<CheckRow> rows) {
        jdbc.sql("update connection set checked_at = ? where id = ?")
                .params(DatabaseTime.parameter(time.now()), connectionId)
                .update();
        jdbc.sql("delete from check_row where connection_id = ?")
                .param(connectionId)
                .update();
        for (int place = 0; place < rows.size(); place++) {
            CheckRow row = rows.get(place);
            jdbc.sql("insert into check_row (connection_id, place, name, ok, detail, fix) values (?, ?, ?, ?, ?, ?)")
                    .params(connectionId, place, row.check(), row.ok())
                    .params(DatabaseText.fit(row.detail(), LONGEST), DatabaseText.fit(row.fix(), LONGEST))
                    .update();
        }
    }

    /** The last one of a connection. */
    public Optional<Result> latest(long connectionId) {
        return jdbc.sql("select checked_at from connection where id = ? and checked_at is not null")
                .param(connectionId)
                .query((row, number) -> DatabaseTime.read(row, "checked_at"))
                .optional()
                .map(at -> new Result(at, rows(connectionId)));
    }

    private List<CheckRow> rows(long connectionId) {
        return jdbc.sql("select * from check_row where connection_id = ? order by place")
                .param(connectionId)
                .query((row, number) -> new CheckRow(
                        row.getString("name"), row.getBoolean("ok"), row.getString("detail"), row.getString("fix")))
                .list();
    }

    /** How many things a person has to mend, by connection; one that was never checked is left out. */
    public Map<Long, Long> faults() {
        Map<Long, Long> faults = new HashMap<>();
        jdbc.sql(
                        """
                        select c.id, (select count(*) from check_row r where r.connection_id = c.id and not r.ok) as faults
                          from connection c where c.checked_at is not null
                        """)
                .query(row -> {
                    faults.put(row.getLong("id"), row.getLong("faults"));
                });
        return faults;
    }

    /** The kinds of objects that the latest webhooks of QuickBooks for a connection told of. */
    public Set<String> toldOf(long connectionId) {
        return Set.copyOf(
                jdbc.sql("select distinct substring(told.what from 1 for position(' ' in told.what) - 1) from ("
                                + QuickBooksWebhooks.TOLD_LATELY + ") told where position(' ' in told.what) > 1")
                        .params(connectionId, Peer.QUICKBOOKS.name())
                        .query(String.class)
                        .list());
    }

    /** The kinds of objects of which something was last seen between these times, however that came. */
    public Set<String> found(long connectionId, Instant from, Instant to) {
        Set<String> found = new HashSet<>();
        List.of("invoice", "payment").forEach(kind -> {
            long seen = jdbc.sql("select count(*) from seen_" + kind
                            + " where connection_id = ? and read_at >= ? and read_at <= ?")
                    .params(connectionId, DatabaseTime.parameter(from), DatabaseTime.parameter(to))
                    .query(Long.class)
                    .single();
            if (seen > 0) {
                found.add(kind);
            }
        });
        return found;
    }

    /** When the latest webhook for a connection came; null: none has yet. */
    public Instant lastWebhook(long connectionId, Peer peer) {
        return jdbc.sql(LAST_WEBHOOK)
                .params(peer.name(), connectionId)
                .query((row, number) -> DatabaseTime.read(row, "received_at"))
                .optional()
                .orElse(null);
    }
}
