package org.wonbooks.check.result;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
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

    /** The same of many connections, among the latest deliveries of all. */
    private static final String LAST_WEBHOOKS =
            """
            select c.id, (%1$s 'KOMMO' %2$s) as kommo, (%1$s 'QUICKBOOKS' %2$s) as quickbooks
              from connection c where c.id = any (?)
            """
                    .formatted(
                            "select i.received_at from inbox i join event e on e.inbox_id = i.id where i.source =",
                            "and e.connection_id = c.id and e.inbox_id > (select coalesce(max(id), 0) - 20000 from inbox)"
                                    + " order by e.connection_id desc, e.inbox_id desc limit 1");

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
            return rows.stream()
                    .filter(row -> row.state() == CheckRow.State.FAULT)
                    .count();
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
            jdbc.sql(
                            "insert into check_row (connection_id, place, name, ok, detail, fix, state) values (?, ?, ?, ?, ?, ?, ?)")
                    .params(connectionId, place, row.check(), row.ok())
                    .params(DatabaseText.fit(row.detail(), LONGEST), DatabaseText.fit(row.fix(), LONGEST))
                    .param(row.state().name())
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
                        row.getString("name"),
                        row.getBoolean("ok"),
                        row.getString("detail"),
                        row.getString("fix"),
                        state(row.getString("state"), row.getBoolean("ok"))))
                .list();
    }

    private static CheckRow.State state(String kept, boolean ok) {
        CheckRow.State said = ok ? CheckRow.State.FINE : CheckRow.State.FAULT;
        return kept == null ? said : CheckRow.State.valueOf(kept);
    }

    /** How many things a person has to mend, by connection; one that was never checked is left out. */
    public Map<Long, Long> faults() {
        Map<Long, Long> faults = new HashMap<>();
        jdbc.sql(
                        """
                        select c.id, (select count(*) from check_row r where r.connection_id = c.id and not r.ok
                                          and (r.state is null or r.state = 'FAULT')) as faults
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

    /** When the last webhook of each peer came, of connections; null: not lately. */
    public record Webhooks(Instant kommo, Instant quickbooks) {

        /** That of one peer. */
        public Instant of(Peer peer) {
            return peer == Peer.KOMMO ? kommo : quickbooks;
        }
    }

    /** By connection. */
    public Map<Long, Webhooks> lastWebhooks(List<Long> connectionIds) {
        Map<Long, Webhooks> last = new HashMap<>();
        jdbc.sql(LAST_WEBHOOKS)
                .param(new SqlArrayValue("bigint", connectionIds.toArray()))
                .query(row -> {
                    last.put(
                            row.getLong("id"),
                            new Webhooks(DatabaseTime.read(row, "kommo"), DatabaseTime.read(row, "quickbooks")));
                });
        return last;
    }
}
