package org.wonbooks.console.attention;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Reason;

/**
 * Which things ask for a person, and which of them for the same: no more of each than tells that, so many they may be.
 */
@Repository
class AttentionRows {

    /**
     * Whose connection was deleted is asked of each row in its turn: H2 would else go by the connections, through all.
     */
    private static final String HELD =
            """
              from decision c
              join deal d on d.id = c.deal_id
              join work w on w.connection_id = d.connection_id and w.kind = 'deal-won'
                         and w.work_key = cast(d.lead_id as varchar(60))
             where c.verdict = 'HOLD' and (cast(:connection as bigint) is null or c.connection_id = :connection)
               and exists (select 1 from connection n where n.id = c.connection_id and n.deleted_at is null)
               and not exists (select 1 from deal later where later.connection_id = d.connection_id
                                                          and later.lead_id = d.lead_id and later.cycle > d.cycle)
            """;

    private static final String DEAD =
            """
              from work w
             where w.state = 'DEAD' and (cast(:connection as bigint) is null or w.connection_id = :connection)
               and exists (select 1 from connection n where n.id = w.connection_id and n.deleted_at is null)
            """;

    private static final String LEFT_OUT =
            """
              from left_out o join connection n on n.id = o.connection_id and n.deleted_at is null
             where cast(:connection as bigint) is null or o.connection_id = :connection
            """;

    /** As {@link #lost} tells. */
    private static final String LOST =
            """
              from token t join connection n on n.id = t.connection_id
             where t.state = 'NEEDS_RECONNECT' and not n.paused and n.mode <> 'off' and n.deleted_at is null
               and (cast(:connection as bigint) is null or n.id = :connection)
            """;

    private static final String COUNTS = "select id, count(*) as things from (select c.connection_id as id" + HELD
            + " union all select w.connection_id" + DEAD + " union all select o.connection_id" + LEFT_OUT
            + " union all select n.id" + LOST + ") asks group by id";

    private static final Pattern PLACE = Pattern.compile("[\\w./-]+\\.groovy:\\d+");

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final ConnectionStore connections;

    AttentionRows(JdbcClient jdbc, ObjectMapper json, ConnectionStore connections) {
        this.jdbc = jdbc;
        this.json = json;
        this.connections = connections;
    }

    /** What a thing is. */
    enum Kind {
        LOST,
        HELD,
        DEAD,
        LEFT_OUT
    }

    /**
     * A thing that asks for a person.
     *
     * @param id of a deal that is held, or of work that is dead; else 0
     * @param mark is another one when there is something else to be seen
     */
    record Row(String cause, long connectionId, String code, Kind kind, long id, String mark) {}

    /** Things that ask for the same. */
    record Rows(List<Row> all) {

        Row first() {
            return all.get(0);
        }

        /** Of all that is to be seen. */
        String digest() {
            return Decision.digest(all.stream().map(Row::mark).collect(Collectors.joining("\n")));
        }
    }

    /** How many things there are, by connection; one without any is left out. */
    Map<Long, Long> counts() {
        Map<Long, Long> counts = new HashMap<>();
        jdbc.sql(COUNTS).param("connection", null, Types.BIGINT).query(row -> {
            counts.put(row.getLong("id"), row.getLong("things"));
        });
        return counts;
    }

    /** All of them, of one connection or of all where it is null: what keeps all else of a connection comes first. */
    List<Rows> list(Long connectionId) {
        Map<String, List<Row>> byCause = new LinkedHashMap<>();
        Stream.of(lost(connectionId), held(connectionId), dead(connectionId), leftOut(connectionId))
                .flatMap(Collection::stream)
                .forEach(row -> byCause.computeIfAbsent(row.cause(), first -> new ArrayList<>())
                        .add(row));
        return byCause.values().stream().map(Rows::new).toList();
    }

    /** Connections that a system lets in no more, unless nothing is to be done for them anyway. */
    private List<Row> lost(Long connectionId) {
        List<Row> rows = new ArrayList<>();
        for (Connection connection : connections.all()) {
            for (Peer peer : Peer.values()) {
                if ((connectionId == null || connectionId == connection.id()) && isLost(connection, peer)) {
                    rows.add(new Row(
                            cause(connection.id(), peer),
                            connection.id(),
                            AttentionQueries.LOST_CODE,
                            Kind.LOST,
                            0,
                            connection.token(peer).refusal()));
                }
            }
        }
        return rows;
    }

