package org.wonbooks.console.deal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Why;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.ShadowDeals;

/** Reads what is known of deals that were found. */
@Repository
class DealRows {

    /** What needs a person comes first. With its dead letters, and why it was not emailed. */
    private static final String SELECT =
            """
            select d.*, %s,
                   won.reason as won_reason, won.fix as won_fix, money.reason as money_reason, money.fix as money_fix,
                   coalesce(unsent.detail, case when d.state not in ('PAID', 'VOIDED') then 'Its e-mail to '
                                           || coalesce(books.returned_to, 'the customer')
                                           || ' came back: ' || books.returned end) as unsent,
                   case when c.verdict = 'HOLD' or won.id is not null or money.id is not null then 'ATTENTION'
                        when d.unbilled then 'SKIPPED'
                        else d.state end as shown_state,
                   books.due_on as due_on, (select max(t.at) from timeline t where t.deal_id = d.id) as changed_at
              from deal d
              left join decision c on c.deal_id = d.id
              left join work won on won.connection_id = d.connection_id and won.kind = 'deal-won' and won.state = 'DEAD'
                                and won.work_key = cast(d.lead_id as varchar(60))
              left join work money on money.connection_id = d.connection_id and money.kind = 'invoice-changed'
                                  and money.state = 'DEAD' and money.work_key = d.invoice_id
              left join step unsent on unsent.deal_id = d.id and unsent.name = 'send' and unsent.state = 'SKIPPED'
              left join seen_invoice books on books.connection_id = d.connection_id and books.invoice_id = d.invoice_id
            """
                    .formatted(Decisions.COLUMNS);

    private final JdbcClient jdbc;
    private final ShadowDeals shadows;
    private final ObjectMapper json;

    DealRows(JdbcClient jdbc, ShadowDeals shadows, ObjectMapper json) {
        this.jdbc = jdbc;
        this.shadows = shadows;
        this.json = json;
    }

    /** Those of these rows, the newest first, without steps, timeline and shadow. */
    List<DealView> of(List<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + " where d.id in (:ids) order by d.id desc")
                        .param("ids", ids)
                        .query((row, number) -> view(row, null, null, null))
                        .list();
    }

    /** All that is known of one, as it was won the last time; nothing, where its connection was deleted. */
    Optional<DealView> find(long connectionId, long leadId) {
        return jdbc.sql(SELECT + " where d.connection_id = ? and d.lead_id = ? and d.connection_id in"
                        + " (select id from connection where deleted_at is null) order by d.cycle desc limit 1")
                .params(connectionId, leadId)
                .query((row, number) -> {
                    long id = row.getLong("id");
                    return view(row, steps(id), timeline(id), shadows.find(id).orElse(null));
                })
                .optional();
    }

    private List<DealView.StepView> steps(long dealId) {
        return jdbc.sql("select * from step where deal_id = ? order by called_at, name")
                .param(dealId)
                .query((row, number) -> new DealView.StepView(
                        row.getString("name"),
                        row.getString("state"),
                        row.getString("request_id"),
                        row.getString("external_id"),
                        row.getString("detail"),
                        DatabaseTime.read(row, "called_at"),
                        DatabaseTime.read(row, "done_at")))
                .list();
    }

    private List<DealView.Line> timeline(long dealId) {
        return jdbc.sql("select * from timeline where deal_id = ? order by id")
                .param(dealId)
                .query((row, number) -> new DealView.Line(DatabaseTime.read(row, "at"), row.getString("text")))
                .list();
    }

    private DealView view(
            ResultSet row, List<DealView.StepView> steps, List<DealView.Line> timeline, ShadowDeals.Shadow shadow)
            throws SQLException {
        Decision decision = Decisions.of(row, json);
        InvoiceIntent intent = DatabaseJson.read(json, row.getString("intent"), InvoiceIntent.class);
        Asked asked = new Asked(intent, decision);
        return new DealView(
                row.getLong("id"),
                DealState.valueOf(row.getString("state")),
                row.getLong("connection_id"),
                row.getLong("lead_id"),
                row.getString("name"),
                DealState.valueOf(row.getString("shown_state")),
                why(row, decision),
                DealView.DecisionView.of(decision),
                DealView.Hold.of(decision),
                row.getString("difference"),
                row.getString("customer_id"),
                row.getString("invoice_id"),
                row.getString("doc_number"),
                row.getString("invoice_url"),
                money(row.getBigDecimal("total")),
                money(row.getBigDecimal("balance")),
                or(row.getString("currency"), asked.of(InvoiceIntent::billedCurrency, said -> said.shown()
                        .currency())),
                DatabaseTime.read(row, "emailed_at"),
                row.getObject("paid_on", LocalDate.class),
                money(or(row.getBigDecimal("total"), asked.of(InvoiceIntent::amount, DealRows::amount))),
                asked.of(InvoiceIntent::customerName, said -> said.shown().customer()),
                or(row.getString("emailed_to"), asked.of(InvoiceIntent::email, said -> said.shown()
                        .email())),
                row.getObject("due_on", LocalDate.class),
                or(DatabaseTime.read(row, "changed_at"), DatabaseTime.read(row, "created_at")),
                DatabaseTime.read(row, "created_at"),
                steps,
                timeline,
                shadow);
    }

    /** What is invoiced, as far as that is decided; or else what a person was asked about it. */
    private record Asked(InvoiceIntent intent, Decision decision) {

        <T> T of(Function<InvoiceIntent, T> decided, Function<Decision, T> shown) {
            if (intent != null) {
                return decided.apply(intent);
            }
            return decision == null ? null : shown.apply(decision);
        }
    }

    private static BigDecimal amount(Decision decision) {
        String amount = decision.shown().amount();
        return amount == null ? null : new BigDecimal(amount);
    }

    private static <T> T or(T first, T second) {
        return first == null ? second : first;
    }

    /** Why it stands there, and what a person can do about it. */
    private static Why why(ResultSet row, Decision decision) throws SQLException {
        if (row.getString("won_reason") != null) {
            return Why.of(row.getString("won_reason"), row.getString("won_fix"));
        }
        if (decision != null && decision.held()) {
            return Why.of(decision.reason(), decision.shown());
        }
        if (row.getString("money_reason") != null) {
            return Why.of(row.getString("money_reason"), row.getString("money_fix"));
        }
        return decision != null && row.getBoolean("unbilled")
                ? Why.of(decision.reason(), decision.shown())
                : Why.of(row.getString("unsent"), null);
    }

    /** With cents, and no more digits than it needs. */
    private static BigDecimal money(BigDecimal amount) {
        return amount == null
                ? null
                : amount.setScale(Math.max(2, amount.stripTrailingZeros().scale()));
    }
}
