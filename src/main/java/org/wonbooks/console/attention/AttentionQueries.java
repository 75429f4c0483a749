package org.wonbooks.console.attention;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.wonbooks.console.attention.AttentionNames.Asked;
import org.wonbooks.console.attention.AttentionRows.Kind;
import org.wonbooks.console.attention.AttentionRows.Row;
import org.wonbooks.console.attention.AttentionRows.Rows;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Why;
import org.wonbooks.ledger.deal.Decisions;

/**
 * What needs a person: connections that are let in no more, deals that are held, dead letters, and what no list can be
 * read with; of one cause together.
 */
@Repository
public class AttentionQueries {

    /** The code of what no list can be read with. */
    static final String LEFT_OUT_CODE = "left-out";

    /** The code of a system that lets a connection in no more. */
    static final String LOST_CODE = "needs-reconnect";

    private static final Pattern OF_CONNECTION =
            Pattern.compile("(?:held|dead|left-out|needs-reconnect)-(\\d{1,18})-.*");

    private static final String HELD =
            """
            select d.id, d.lead_id, d.name, w.id as work_id, %s
              from decision c
              join deal d on d.id = c.deal_id
              join work w on w.connection_id = d.connection_id and w.kind = 'deal-won'
                         and w.work_key = cast(d.lead_id as varchar(60))
             where c.deal_id = any (?)
            """
                    .formatted(Decisions.COLUMNS);

    private final AttentionRows rows;
    private final AttentionNames names;
    private final JdbcClient jdbc;
    private final ObjectMapper json;

    AttentionQueries(AttentionRows rows, AttentionNames names, JdbcClient jdbc, ObjectMapper json) {
        this.rows = rows;
        this.names = names;
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
            Long leadId, String name, Long workId, @JsonUnwrapped Why why, @JsonUnwrapped Shown shown, String digest) {

        /** The amount, where there is one that can be shown. */
        public BigDecimal money() {
            String amount = shown.amount();
            return amount == null || amount.contains("E") ? null : new BigDecimal(amount);
        }

        /** Who is billed, as people know them; null: that is not known yet. */
        public String payer() {
            return shown.email() == null && Shown.isName(shown.customer()) ? shown.customer() : shown.email();
        }

        static Item of(String reason, String fix, Long leadId, String name, Long workId) {
            String digest = Decision.digest(reason + "\n" + fix);
            return new Item(leadId, name, workId, Why.of(reason, fix), Shown.NOTHING, digest);
        }
    }

    /**
     * All that ask for the same.
     *
     * @param cause names the group in addresses
     * @param code the cause of a hold, the kind of work that is dead, {@code left-out} or {@code needs-reconnect}
     * @param why in the words of the first
     * @param deals all, or the first ones
     * @param digest of all that is to be seen
     */
    record Group(
            String cause,
            long connectionId,
            String code,
            @JsonIgnore Kind kind,
            @JsonUnwrapped Why why,
            int count,
            List<Item> deals,
            String digest) {

        @JsonIgnore
        boolean is(Kind other) {
            return kind == other;
        }

        /** Is it of deals, and of nothing else? */
        boolean ofDeals() {
            return deals.stream().allMatch(item -> item.leadId() != null);
        }

        /** One thing of it alone; empty: it is not among them any more. */
        Optional<Group> only(long workId) {
            return deals.stream()
                    .filter(item -> Objects.equals(item.workId(), workId))
                    .findFirst()
                    .map(item ->
                            new Group(cause, connectionId, code, kind, item.why(), 1, List.of(item), item.digest()));
        }
    }

    /** Some of the groups, and how many there are. */
    record Part(List<Group> groups, int total, long things) {}

    /** How many things need a person, by connection; one of which none does is left out. */
    public Map<Long, Long> counts() {
        return rows.counts();
    }

    /** All groups; of one connection, or of all where it is null. */
    List<Group> list(Long connectionId) {
        return groups(rows.list(connectionId), 0, Integer.MAX_VALUE);
    }

