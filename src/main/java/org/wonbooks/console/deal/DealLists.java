package org.wonbooks.console.deal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.invoicing.settlement.DealState;

/**
 * Which rows are in a list of deals: by an index, on both databases, so that the first of many are found as fast as
 * few.
 */
@Repository
class DealLists {

    /**
     * Of a deal that was won more than once, the last time. A case, as what follows: it is asked of each row in its
     * turn, where PostgreSQL would else read all rows to join them.
     */
    private static final String LATEST =
            """
            not case when exists (select 1 from deal later where later.connection_id = d.connection_id
                                     and later.lead_id = d.lead_id and later.cycle > d.cycle)
                     then true else false end
            """;

    /** What needs a person: it is held, or work of it is dead. */
    private static final String ATTENTION =
            """
            select h.deal_id from decision h where h.verdict = 'HOLD'
            union
            select d.id from work dead
              join deal d on d.connection_id = dead.connection_id
                         and d.lead_id = case when dead.kind = 'deal-won' then cast(dead.work_key as bigint) end
             where dead.state = 'DEAD'
            union
            select d.id from work dead
              join deal d on d.connection_id = dead.connection_id and d.invoice_id = dead.work_key
             where dead.state = 'DEAD' and dead.kind = 'invoice-changed'
            """;

    private static final String NO_ATTENTION =
            """
             and not case when exists (select 1 from decision h where h.deal_id = d.id and h.verdict = 'HOLD')
                            or exists (select 1 from work dead where dead.connection_id = d.connection_id
                                          and dead.kind = 'deal-won' and dead.work_key = cast(d.lead_id as varchar(60))
                                          and dead.state = 'DEAD')
                            or exists (select 1 from work dead where dead.connection_id = d.connection_id
                                          and dead.kind = 'invoice-changed' and dead.work_key = d.invoice_id
                                          and dead.state = 'DEAD')
                          then true else false end
            """;

    /** H2 takes a day that is not known for an early one. */
    private static final String OVERDUE =
            """
            select d.id from seen_invoice s
              join deal d on d.connection_id = s.connection_id and d.invoice_id = s.invoice_id
             where s.due_on >= date '1900-01-01' and s.due_on < ?
            """;

    private static final String ALL = " from deal d";
    private static final String AMONG = "among";

    /** Of rows that are known; a page has fewer. */
    private static final int AT_A_TIME = 200;

    private static final String NEWEST_FIRST = " order by d.id desc limit :most)";

    /** As an index of one state has them: H2 would sort all of them by another. */
    private static final String OF_A_STATE = " order by d.state desc, d.unbilled desc, d.id desc limit :most)";

    /** The same of one connection. */
    private static final String OF_A_CONNECTION =
            " order by d.connection_id desc, d.state desc, d.unbilled desc, d.id desc limit :most)";

    /**
     * What is on its way is little. PostgreSQL takes it for much, since most that is won and has no invoice is not
     * billed, and would go through all deals in their order: it is kept from that.
     */
    private static final String ON_ITS_WAY = " offset 0)";

    private final JdbcClient jdbc;
    private final Clock clock;

