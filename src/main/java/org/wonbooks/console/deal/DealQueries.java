package org.wonbooks.console.deal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.console.Page;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.ShadowDeals;

/** Deals as people look for them. */
@Repository
class DealQueries {

    /** What needs a person comes first. */
    private static final String SHOWN =
            """
            case when c.verdict = 'HOLD' or won.id is not null or money.id is not null then 'ATTENTION'
                 when d.invoice_id is null and c.verdict in ('LEAVE', 'SKIP') then 'SKIPPED'
                 else d.state end
            """;

    private static final String SELECT =
            """
            select d.*, %s,
                   won.reason as won_reason, won.fix as won_fix, money.reason as money_reason, money.fix as money_fix,
                   coalesce(unsent.detail, case when d.state not in ('PAID', 'VOIDED') then 'Its e-mail to '
                                           || coalesce(books.returned_to, 'the customer')
                                           || ' came back: ' || books.returned end) as unsent,
                   %s as shown_state
            """
                    .formatted(Decisions.COLUMNS, SHOWN);

    /** Of a deal that was won more than once, the last time; with its dead letters, and why it was not emailed. */
    private static final String DEALS =
            """
              from deal d
              left join decision c on c.deal_id = d.id
              left join work won on won.connection_id = d.connection_id and won.kind = 'deal-won' and won.state = 'DEAD'
                                and won.work_key = cast(d.lead_id as varchar(60))
              left join work money on money.connection_id = d.connection_id and money.kind = 'invoice-changed'
                                  and money.state = 'DEAD' and money.work_key = d.invoice_id
              left join step unsent on unsent.deal_id = d.id and unsent.name = 'send' and unsent.state = 'SKIPPED'
              left join seen_invoice books on books.connection_id = d.connection_id and books.invoice_id = d.invoice_id
             where not exists (select 1 from deal later where later.connection_id = d.connection_id
                                                         and later.lead_id = d.lead_id and later.cycle > d.cycle)
            """;

    private static final String LOOKED_FOR =
            """
               and (cast(:connection as bigint) is null or d.connection_id = :connection)
               and (lower(coalesce(d.name, '')) like :part escape '!'
                    or lower(d.doc_number) like :part escape '!'
                    or d.invoice_id = :whole or cast(d.lead_id as varchar(20)) = :whole)
               and %s in (:states)
            """
                    .formatted(SHOWN);

    private static final int LONGEST_SEARCH = 500;

    private final JdbcClient jdbc;
    private final ShadowDeals shadows;
    private final ObjectMapper json;

    DealQueries(JdbcClient jdbc, ShadowDeals shadows, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.shadows = shadows;
    }

    /**
     * What is known of a deal. Steps, timeline and shadow are left out of lists.
     *
     * @param reason why it stands there, where that needs a word
     * @param fix what a person can do about it
     * @param decision what is to become of it, and why
     * @param hold what a person has to say something about; null: nothing, or a dead letter
     * @param difference what the deal says in Kommo by now and its invoice does not
     * @param shadow what would have been done with it, if it was seen in shadow
     */
    record View(
            long connectionId,
            long leadId,
            String name,
            DealState state,
            String reason,
            String fix,
            @JsonInclude(JsonInclude.Include.NON_NULL) DecisionView decision,
            @JsonInclude(JsonInclude.Include.NON_NULL) Hold hold,
            String difference,
            String customerId,
            String invoiceId,
            String docNumber,
            String invoiceUrl,
            BigDecimal total,
            BigDecimal balance,
            String currency,
            Instant emailedAt,
            LocalDate paidAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<StepView> steps,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<Line> timeline,
            @JsonInclude(JsonInclude.Include.NON_NULL) ShadowDeals.Shadow shadow) {}

    /** What is to become of a deal; words are made here, and compared nowhere. */
    record DecisionView(
            Verdict verdict,
            Cause code,
            Map<String, String> facts,
            String reason,
            String by,
            Instant at,
            Map<String, String> evidence,
            String digest) {

        static DecisionView of(Decision decision) {
            return decision == null
                    ? null
                    : new DecisionView(
                            decision.verdict(),
                            decision.reason().cause(),
                            decision.reason().facts(),
                            decision.reason().words(),
                            decision.by(),
                            decision.at(),
                            decision.evidence(),
                            decision.digest());
        }
    }

    /** What a person is shown who has to say something; the digest is of all of it. */
    record Hold(
            Cause code,
            Map<String, String> facts,
            String reason,
            String fix,
            @JsonUnwrapped Shown shown,
            String digest) {

        static Hold of(Decision decision) {
            return decision == null || !decision.held()
                    ? null
                    : new Hold(
                            decision.reason().cause(),
                            decision.reason().facts(),
                            decision.reason().words(),
                            decision.reason().fix(),
                            decision.shown(),
                            decision.digest());
        }
    }

