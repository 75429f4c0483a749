package org.wonbooks.drift.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseText;

/** The rows of the reports. */
@Repository
public class DriftRows {

    private static final String SELECT =
            "select w.*, r.connection_id from drift_row w join drift_report r on r.id = w.report_id";

    /** Leaves room for what is added when the row is mended. */
    private static final int LONGEST_WORDS = 2900;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;

    public DriftRows(DataSource dataSource, JdbcClient jdbc) {
        this.jdbc = jdbc;
        batches = new NamedParameterJdbcTemplate(dataSource);
    }

    /**
     * A row.
     *
     * @param dealShows and booksSay: amounts as a person reads them; null where there is nothing to show
     * @param mend null: only a person can mend it, in Kommo or in QuickBooks, or it is mended by itself
     * @param seen what an approval is for
     * @param call the same as a call of the API
     */
    public record Row(
            long id,
            FindingKind kind,
            long leadId,
            String dealName,
            String invoiceId,
            String docNumber,
            String dealShows,
            String booksSay,
            String words,
            Mend mend,
            Long workId,
            String seen,
            Mend.Call call) {

        /** The deal's number; null: it is about no deal, and the name is a customer's. */
        public Long deal() {
            return leadId == Finding.NO_DEAL ? null : Long.valueOf(leadId);
        }

        static Row read(ResultSet row, int number) throws SQLException {
            String stored = row.getString("mend");
            Mend mend = stored == null ? null : Mend.valueOf(stored);
            long leadId = row.getLong("lead_id");
            Long workId = row.getObject("work_id", Long.class);
            return new Row(
                    row.getLong("id"),
                    FindingKind.valueOf(row.getString("kind")),
                    leadId,
                    row.getString("deal_name"),
                    row.getString("invoice_id"),
                    row.getString("doc_number"),
                    row.getString("deal_shows"),
                    row.getString("books_say"),
                    row.getString("words"),
                    mend,
                    workId,
                    row.getString("seen"),
                    mend == null
                            ? null
                            : mend.call(row.getLong("connection_id"), leadId, workId, row.getString("seen")));
        }
    }

    /** Adds what was found to a report. */
    public void add(long reportId, List<Finding> findings) {
        batches.batchUpdate(
                """
                insert into drift_row (report_id, kind, lead_id, deal_name, invoice_id, doc_number, deal_shows,
                                       books_say, words, mend, work_id, seen)
                values (:report, :kind, :lead, :name, :invoice, :number, :shows, :say, :words, :mend, :work, :seen)
                """,
                findings.stream().map(finding -> parameters(reportId, finding)).toArray(SqlParameterSource[]::new));
    }

    private static SqlParameterSource parameters(long reportId, Finding finding) {
        return new MapSqlParameterSource("report", reportId)
                .addValue("kind", finding.kind().name())
                .addValue("lead", finding.leadId())
                .addValue("name", finding.dealName())
                .addValue("invoice", finding.invoiceId())
                .addValue("number", finding.docNumber())
                .addValue("shows", DatabaseText.fit(finding.dealShows(), 500))
                .addValue("say", DatabaseText.fit(finding.booksSay(), 500))
                .addValue("words", DatabaseText.fit(finding.words(), LONGEST_WORDS))
                .addValue("mend", finding.mend() == null ? null : finding.mend().name())
                .addValue("work", finding.workId())
                .addValue("seen", finding.seen());
    }

    /** Rows of a report, by deal. */
    public List<Row> list(long reportId, long offset, int size) {
        return jdbc.sql(SELECT + " where w.report_id = ? order by w.id limit ? offset ?")
                .params(reportId, size, offset)
                .query(Row::read)
                .list();
    }

    /** The row's call was made: what came of it is seen by the next report. */
    public void mended(long id) {
        jdbc.sql("update drift_row set mend = null, words = words || ' It is being done: look again in a while.'"
                        + " where id = ?")
                .param(id)
                .update();
    }

    /** One row of a connection's reports; empty also when a newer report has taken its place. */
    public Optional<Row> find(long connectionId, long id) {
        return jdbc.sql(SELECT + " where r.connection_id = ? and w.id = ?")
                .params(connectionId, id)
                .query(Row::read)
                .optional();
    }
}