    DealLists(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The day that has ended everywhere when what was due before it is called overdue. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(-12));
    }

    /**
     * Rows of deals {@code d}.
     *
     * @param from with its conditions
     * @param order with the end of the query
     */
    record Part(String from, String order) {}

    /** @param among the only rows that it is about, the newest first; null: all */
    record Question(List<Part> parts, Map<String, Object> values, List<Long> among) {}

    /** The newest first. Where rows are known, they are gone through only as far as is needed. */
    List<Long> ids(Question question, long most) {
        if (question.among() == null) {
            return found(question, most);
        }
        List<Long> found = new ArrayList<>();
        for (int next = 0; next < question.among().size() && found.size() < most; next += AT_A_TIME) {
            List<Long> some = question.among()
                    .subList(next, Math.min(next + AT_A_TIME, question.among().size()));
            question.values().put(AMONG, array(some));
            found.addAll(found(question, most - found.size()));
        }
        return found;
    }

    private List<Long> found(Question question, long most) {
        String sql = question.parts().stream()
                .map(part -> "(select d.id as id" + part.from() + part.order())
                .collect(Collectors.joining(" union all "));
        return jdbc.sql("select id from (" + sql + ") found order by id desc limit :most")
                .params(question.values())
                .param("most", most)
                .query(Long.class)
                .list();
    }

    /** How many there are, which takes the longer the more they are. */
    long count(Question question) {
        if (question.among() != null) {
            question.values().put(AMONG, array(question.among()));
        }
        String sql = question.parts().stream()
                .map(part -> "(select count(*)" + part.from() + ")")
                .collect(Collectors.joining(" + "));
        return jdbc.sql("select " + sql)
                .params(question.values())
                .query(Long.class)
                .single();
    }

    /** @param top the row below which the list begins */
    Question question(DealFilter filter, DealSearch.Found found, long top) {
        Map<String, Object> values = new HashMap<>(found.values());
        values.put("top", top);
        List<Long> ended = jdbc.sql("select id from connection where deleted_at is not null")
                .query(Long.class)
                .list();
        if (!ended.isEmpty()) {
            values.put("ended", ended);
        }
        Collection<Long> among = found.ids();
        if (filter.overdue()) {
            among = both(
                    among, jdbc.sql(OVERDUE).param(today()).query(Long.class).list());
        }
        boolean onlyAttention = filter.states().equals(Set.of(DealState.ATTENTION));
        if (filter.states().contains(DealState.ATTENTION)) {
            Collection<Long> attention =
                    both(among, jdbc.sql(ATTENTION).query(Long.class).list());
            if (onlyAttention) {
                among = attention;
            } else {
                values.put("attention", array(attention));
            }
        }
        if (filter.connectionId() != null) {
            values.put("connection", filter.connectionId());
        }
        if (filter.age() != null) {
            filter.age().from(clock.instant()).ifPresent(from -> {
                values.put("from", DatabaseTime.parameter(from));
                values.put("oldest", oldest(from));
            });
            filter.age().to(clock.instant()).ifPresent(to -> {
                values.put("to", DatabaseTime.parameter(to));
                values.put("newest", newest(to));
            });
        }
        List<Long> newestFirst = among == null
                ? null
                : among.stream()
                        .filter(id -> id < top)
                        .sorted(Comparator.reverseOrder())
                        .toList();
        Set<DealState> states = onlyAttention ? Set.of() : filter.states();
        boolean ofConnection = filter.connectionId() != null;
        String from = among == null ? ALL : from(AMONG);
        return new Question(parts(states, ofConnection, from, where(values, found)), values, newestFirst);
    }

    private static List<Part> parts(Set<DealState> states, boolean ofConnection, String from, String where) {
        boolean all = states.isEmpty();
        boolean few = !from.equals(ALL);
        if (all && (few || !ofConnection)) {
            return List.of(new Part(from + (few ? unindexed(where) : where), NEWEST_FIRST));
        }
        String which = all ? "" : NO_ATTENTION;
        String order = ofConnection ? OF_A_CONNECTION : OF_A_STATE;
        return (all ? Stream.of(DealState.values()) : states.stream())
                .flatMap(state -> switch (state) {
                    case ATTENTION ->
                        all
                                ? Stream.<Part>of()
                                : Stream.of(new Part(from("attention") + unindexed(where), NEWEST_FIRST));
                    case WON -> Stream.of(new Part(listed(from, where, "WON", false) + which, ON_ITS_WAY));
                    case SKIPPED ->
                        Stream.of(
                                new Part(listed(from, where, "WON", true) + which, order),
                                new Part(listed(from, where, "SKIPPED", false) + which, order));
                    default -> Stream.of(new Part(listed(from, where, state.name(), false) + which, order));
                })
                .toList();
    }

    /** Where the rows are known by their ids, H2 would rather go through all of the connection. */
    private static String unindexed(String where) {
        return where.replace("d.connection_id = :connection", "d.connection_id + 0 = :connection");
    }

    private static String from(String ids) {
        return " from unnest(:" + ids + ") as found(id) join deal d on d.id = found.id";
    }

    private static String where(Map<String, Object> values, DealSearch.Found found) {
        return " where d.id < :top"
                + (values.containsKey("connection") ? " and d.connection_id = :connection" : "")
                + (values.containsKey("ended") ? " and d.connection_id not in (:ended)" : "")
                + (values.containsKey("from") ? " and d.id >= :oldest and d.created_at >= :from" : "")
                + (values.containsKey("to") ? " and d.id <= :newest and d.created_at < :to" : "")
                + (found.condition() == null ? "" : " and " + found.condition())
                + " and " + LATEST;
    }

    private static String listed(String from, String where, String state, boolean unbilled) {
        String listed = from + where + " and d.state = '" + state + "' and d.unbilled = " + unbilled;
        return from.equals(ALL) ? listed : unindexed(listed).replace("d.state =", "d.state || '' =");
    }

    private static SqlArrayValue array(Collection<Long> ids) {
        return new SqlArrayValue("bigint", ids.toArray());
    }

    /** @param some null: any */
    private static Collection<Long> both(Collection<Long> some, Collection<Long> others) {
        Set<Long> both = new HashSet<>(others);
        if (some != null) {
            both.retainAll(new HashSet<>(some));
        }
        return both;
    }

    /** Where a list begins that has nothing newer: rows come about as time goes by. */
    private long newest(Instant to) {
        return jdbc.sql(
                        "select max(id) from (select id from deal where created_at < ? order by created_at desc limit 1000) some_deals")
                .param(DatabaseTime.parameter(to))
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Where a list ends that goes no further back: rows come about as time goes by. */
    private long oldest(Instant from) {
        return jdbc.sql(
                        "select min(id) from (select id from deal where created_at >= ? order by created_at limit 1000) some_deals")
                .param(DatabaseTime.parameter(from))
                .query(Long.class)
                .optional()
                .orElse(Long.MAX_VALUE);
    }
}