    /** A step, without what it sent: that may tell of people. */
    record StepView(
            String name,
            String state,
            String requestId,
            String externalId,
            String detail,
            Instant calledAt,
            Instant doneAt) {}

    /** One thing that happened. */
    record Line(Instant at, String text) {}

    /**
     * Newest first.
     *
     * @param connectionId null: of all connections
     * @param states empty: all
     * @param q a part of the deal's name or invoice number, or a whole id; blank: all
     */
    Page<View> list(Long connectionId, Set<DealState> states, String q, int page) {
        long offset = Page.offset(page);
        String words = DatabaseText.fit(q, LONGEST_SEARCH).strip().toLowerCase(Locale.ROOT);
        Map<String, Object> search = new HashMap<>();
        search.put("connection", connectionId);
        search.put("part", "%" + words.replaceAll("[!%_]", "!$0") + "%");
        search.put("whole", words);
        search.put(
                "states",
                (states.isEmpty() ? Set.of(DealState.values()) : states)
                        .stream().map(Enum::name).toList());
        List<View> items = jdbc.sql(SELECT + DEALS + LOOKED_FOR + " order by d.id desc limit :size offset :offset")
                .params(search)
                .param("size", Page.SIZE)
                .param("offset", offset)
                .query((row, number) -> view(row, null, null, null))
                .list();
        long total = jdbc.sql("select count(*)" + DEALS + LOOKED_FOR)
                .params(search)
                .query(Long.class)
                .single();
        return new Page<>(items, page, total);
    }

    /** All that is known of one deal. */
    Optional<View> find(long connectionId, long leadId) {
        return jdbc.sql(SELECT + DEALS + " and d.connection_id = ? and d.lead_id = ?")
                .params(connectionId, leadId)
                .query((row, number) -> {
                    long id = row.getLong("id");
                    return view(row, steps(id), timeline(id), shadows.find(id).orElse(null));
                })
                .optional();
    }

    private List<StepView> steps(long dealId) {
        return jdbc.sql("select * from step where deal_id = ? order by called_at, name")
                .param(dealId)
                .query((row, number) -> new StepView(
                        row.getString("name"),
                        row.getString("state"),
                        row.getString("request_id"),
                        row.getString("external_id"),
                        row.getString("detail"),
                        DatabaseTime.read(row, "called_at"),
                        DatabaseTime.read(row, "done_at")))
                .list();
    }

    private List<Line> timeline(long dealId) {
        return jdbc.sql("select * from timeline where deal_id = ? order by id")
                .param(dealId)
                .query((row, number) -> new Line(DatabaseTime.read(row, "at"), row.getString("text")))
                .list();
    }

    private View view(ResultSet row, List<StepView> steps, List<Line> timeline, ShadowDeals.Shadow shadow)
            throws SQLException {
        Decision decision = Decisions.of(row, json);
        String[] why = why(row, decision);
        return new View(
                row.getLong("connection_id"),
                row.getLong("lead_id"),
                row.getString("name"),
                DealState.valueOf(row.getString("shown_state")),
                why[0],
                why[1],
                DecisionView.of(decision),
                Hold.of(decision),
                row.getString("difference"),
                row.getString("customer_id"),
                row.getString("invoice_id"),
                row.getString("doc_number"),
                row.getString("invoice_url"),
                money(row.getBigDecimal("total")),
                money(row.getBigDecimal("balance")),
                row.getString("currency"),
                DatabaseTime.read(row, "emailed_at"),
                row.getObject("paid_on", LocalDate.class),
                steps,
                timeline,
                shadow);
    }

    /** Why it stands there, and what a person can do about it. */
    private static String[] why(ResultSet row, Decision decision) throws SQLException {
        if (row.getString("won_reason") != null) {
            return new String[] {row.getString("won_reason"), row.getString("won_fix")};
        }
        if (decision != null && decision.held()) {
            return new String[] {decision.reason().words(), decision.reason().fix()};
        }
        if (row.getString("money_reason") != null) {
            return new String[] {row.getString("money_reason"), row.getString("money_fix")};
        }
        boolean left = decision != null && !decision.bills() && row.getString("invoice_id") == null;
        return left
                ? new String[] {decision.reason().words(), decision.reason().fix()}
                : new String[] {row.getString("unsent"), null};
    }

    /** With cents, and no more digits than it needs. */
    private static BigDecimal money(BigDecimal amount) {
        return amount == null
                ? null
                : amount.setScale(Math.max(2, amount.stripTrailingZeros().scale()));
    }
}