    /**
     * Some of the groups.
     *
     * @param deals so many things of each group are shown
     */
    Part part(Long connectionId, long offset, int size, int deals) {
        List<Rows> all = rows.list(connectionId);
        List<Rows> shown = all.stream().skip(offset).limit(size).toList();
        long things = all.stream().mapToLong(each -> each.all().size()).sum();
        return new Part(groups(shown, 0, deals), all.size(), things);
    }

    /** One group; empty: there is nothing left in it. */
    Optional<Group> find(String cause) {
        return find(cause, 0, Integer.MAX_VALUE);
    }

    /** The same, with so many of its things from that one on. */
    Optional<Group> find(String cause, long offset, int deals) {
        Matcher connection = OF_CONNECTION.matcher(cause);
        if (!connection.matches()) {
            return Optional.empty();
        }
        List<Rows> one = rows.list(Long.valueOf(connection.group(1))).stream()
                .filter(each -> each.first().cause().equals(cause))
                .toList();
        return groups(one, offset, deals).stream().findFirst();
    }

    private List<Group> groups(List<Rows> all, long offset, int deals) {
        Map<Long, Item> held = held(ids(all, Kind.HELD, offset, deals));
        Map<Long, Item> dead = dead(ids(all, Kind.DEAD, offset, deals));
        return all.stream()
                .map(each -> group(
                        each,
                        shown(each, offset, deals)
                                .map(row -> switch (row.kind()) {
                                    case HELD -> held.get(row.id());
                                    case DEAD -> dead.get(row.id());
                                    case LEFT_OUT -> leftOut(row);
                                    case LOST -> lost(row);
                                })
                                // Somebody may have settled one in between.
                                .filter(Objects::nonNull)
                                .toList()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Group> group(Rows rows, List<Item> items) {
        Row row = rows.first();
        return items.stream()
                .findFirst()
                .map(first -> new Group(
                        row.cause(),
                        row.connectionId(),
                        row.code(),
                        row.kind(),
                        first.why(),
                        rows.all().size(),
                        items,
                        rows.digest()));
    }

    private static Stream<Row> shown(Rows rows, long offset, int deals) {
        return rows.all().stream().skip(offset).limit(deals);
    }

    private static Object[] ids(Collection<Rows> all, Kind kind, long offset, int deals) {
        return all.stream()
                .flatMap(rows -> shown(rows, offset, deals))
                .filter(row -> row.kind() == kind)
                .map(Row::id)
                .toArray();
    }

    private Map<Long, Item> held(Object[] deals) {
        Map<Long, Item> items = new HashMap<>();
        if (deals.length > 0) {
            jdbc.sql(HELD).param(new SqlArrayValue("bigint", deals)).query(row -> {
                Decision decision = Decisions.of(row, json);
                items.put(
                        row.getLong("id"),
                        new Item(
                                row.getLong("lead_id"),
                                row.getString("name"),
                                row.getLong("work_id"),
                                Why.of(decision.reason(), decision.shown()),
                                decision.shown(),
                                decision.digest()));
            });
        }
        return items;
    }

    private record Dead(long id, Asked work, String reason, String fix) {}

    private Map<Long, Item> dead(Object[] work) {
        if (work.length == 0) {
            return Map.of();
        }
        List<Dead> dead = jdbc.sql("select * from work where state = 'DEAD' and id = any (?)")
                .param(new SqlArrayValue("bigint", work))
                .query((row, number) -> new Dead(
                        row.getLong("id"),
                        new Asked(row.getLong("connection_id"), row.getString("kind"), row.getString("work_key")),
                        row.getString("reason"),
                        row.getString("fix")))
                .list();
        AttentionNames.Named named = names.of(dead.stream().map(Dead::work).toList());
        Map<Long, Item> items = new HashMap<>();
        dead.forEach(each -> {
            AttentionNames.Name deal = named.of(each.work());
            items.put(each.id(), Item.of(each.reason(), each.fix(), deal.leadId(), deal.name(), each.id()));
        });
        return items;
    }

    private static Item leftOut(Row row) {
        String[] words = row.mark().split("\0", 2);
        return Item.of(words[0], words[1], null, null, null);
    }

    private static Item lost(Row row) {
        return Item.of(row.mark(), "Connect it again; what waits goes on then by itself.", null, null, null);
    }
}
