package org.wonbooks.console.deal;

import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.console.Page;
import org.wonbooks.database.DatabaseTime;

/** Deals as people look for them, the newest first. */
@Repository
public class DealQueries {

    /**
     * Of a deal that was won more than once, the last time. Asked of each row in its turn, as what follows: PostgreSQL
     * would read all rows where it may join them.
     */
    private static final String LATEST =
            """
            d.cycle = (select max(later.cycle) from deal later where later.connection_id = d.connection_id
                                                                 and later.lead_id = d.lead_id)
            """;

    /** What needs a person: it is held, or work of it is dead. */
    private static final String ATTENTION =
            """
            d.id in (select h.deal_id from decision h where h.verdict = 'HOLD'
                     union all
                     select w.id from work dead
                       join deal w on w.connection_id = dead.connection_id
                                  and w.lead_id = case when dead.kind = 'deal-won' then cast(dead.work_key as bigint) end
                      where dead.state = 'DEAD'
                     union all
                     select i.id from work dead
                       join deal i on i.connection_id = dead.connection_id and i.invoice_id = dead.work_key
                      where dead.state = 'DEAD' and dead.kind = 'invoice-changed')
            """;

    private static final String NO_ATTENTION =
            """
            (select count(*) from decision h where h.deal_id = d.id and h.verdict = 'HOLD') = 0
            and (select count(*) from work dead where dead.connection_id = d.connection_id and dead.state = 'DEAD'
                                                  and dead.kind = 'deal-won'
                                                  and dead.work_key = cast(d.lead_id as varchar(60))) = 0
            and (select count(*) from work dead where dead.connection_id = d.connection_id and dead.state = 'DEAD'
                                                  and dead.kind = 'invoice-changed' and dead.work_key = d.invoice_id) = 0
            """;

    private static final String OVERDUE =
            """
            d.id in (select o.id from seen_invoice s
                       join deal o on o.connection_id = s.connection_id and o.invoice_id = s.invoice_id
                      where s.due_on < :today)
            """;

    /**
     * What is on its way is little. PostgreSQL takes it for much, since most that is won and has no invoice is not
     * billed, and would go through all deals in their order: it is kept from that.
     */
    private static final String WON = listed("WON", false);

    private final JdbcClient jdbc;
    private final DealRows rows;
    private final DealSearch search;
    private final Clock clock;

    DealQueries(JdbcClient jdbc, DealRows rows, DealSearch search, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.search = search;
        this.clock = clock;
    }

    /**
     * A part of a list, however long that is.
     *
     * @param next below which row it goes on; null: it does not
     */
    public record Slice(List<DealView> items, Long next) {}

    /** A part of the list, with the number of all that are in it. */
    Page<DealView> list(DealFilter filter, int page) {
        long offset = Page.offset(page);
        DealSearch.Found found = filter.hasWords() ? search.all(filter.q()) : DealSearch.Found.ANY;
        Map<String, Object> values = values(filter, found, Long.MAX_VALUE);
        List<Long> ids = ids(filter, found, values, offset + Page.SIZE);
        List<Long> shown = ids.subList((int) Math.min(offset, ids.size()), ids.size());
        return new Page<>(rows.of(shown), page, count(filter, found, values));
    }

    /**
     * A part of the list, found in a time that does not depend on its length: it may be short, and yet go on.
     *
     * @param before the row below which it begins; null: with the newest
     * @param size how many it has at most
     */
    public Slice slice(DealFilter filter, Long before, int size) {
        long top = before == null ? Long.MAX_VALUE : before;
        DealSearch.Found found = filter.hasWords() ? search.below(filter.q(), top) : DealSearch.Found.ANY;
        List<Long> ids = ids(filter, found, values(filter, found, top), size + 1L);
        if (ids.size() > size) {
            List<Long> shown = ids.subList(0, size);
            return new Slice(rows.of(shown), shown.get(size - 1));
        }
        return new Slice(rows.of(ids), found.lookedDownTo());
    }

    /** All that is known of one deal. */
    public Optional<DealView> find(long connectionId, long leadId) {
        return rows.find(connectionId, leadId);
    }

