package org.wonbooks.ledger.deal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.invoicing.settlement.Settlement;

/**
 * The deals that we have dealt with, and what came of them: found, opened and read here. Everything that writes here is
 * part of its caller's transaction, which holds the fence first.
 */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class DealLedger {

    /** The first won-cycle; a deal that is won again stays in it. */
    private static final int FIRST_CYCLE = 1;

    private final DealAttention attention;
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    public DealLedger(DealAttention attention, JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.attention = attention;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** What we know of a lead, if anything. */
    public Optional<Deal> find(long connectionId, long leadId) {
        return one(" where d.connection_id = ? and d.lead_id = ? order by d.cycle desc limit 1", connectionId, leadId);
    }

    /** The row of a lead's latest won-cycle that has an invoice. */
    public Optional<Long> latestInvoiced(long connectionId, long leadId) {
        return jdbc.sql("select id from deal where connection_id = ? and lead_id = ? and invoice_id is not null"
                        + " order by cycle desc limit 1")
                .params(connectionId, leadId)
                .query(Long.class)
                .optional();
    }

    /** The same deal in another won-cycle. */
    public Optional<Deal> cycle(Deal deal, int cycle) {
        String which = " where d.connection_id = ? and d.lead_id = ? and d.cycle = ?";
        return one(which, deal.connectionId(), deal.leadId(), cycle);
    }

    /** The deal that an invoice was made for, if we made it. */
    public Optional<Deal> findByInvoice(long connectionId, String invoiceId) {
        return one(" where d.connection_id = ? and d.invoice_id = ?", connectionId, invoiceId);
    }

    /** The deal as it is written now. */
    public Deal get(long dealId) {
        return one(" where d.id = ?", dealId).orElseThrow(() -> new EmptyResultDataAccessException(1));
    }

    private Optional<Deal> one(String which, Object... values) {
        return jdbc.sql(Decisions.DEALS + which)
                .params(values)
                .query(this::read)
                .optional();
    }

    /** The lead's row, made when it is seen for the first time. */
    public Deal open(long connectionId, long leadId, String name) {
        return open(find(connectionId, leadId).orElse(null), connectionId, leadId, name);
    }

    /** The same of a lead that was looked for; null: it is seen for the first time. */
    public Deal open(Deal known, long connectionId, long leadId, String name) {
        String fit = DatabaseText.fit(name, 500);
        if (known == null) {
            return Deal.won(
                    insert(connectionId, leadId, FIRST_CYCLE, fit), connectionId, leadId, FIRST_CYCLE, fit, null);
        }
        if (!Objects.equals(fit, known.name())) {
            rename(known, fit);
        }
        return known;
    }

    /** What it is called in Kommo. */
    void rename(Deal deal, String name) {
        DealRow.set(jdbc, deal.id(), "name = ?", DatabaseText.fit(name, 500));
    }

    /** What was the one lead's is the other's: as its latest won-cycles, since those are what its card shows. */
    void handOver(long connectionId, long leadId, long into) {
        int before = jdbc.sql("select coalesce(max(cycle), 0) from deal where connection_id = ? and lead_id = ?")
                .params(connectionId, into)
                .query(Integer.class)
                .single();
        jdbc.sql("update deal set lead_id = ?, cycle = cycle + ? where connection_id = ? and lead_id = ?")
                .params(into, before, connectionId, leadId)
                .update();
    }

    /** The row of a lead that is won anew. A task that is open is its own from now on. */
    public Deal nextCycle(Deal before) {
        long next = insert(before.connectionId(), before.leadId(), before.cycle() + 1, before.name());
        attention.passOn(before, next);
        return get(next);
    }

    private long insert(long connectionId, long leadId, int cycle, String name) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into deal (connection_id, lead_id, cycle, name, state, created_at)
                        values (?, ?, ?, ?, 'WON', ?)
                        """)
                .params(connectionId, leadId, cycle, DatabaseText.fit(name, 500), now())
                .update(id, "id");
        return id.getKey().longValue();
    }

    /** Until the transaction ends, nobody else writes an invoice of the connection down, or looks for one. */
    public void lock(long connectionId) {
        ConnectionLock.hold(jdbc, connectionId);
    }

    /** One more line of what happened to the deal. */
    public void note(Deal deal, String text) {
        jdbc.sql("insert into timeline (deal_id, at, text) values (?, ?, ?)")
                .params(deal.id(), now(), DatabaseText.fit(text, 2000))
                .update();
    }

    private Deal read(ResultSet row, int number) throws SQLException {
        return new Deal(
                row.getLong("id"),
                row.getLong("connection_id"),
                row.getLong("lead_id"),
                row.getInt("cycle"),
                row.getString("name"),
                DealState.valueOf(row.getString("state")),
                Decisions.of(row, json),
                DatabaseJson.read(json, row.getString("intent"), InvoiceIntent.class),
                row.getString("customer_id"),
                new Deal.Booked(
                        row.getString("invoice_id"),
                        row.getString("doc_number"),
                        row.getString("invoice_url"),
                        row.getString("currency"),
                        DatabaseTime.read(row, "emailed_at"),
                        row.getString("emailed_to")),
                new Deal.Money(
                        row.getBigDecimal("total"),
                        row.getBigDecimal("balance"),
                        row.getObject("paid_on", LocalDate.class),
                        DatabaseJson.read(json, row.getString("settlement"), Settlement.class),
                        row.getInt("settlement_no"),
                        row.getString("stage_before")),
                new Deal.Attention(
                        DatabaseTime.read(row, "left_won_at"),
                        row.getString("difference"),
                        row.getBoolean("recheck"),
                        row.getString("task_id")));
    }

    private OffsetDateTime now() {
        return DatabaseTime.parameter(clock.instant());
    }
}
