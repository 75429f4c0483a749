package org.wonbooks.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.invoicing.DealState;
import org.wonbooks.ledger.ShadowDeals;

/** Deals as people look for them. */
@Repository
class DealQueries {

    private static final String SHOWN = "case when d.attention is null then d.state else 'ATTENTION' end";

    /** Of a deal that was won more than once, the last time. */
    private static final String DEALS =
            """
              from deal d
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

    private final JdbcClient jdbc;
    private final ShadowDeals shadows;

    DealQueries(JdbcClient jdbc, ShadowDeals shadows) {
        this.jdbc = jdbc;
        this.shadows = shadows;
    }

    /**
     * What is known of a deal. Steps, timeline and shadow are left out of lists.
     *
     * @param reason why it stands there, where that needs a word
     * @param difference what the deal says in Kommo by now and its invoice does not
     * @param shadow what would have been done with it, if it was seen in shadow
     */
    record View(
            long connectionId,
            long leadId,
            String name,
            DealState state,
            String reason,
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
        String words = q.strip().toLowerCase(Locale.ROOT);
        Map<String, Object> search = new HashMap<>();
        search.put("connection", connectionId);
        search.put("part", "%" + words.replaceAll("[!%_]", "!$0") + "%");
        search.put("whole", words);
        search.put(
                "states",
                (states.isEmpty() ? Set.of(DealState.values()) : states)
                        .stream().map(Enum::name).toList());
        List<View> items = jdbc.sql("select d.*, " + SHOWN + " as shown" + DEALS + LOOKED_FOR
                        + " order by d.id desc limit :size offset :offset")
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
        return jdbc.sql("select d.*, " + SHOWN + " as shown" + DEALS + " and d.connection_id = ? and d.lead_id = ?")
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

    private static View view(ResultSet row, List<StepView> steps, List<Line> timeline, ShadowDeals.Shadow shadow)
            throws SQLException {
        String attention = row.getString("attention");
        return new View(
                row.getLong("connection_id"),
                row.getLong("lead_id"),
                row.getString("name"),
                DealState.valueOf(row.getString("shown")),
                attention == null ? row.getString("reason") : attention,
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

    /** With cents, and no more digits than it needs. */
    private static BigDecimal money(BigDecimal amount) {
        return amount == null
                ? null
                : amount.setScale(Math.max(2, amount.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY);
    }
}
