package org.wonbooks.console.deal;

import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.console.Page;

/** Deals as people look for them, the newest first. */
@Repository
public class DealQueries {

    private final JdbcClient jdbc;
    private final DealRows rows;
    private final DealSearch search;
    private final DealLists lists;

    DealQueries(JdbcClient jdbc, DealRows rows, DealSearch search, DealLists lists) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.search = search;
        this.lists = lists;
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
        DealLists.Question question = lists.question(filter, found, Long.MAX_VALUE);
        List<Long> ids = lists.ids(question, offset + Page.SIZE);
        List<Long> shown = ids.subList((int) Math.min(offset, ids.size()), ids.size());
        return new Page<>(rows.of(shown), page, lists.count(question));
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
        List<Long> ids = lists.ids(lists.question(filter, found, top), size + 1L);
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
        return lists.today();
    }
}
