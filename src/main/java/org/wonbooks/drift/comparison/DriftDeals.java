package org.wonbooks.drift.comparison;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.component.read.KommoPages;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.CardFields;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.Fence;
import org.wonbooks.drift.comparison.Sides.Card;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.work.Work;

/**
 * The deals that a report has seen in Kommo, kept in a table: an account may have more than memory should hold. They
 * are those that changed since the report's time and are won or known, and those of the invoices that were seen.
 */
@Repository("driftDeals")
class DriftDeals implements Question.OfKommo {

    private static final Logger LOG = LoggerFactory.getLogger(DriftDeals.class);

    private static final int PAGE = 250;

    private static final Card GONE = new Card(null, null, true, false, false, null);

    /** No amount of money has more digits before the point. */
    private static final int MOST_DIGITS = 15;

    private final JdbcClient jdbc;
    private final Fence fence;
    private final NamedParameterJdbcTemplate batches;

    public DriftDeals(DataSource dataSource, JdbcClient jdbc, Fence fence) {
        this.jdbc = jdbc;
        this.fence = fence;
        batches = new NamedParameterJdbcTemplate(dataSource);
    }

    @Override
    public Read<?> ask(Run run) {
        Report report = run.get("report", Report.class);
        return new KommoPages<>(
                        "leads",
                        LeadList.class,
                        filter(run.connection().settings()),
                        report.since().getEpochSecond(),
                        PAGE,
                        new Pages(this, run.connection(), report))
                .read();
    }

    /** A paid deal that moves on is wanted too, and all in one list costs fewer calls than each alone. */
    private static Map<String, String> filter(ConnectionSettings settings) {
        return settings.paid().mode() == PaidMode.FIELDS ? LeadList.won(settings.won()) : Map.of();
    }

    /** Keeps each page's deals that matter; one that no list can be read with is looked for by its number later. */
    private record Pages(DriftDeals drift, Connection connection, Report report) implements KommoPages.Taker<LeadList> {

        @Override
        public void take(LeadList page) {
            drift.keep(connection, report, page.leads().read());
        }

        @Override
        public void leaveOut(Long after, PermanentFault why) {
            LOG.warn(
                    "Connection {}: a deal changed since {} is in no list: {}",
                    connection.id(),
                    after,
                    why.getMessage());
        }
    }

    /** Kommo may ignore a filter. */
    private void keep(Connection connection, Report report, List<Lead> deals) {
        Set<Long> known = known(connection.id(), deals.stream().map(Lead::id).toList());
        Map<Long, Card> cards = new HashMap<>();
        deals.forEach(lead -> {
            Card card = card(connection, report, lead);
            if (card.won() || known.contains(lead.id())) {
                cards.put(lead.id(), card);
            }
        });
        store(report, cards);
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

    /** It can't be read: its invoices are compared with nothing. */
    @Transactional
    public void leaveOut(Work work, Report report, long leadId, PermanentFault why) {
        fence.hold(work.lease());
        LOG.warn("Connection {}: deal {} is not compared: {}", report.connectionId(), leadId, why.getMessage());
        jdbc.sql("delete from drift_invoice where report_id = ? and lead_id = ?")
                .params(report.id(), leadId)
                .update();
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
        CardFields fields = connection.settings().fields();
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
