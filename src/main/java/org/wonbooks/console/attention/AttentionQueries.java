package org.wonbooks.console.attention;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Shown;
import org.wonbooks.ledger.deal.Decisions;

/** What needs a person: deals that are held, dead letters, and what no list can be read with; of one cause together. */
@Repository
class AttentionQueries {

    private static final String HELD =
            """
            select d.connection_id, d.lead_id, d.name, w.id as work_id, %s
              from decision c
              join deal d on d.id = c.deal_id
              join work w on w.connection_id = d.connection_id and w.kind = 'deal-won'
                         and w.work_key = cast(d.lead_id as varchar(60))
             where c.verdict = 'HOLD' and (cast(:connection as bigint) is null or c.connection_id = :connection)
               and not exists (select 1 from deal later where later.connection_id = d.connection_id
                                                          and later.lead_id = d.lead_id and later.cycle > d.cycle)
             order by d.connection_id, c.cause, d.id
            """
                    .formatted(Decisions.COLUMNS);

    /** The deal of a dead letter is the one that it is about, as far as it is about one. */
    private static final String DEAD =
            """
            select w.connection_id, w.id as work_id, w.kind, w.reason, w.fix, d.lead_id, d.name
              from work w
              left join deal d on d.connection_id = w.connection_id
                              and (w.kind = 'invoice-changed' and d.invoice_id = w.work_key
                                or w.kind in ('deal-won', 'deal-task') and cast(d.lead_id as varchar(60)) = w.work_key
                                   and d.cycle = (select max(l.cycle) from deal l where l.connection_id = d.connection_id
                                                                                   and l.lead_id = d.lead_id))
             where w.state = 'DEAD' and (cast(:connection as bigint) is null or w.connection_id = :connection)
             order by w.connection_id, w.kind, w.id
            """;

    private static final String LEFT_OUT =
            """
            select * from left_out
             where cast(:connection as bigint) is null or connection_id = :connection
             order by connection_id, peer, kind, object
            """;

    private static final Pattern PLACE = Pattern.compile("[\\w./-]+\\.groovy:\\d+");

    /** The code of what no list can be read with. */
    static final String LEFT_OUT_CODE = "left-out";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    AttentionQueries(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * One thing that asks for a person.
     *
     * @param leadId null: it is about no deal
     * @param workId null: it is no work
     * @param digest of what is shown of it
     */
    record Item(
            Long leadId,
            String name,
            Long workId,
            String reason,
            String fix,
            @JsonUnwrapped Shown shown,
            String digest) {}

    /**
     * All that ask for the same.
     *
     * @param cause names the group in addresses
     * @param code the cause of a hold, the kind of work that is dead, or {@code left-out}
     * @param reason in the words of the first
     * @param digest of all that is shown
     */
    record Group(
            String cause,
            long connectionId,
            String code,
            @JsonIgnore boolean held,
            String reason,
            String fix,
            int count,
            List<Item> deals,
            String digest) {

        @JsonIgnore
        boolean leftOut() {
            return code.equals(LEFT_OUT_CODE);
        }

        private static Group of(String cause, long connectionId, String code, boolean held, List<Item> items) {
            Item first = items.get(0);
            String all = items.stream()
                    .map(item -> item.workId() + " " + item.digest())
                    .collect(Collectors.joining("\n"));
            return new Group(
                    cause,
                    connectionId,
                    code,
                    held,
                    first.reason(),
                    first.fix(),
                    items.size(),
                    items,
                    Decision.digest(all));
        }
    }

    private record Found(String cause, long connectionId, String code, boolean held, Item item) {}

    /** All groups; of one connection, or of all where it is null. */
    List<Group> list(Long connectionId) {
        Map<String, List<Found>> byCause = Stream.of(
                        rows(HELD, connectionId, this::held),
                        rows(DEAD, connectionId, this::dead),
                        rows(LEFT_OUT, connectionId, this::leftOut))
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Found::cause, LinkedHashMap::new, Collectors.toList()));
        List<Group> groups = new ArrayList<>();
        byCause.forEach((cause, found) -> groups.add(Group.of(
                cause,
                found.get(0).connectionId(),
                found.get(0).code(),
                found.get(0).held(),
                found.stream().map(Found::item).toList())));
        return groups;
    }

    /** One group; empty: there is nothing left in it. */
    Optional<Group> find(String cause) {
        return list(null).stream().filter(group -> group.cause().equals(cause)).findFirst();
    }

    private List<Found> rows(String sql, Long connectionId, org.springframework.jdbc.core.RowMapper<Found> row) {
        return jdbc.sql(sql)
                .param("connection", connectionId, java.sql.Types.BIGINT)
                .query(row)
                .list();
    }

    private Found held(ResultSet row, int number) throws SQLException {
        Decision decision = Decisions.of(row, json);
        long connection = row.getLong("connection_id");
        String code = decision.reason().cause().name();
        // What was held before decisions were kept is asked for many reasons, which only their words tell apart.
        String question = decision.reason().cause() == Cause.HELD_EARLIER
                ? code + "-" + Decision.digest(decision.reason().words())
                : code;
        return new Found(
                "held-" + connection + "-" + question,
                connection,
                code,
                true,
                new Item(
                        row.getLong("lead_id"),
                        row.getString("name"),
                        row.getLong("work_id"),
                        decision.reason().words(),
                        decision.reason().fix(),
                        decision.shown(),
                        decision.digest()));
    }

    /** Which thing it is, only its words say. */
    private Found leftOut(ResultSet row, int number) throws SQLException {
        long connection = row.getLong("connection_id");
        String cause = cause(connection, row.getString("peer"), row.getString("kind"), row.getString("object"));
        String reason = row.getString("reason");
        String fix = row.getString("fix");
        return new Found(
                cause,
                connection,
                LEFT_OUT_CODE,
                false,
                new Item(
                        null,
                        null,
                        null,
                        reason,
                        fix,
                        Shown.NOTHING,
                        Decision.digest(cause + "\n" + reason + "\n" + fix)));
    }

    /** How a thing that is left out is called as a group of its own. */
    static String cause(long connectionId, String peer, String kind, String object) {
        return LEFT_OUT_CODE + "-" + connectionId + "-" + Decision.digest(peer + "\n" + kind + "\n" + object);
    }

    /** What has to be done about a dead letter is what those of one cause have in common. */
    private Found dead(ResultSet row, int number) throws SQLException {
        long connection = row.getLong("connection_id");
        String kind = row.getString("kind");
        String fix = row.getString("fix");
        String reason = row.getString("reason");
        return new Found(
                "dead-" + connection + "-" + Decision.digest(kind + "\n" + fix + places(reason)),
                connection,
                kind,
                false,
                new Item(
                        row.getObject("lead_id", Long.class),
                        row.getString("name"),
                        row.getLong("work_id"),
                        reason,
                        fix,
                        Shown.NOTHING,
                        Decision.digest(reason + "\n" + fix)));
    }

    /** The lines of mappings that are named: what all say who come by one of them is one cause, whatever each lacks. */
    private static String places(String reason) {
        return reason == null
                ? ""
                : PLACE.matcher(reason)
                        .results()
                        .map(place -> "\n" + place.group())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining());
    }
}
