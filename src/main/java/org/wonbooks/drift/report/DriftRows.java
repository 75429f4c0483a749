package org.wonbooks.drift.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
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

    /** The number of no deal. */
    private static final long NO_DEAL = 0;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;

    public DriftRows(DataSource dataSource, JdbcClient jdbc) {
        this.jdbc = jdbc;
        batches = new NamedParameterJdbcTemplate(dataSource);
    }

    /**
     * A row.
     *
     * @param call what mends it, as a call of the API; null: no call does
     */
    public record Row(@JsonIgnore long id, @JsonUnwrapped Finding finding, @JsonProperty("mend") Mend.Call call) {

        static Row read(ResultSet row, int number) throws SQLException {
            String mend = row.getString("mend");
            long leadId = row.getLong("lead_id");
            Finding finding = new Finding(
                    FindingKind.valueOf(row.getString("kind")),
                    leadId == NO_DEAL ? null : Long.valueOf(leadId),
                    row.getString("deal_name"),
                    row.getString("invoice_id"),
                    row.getString("doc_number"),
                    row.getString("deal_shows"),
                    row.getString("books_say"),
                    row.getString("words"),
                    mend == null ? null : Mend.valueOf(mend),
                    row.getObject("work_id", Long.class),
                    row.getString("seen"));
            return new Row(
                    row.getLong("id"),
                    finding,
                    mend == null ? null : finding.mend().call(row.getLong("connection_id"), finding));
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
                .addValue("lead", Objects.requireNonNullElse(finding.leadId(), NO_DEAL))
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