    private static boolean isLost(Connection connection, Peer peer) {
        return connection.state(peer) == Connection.State.NEEDS_RECONNECT
                && !connection.paused()
                && connection.mode() != Connection.Mode.OFF;
    }

    static String cause(long connectionId, Peer peer) {
        return AttentionQueries.LOST_CODE + "-" + connectionId + "-" + peer.path();
    }

    private List<Row> held(Long connectionId) {
        String columns = "select c.connection_id, c.cause, c.digest, d.id, w.id as work_id,"
                + " case when c.cause = 'HELD_EARLIER' then c.facts end as facts";
        List<Row> rows = new ArrayList<>();
        each(columns + HELD + " order by c.connection_id, c.cause, d.id", connectionId, row -> {
            long connection = row.getLong("connection_id");
            String code = row.getString("cause");
            rows.add(new Row(
                    "held-" + connection + "-" + code + earlier(row),
                    connection,
                    code,
                    Kind.HELD,
                    row.getLong("id"),
                    row.getLong("work_id") + " " + row.getString("digest")));
        });
        return rows;
    }

    /** What was held before decisions were kept is asked for many reasons, which only their words tell apart. */
    private String earlier(ResultSet row) throws SQLException {
        if (row.getString("facts") == null) {
            return "";
        }
        Map<?, ?> facts = DatabaseJson.read(json, row.getString("facts"), Map.class);
        Map<String, String> texts = new HashMap<>();
        facts.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        return "-" + Decision.digest(new Reason(Cause.HELD_EARLIER, texts).words());
    }

    /** What has to be done about a dead letter is what those of one cause have in common. */
    private List<Row> dead(Long connectionId) {
        Map<String, String> digests = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        String columns = "select w.id, w.connection_id, w.kind, w.reason, w.fix, w.epoch";
        each(columns + DEAD + " order by w.connection_id, w.kind, w.id", connectionId, row -> {
            long connection = row.getLong("connection_id");
            String kind = row.getString("kind");
            String toDo = kind + "\n" + row.getString("fix") + places(row.getString("reason"));
            rows.add(new Row(
                    "dead-" + connection + "-" + digests.computeIfAbsent(toDo, Decision::digest),
                    connection,
                    kind,
                    Kind.DEAD,
                    row.getLong("id"),
                    // Each run has an epoch of its own, and leaves a reason of its own.
                    row.getLong("id") + " " + row.getLong("epoch")));
        });
        return rows;
    }

    /** The lines of mappings that are named: what all say who come by one of them is one cause, whatever each lacks. */
    private static String places(String reason) {
        return reason == null || !reason.contains(".groovy:")
                ? ""
                : PLACE.matcher(reason)
                        .results()
                        .map(place -> "\n" + place.group())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining());
    }

    /** Which thing it is, only its words say. */
    private List<Row> leftOut(Long connectionId) {
        List<Row> rows = new ArrayList<>();
        each("select o.*" + LEFT_OUT + " order by o.connection_id, o.peer, o.kind, o.object", connectionId, row -> {
            long connection = row.getLong("connection_id");
            String cause = cause(connection, row.getString("peer"), row.getString("kind"), row.getString("object"));
            String words = row.getString("reason") + "\0" + row.getString("fix");
            rows.add(new Row(cause, connection, AttentionQueries.LEFT_OUT_CODE, Kind.LEFT_OUT, 0, words));
        });
        return rows;
    }

    /** How a thing that is left out is called as a group of its own. */
    static String cause(long connectionId, String peer, String kind, String object) {
        return AttentionQueries.LEFT_OUT_CODE + "-" + connectionId + "-"
                + Decision.digest(peer + "\n" + kind + "\n" + object);
    }

    private void each(String sql, Long connectionId, RowCallbackHandler row) {
        jdbc.sql(sql).param("connection", connectionId, Types.BIGINT).query(row);
    }
}