    /** The same, or a 404. */
    public DealView get(long connectionId, long leadId) {
        return find(connectionId, leadId)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "Nothing is known of deal " + leadId + " of connection " + connectionId + "."));
    }

    /** Work of a deal that only a person can help; and how its win is named as work, which a person may skip. */
    public record DealWork(List<Long> dead, Long win) {}

    /** What work there is on a deal. */
    public DealWork work(DealView deal) {
        List<Long> dead = new ArrayList<>();
        List<Long> win = new ArrayList<>();
        jdbc.sql("select id, kind, state from work where connection_id = :connection"
                        + " and (kind in ('deal-won', 'deal-task') and work_key = :lead"
                        + " or kind = 'invoice-changed' and work_key = :invoice) order by id")
                .param("connection", deal.connectionId())
                .param("lead", String.valueOf(deal.leadId()))
                .param("invoice", deal.invoiceId(), Types.VARCHAR)
                .query(row -> {
                    if (row.getString("state").equals("DEAD")) {
                        dead.add(row.getLong("id"));
                    }
                    if (row.getString("kind").equals("deal-won")) {
                        win.add(row.getLong("id"));
                    }
                });
        return new DealWork(dead, win.isEmpty() ? null : win.get(0));
    }

    /** The day that has ended everywhere when what was due before it is called overdue. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(-12));
    }

    private List<Long> ids(DealFilter filter, DealSearch.Found found, Map<String, Object> values, long most) {
        String sql = conditions(filter)
                .map(condition -> "(select d.id as id" + from(found, filter) + " and " + condition
                        + (condition.equals(WON) ? " offset 0)" : " order by d.id desc limit :most)"))
                .collect(Collectors.joining(" union all "));
        return jdbc.sql("select id from (" + sql + ") found order by id desc limit :most")
                .params(values)
                .param("most", most)
                .query(Long.class)
                .list();
    }

    private long count(DealFilter filter, DealSearch.Found found, Map<String, Object> values) {
        String sql = conditions(filter)
                .map(condition -> "(select count(*)" + from(found, filter) + " and " + condition + ")")
                .collect(Collectors.joining(" + "));
        return jdbc.sql("select " + sql).params(values).query(Long.class).single();
    }

    /** One for each state, since an index has those of one state in their order. */
    private static Stream<String> conditions(DealFilter filter) {
        if (filter.states().isEmpty()) {
            return Stream.of("1 = 1");
        }
        return filter.states().stream().flatMap(state -> switch (state) {
            case ATTENTION -> Stream.of(ATTENTION);
            case SKIPPED -> Stream.of(listed("WON", true), listed("SKIPPED", false));
            case WON -> Stream.of(WON);
            default -> Stream.of(listed(state.name(), false));
        });
    }

    private static String listed(String state, boolean unbilled) {
        return "d.state = '" + state + "' and d.unbilled = " + unbilled + " and " + NO_ATTENTION;
    }

    private static String from(DealSearch.Found found, DealFilter filter) {
        return (found.ids() == null
                        ? " from deal d"
                        : " from unnest(:found) as found(id) join deal d on d.id = found.id")
                + " where d.id < :top"
                + (filter.connectionId() == null ? "" : " and d.connection_id = :connection")
                + (filter.age() == null ? "" : " and d.created_at >= :from and d.created_at < :to")
                + (found.condition() == null ? "" : " and " + found.condition())
                + (filter.overdue() ? " and " + OVERDUE : "")
                + " and " + LATEST;
    }

    private Map<String, Object> values(DealFilter filter, DealSearch.Found found, long top) {
        Map<String, Object> values = new HashMap<>(found.values());
        values.put("top", top);
        if (found.ids() != null) {
            values.put("found", new SqlArrayValue("bigint", found.ids().toArray()));
        }
        if (filter.connectionId() != null) {
            values.put("connection", filter.connectionId());
        }
        if (filter.overdue()) {
            values.put("today", today());
        }
        if (filter.age() != null) {
            values.put("from", DatabaseTime.parameter(filter.age().from(clock.instant())));
            values.put("to", DatabaseTime.parameter(filter.age().to(clock.instant())));
        }
        return values;
    }
}
