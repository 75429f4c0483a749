package org.wonbooks.ledger.deal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.invoicing.settlement.Settlement;

/**
 * The deals that we have dealt with, and what came of them. Everything that writes here is part of its caller's
 * transaction, which holds the fence first.
 */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class DealLedger {

    /** The first won-cycle; a deal that is won again stays in it. */
    private static final int FIRST_CYCLE = 1;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    public DealLedger(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** What we know of a lead, if anything. */
    public Optional<Deal> find(long connectionId, long leadId) {
        return jdbc.sql(Decisions.DEALS + " where d.connection_id = ? and d.lead_id = ? order by d.cycle desc limit 1")
                .params(connectionId, leadId)
                .query(this::read)
                .optional();
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
        return jdbc.sql(Decisions.DEALS + " where d.connection_id = ? and d.lead_id = ? and d.cycle = ?")
                .params(deal.connectionId(), deal.leadId(), cycle)
                .query(this::read)
                .optional();
    }

    /** The deal that an invoice was made for, if we made it. */
    public Optional<Deal> findByInvoice(long connectionId, String invoiceId) {
        return jdbc.sql(Decisions.DEALS + " where d.connection_id = ? and d.invoice_id = ?")
                .params(connectionId, invoiceId)
                .query(this::read)
                .optional();
    }

    /** The deal as it is written now. */
    public Deal get(long dealId) {
        return jdbc.sql(Decisions.DEALS + " where d.id = ?")
                .param(dealId)
                .query(this::read)
                .single();
    }

    /** The lead's row, made when it is seen for the first time. */
    public Deal open(long connectionId, long leadId, String name) {
        return open(find(connectionId, leadId).orElse(null), connectionId, leadId, name);
    }

    /** The same of a lead that was looked for; null: it is seen for the first time. */
    public Deal open(Deal known, long connectionId, long leadId, String name) {
        String fit = DatabaseText.fit(name, 500);
        if (known == null) {
            return Deal.won(insert(connectionId, leadId, FIRST_CYCLE, fit), connectionId, leadId, FIRST_CYCLE, fit);
        }
        if (!Objects.equals(fit, known.name())) {
            jdbc.sql("update deal set name = ? where id = ?")
                    .params(fit, known.id())
                    .update();
        }
        return known;
    }

    /** The row of a lead that is won anew. A task that is open is its own from now on. */
    public Deal nextCycle(Deal before) {
        long next = insert(before.connectionId(), before.leadId(), before.cycle() + 1, before.name());
        jdbc.sql(
                        """
                        update deal set task_id = ?, task_text = (select old.task_text from deal old where old.id = ?)
                         where id = ?
                        """)
                .params(before.taskId(), before.id(), next)
                .update();
        jdbc.sql(
                        "update deal set task_id = null, task_text = null, task_no = task_no + 1 where id = ? and task_id is not null")
                .param(before.id())
                .update();
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

    /** When the deal was seen outside the won stage; null: it is back. */
    public void leftWon(Deal deal, Instant at) {
        jdbc.sql("update deal set left_won_at = ? where id = ?")
                .params(DatabaseTime.parameter(at), deal.id())
                .update();
    }

    /** What the deal in Kommo says by now and its invoice does not; null: nothing. */
    public void difference(Deal deal, String words) {
        jdbc.sql("update deal set difference = ? where id = ?")
                .params(DatabaseText.fit(words, 2000), deal.id())
                .update();
    }

    /** What was invoiced first of a party whom this customer is. */
    public Optional<InvoiceIntent> firstIntent(long connectionId, String customerId, String party) {
        return jdbc
                .sql("select intent from deal where connection_id = ? and customer_id = ? and intent is not null"
                        + " and invoice_id is not null order by id")
                .params(connectionId, customerId)
                .query(String.class)
                .list()
                .stream()
                .map(text -> read(text, InvoiceIntent.class))
                .filter(intent -> intent.party().equals(party))
                .findFirst();
    }

    /** What is invoiced, decided once. */
    public void freeze(Deal deal, InvoiceIntent intent) {
        jdbc.sql("update deal set intent = ? where id = ? and intent is null")
                .params(write(intent), deal.id())
                .update();
    }

    /** What was decided came to nothing, and is decided anew. */
    public void thaw(Deal deal) {
        jdbc.sql("update deal set intent = null, customer_id = null where id = ? and invoice_id is null")
                .param(deal.id())
                .update();
    }

    /** Who is billed. */
    public void customer(Deal deal, String customerId) {
        jdbc.sql("update deal set customer_id = ? where id = ?")
                .params(customerId, deal.id())
                .update();
    }

    /** Until the transaction ends, no invoice of the connection is written down by anybody else. */
    public void lockInvoices(long connectionId) {
        ConnectionLock.hold(jdbc, connectionId);
    }

    /** The invoice is there. */
    public void invoiced(
            Deal deal, String invoiceId, String docNumber, BigDecimal total, BigDecimal balance, String currency) {
        jdbc.sql(
                        """
                        update deal set state = 'INVOICED', invoice_id = ?, doc_number = ?, total = ?,
                                        balance = ?, currency = ?
                         where id = ?
                        """)
                .params(invoiceId, docNumber, total, balance, currency, deal.id())
                .update();
    }

    /** QuickBooks has emailed it. What was paid before that was written down stays so. */
    public void emailed(Deal deal, Instant at, String to) {
        jdbc.sql("update deal set state = case when state = 'INVOICED' then 'SENT' else state end, emailed_at = ?,"
                        + " emailed_to = ? where id = ?")
                .params(DatabaseTime.parameter(at), DatabaseText.fit(to, 200), deal.id())
                .update();
    }

    /** Where the customer can pay. */
    public void paymentLink(Deal deal, String url) {
        jdbc.sql("update deal set invoice_url = ? where id = ?")
                .params(DatabaseText.fit(url, 2000), deal.id())
                .update();
    }

    /** What the books say of its money, which Kommo is about to be told. */
    public void settled(Deal deal, Settlement settlement) {
        jdbc.sql(
                        """
                        update deal set state = ?, total = ?, balance = ?, paid_on = ?, settlement = ?,
                                        settlement_no = settlement_no + 1
                         where id = ?
                        """)
                .params(settlement.state().name(), settlement.total(), settlement.balance(), settlement.paidOn())
                .params(write(settlement), deal.id())
                .update();
    }

    /** Where the deal stood in Kommo before it was moved; null: it is where it was. */
    public void stageBefore(Deal deal, String stage) {
        jdbc.sql("update deal set stage_before = ? where id = ?")
                .params(stage, deal.id())
                .update();
    }

    /** Whether a person wants the deal's card compared with the books. */
    public void recheck(Deal deal, boolean wanted) {
        jdbc.sql("update deal set recheck = ? where id = ?")
                .params(wanted, deal.id())
                .update();
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
                read(row.getString("intent"), InvoiceIntent.class),
                row.getString("customer_id"),
                row.getString("invoice_id"),
                row.getString("doc_number"),
                row.getString("invoice_url"),
                row.getBigDecimal("total"),
                row.getBigDecimal("balance"),
                row.getString("currency"),
                DatabaseTime.read(row, "emailed_at"),
                row.getString("emailed_to"),
                row.getObject("paid_on", LocalDate.class),
                read(row.getString("settlement"), Settlement.class),
                row.getInt("settlement_no"),
                row.getString("stage_before"),
                DatabaseTime.read(row, "left_won_at"),
                row.getString("difference"),
                row.getBoolean("recheck"),
                row.getString("task_id"));
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return text == null ? null : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A deal's row can't be read", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private OffsetDateTime now() {
        return DatabaseTime.parameter(clock.instant());
    }
}
