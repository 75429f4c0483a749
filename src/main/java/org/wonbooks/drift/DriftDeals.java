package org.wonbooks.drift;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.Fields;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.drift.DriftReports.Report;
import org.wonbooks.drift.Sides.Card;
import org.wonbooks.kommo.Lead;
import org.wonbooks.kommo.LeadList;

/**
 * The deals that a report has seen in Kommo, kept in a table: an account may have more than memory should hold. They
 * are those that changed since the report's time and are won or known, and those of the invoices that were seen.
 */
@Repository("driftDeals")
public class DriftDeals implements Question.OfKommo {

    private static final Card GONE = new Card(null, null, true, false, false, null);

    /** No amount of money has more digits before the point. */
    private static final int MOST_DIGITS = 15;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;

    public DriftDeals(DataSource dataSource, JdbcClient jdbc) {
        this.jdbc = jdbc;
        batches = new NamedParameterJdbcTemplate(dataSource);
    }

    @Override
    public Read<?> ask(Run run) {
        return page(run.connection(), run.get("report", Report.class), 1);
    }

    private Read<?> page(Connection connection, Report report, int page) {
        return Read.of("leads", LeadList.class)
                .with(query(connection, report, page))
                .keepThen(deals -> deals == null ? null : keep(connection, report, page, deals));
    }

    /** By id: a deal that changes meanwhile pushes no other one over a page's edge. */
    private static Map<String, String> query(Connection connection, Report report, int page) {
        Map<String, String> query = new HashMap<>();
        query.put("filter[updated_at][from]", String.valueOf(report.since().getEpochSecond()));
        query.put("order[id]", "asc");
        query.put("limit", "250");
        query.put("page", String.valueOf(page));
        ConnectionSettings settings = connection.settings();
        // A paid deal that moves on is wanted too, and all in one list costs fewer calls than each alone.
        if (settings.paid().mode() == PaidMode.FIELDS) {
            List<Long> pipelines = settings.won().pipelineIds();
            for (int i = 0; i < pipelines.size(); i++) {
                String stage = "filter[statuses][" + i + "]";
                query.put(stage + "[pipeline_id]", String.valueOf(pipelines.get(i)));
                query.put(stage + "[status_id]", String.valueOf(settings.won().statusId()));
            }
        }
        return query;
    }

    /** Keeps the page's deals that matter; Kommo may ignore a filter. */
    private Read<?> keep(Connection connection, Report report, int page, LeadList deals) {
        Set<Long> known =
                known(connection.id(), deals.leads().stream().map(Lead::id).toList());
        Map<Long, Card> cards = new HashMap<>();
        deals.leads().forEach(lead -> {
            Card card = card(connection, report, lead);
            if (card.won() || known.contains(lead.id())) {
                cards.put(lead.id(), card);
            }
        });
        store(report, cards);
        return deals.hasNext() ? page(connection, report, page + 1) : null;
    }

    /** The next deal of an invoice that was seen, which no list named; 0: none. */
    public long missing(Report report) {
        return jdbc.sql(
                        """
                        select i.lead_id from drift_invoice i
                          left join drift_deal d on d.report_id = i.report_id and d.lead_id = i.lead_id
                         where i.report_id = ? and d.lead_id is null order by i.lead_id limit 1
                        """)
                .param(report.id())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Keeps one deal; null: it is gone. */
    public void keepMissing(Connection connection, Report report, long leadId, Lead lead) {
        store(report, Map.of(leadId, lead == null ? GONE : card(connection, report, lead)));
    }

    private Set<Long> known(long connectionId, Collection<Long> leadIds) {
        return leadIds.isEmpty()
                ? Set.of()
                : new HashSet<>(
                        jdbc.sql("select lead_id from deal where connection_id = :connection and lead_id in (:leads)")
                                .param("connection", connectionId)
                                .param("leads", leadIds)
                                .query(Long.class)
                                .list());
    }

    private static Card card(Connection connection, Report report, Lead lead) {
        if (lead.isDeleted()) {
            return GONE;
        }
        Fields fields = connection.settings().fields();
        boolean lately =
                lead.closedAt() == null || lead.closedAt() >= report.since().getEpochSecond();
        return new Card(
                lead.name(),
                sane(lead.amount()),
                false,
                lately && connection.settings().won().includes(lead.pipelineId(), lead.statusId()),
                lead.texts(fields.paid()).stream().anyMatch(text -> text.equals("true") || text.equals("1")),
                lead.texts(fields.paidAmount()).stream()
                        .map(DriftDeals::number)
                        .findFirst()
                        .orElse(null));
    }

    private static BigDecimal number(String text) {
        try {
            return sane(new BigDecimal(text));
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }

    private static BigDecimal sane(BigDecimal amount) {
        return amount == null || amount.precision() - amount.scale() > MOST_DIGITS || amount.scale() > MOST_DIGITS
                ? null
                : amount;
    }

    private void store(Report report, Map<Long, Card> cards) {
        if (cards.isEmpty()) {
            return;
        }
        jdbc.sql("delete from drift_deal where report_id = :report and lead_id in (:leads)")
                .param("report", report.id())
                .param("leads", cards.keySet())
                .update();
        batches.batchUpdate(
                """
                insert into drift_deal (report_id, lead_id, name, amount, gone, won, paid, paid_amount)
                values (:report, :lead, :name, :amount, :gone, :won, :paid, :paidAmount)
                """,
                cards.entrySet().stream()
                        .map(entry -> parameters(report, entry.getKey(), entry.getValue()))
                        .toArray(SqlParameterSource[]::new));
    }

    private static SqlParameterSource parameters(Report report, long leadId, Card card) {
        return new MapSqlParameterSource("report", report.id())
                .addValue("lead", leadId)
                .addValue("name", DatabaseText.fit(card.name(), 500))
                .addValue("amount", text(card.amount()))
                .addValue("gone", card.gone())
                .addValue("won", card.won())
                .addValue("paid", card.paid())
                .addValue("paidAmount", text(card.paidAmount()));
    }

    private static String text(BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }
}
