package org.wonbooks.console.drift;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.wonbooks.console.Csv;
import org.wonbooks.drift.report.DriftReports;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.drift.report.DriftRows;
import org.wonbooks.drift.report.Finding;

/** A whole drift report as a file, written as it is read. */
@Component
class DriftCsv {

    private static final int AT_ONCE = 1000;

    private final DriftReports reports;
    private final DriftRows rows;

    DriftCsv(DriftReports reports, DriftRows rows) {
        this.reports = reports;
        this.rows = rows;
    }

    /** The latest one of a connection; throws a 404 when there is none. */
    ResponseEntity<StreamingResponseBody> of(long connectionId, boolean dryRun) {
        Report report = reports.latest(connectionId, dryRun)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no finished report yet: ask for one with POST."));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/csv; header=present; charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"drift-" + connectionId + ".csv\"")
                .body(out -> write(report, new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))));
    }

    private void write(Report report, Writer out) throws IOException {
        out.write(Csv.line(
                "kind", "leadId", "dealName", "invoiceId", "docNumber", "dealShows", "booksSay", "words", "mend"));
        for (long offset = 0; offset < report.findings(); offset += AT_ONCE) {
            for (DriftRows.Row row : rows.list(report.id(), offset, AT_ONCE)) {
                out.write(line(row));
            }
        }
        out.flush();
    }

    private static String line(DriftRows.Row row) {
        String mend = row.call() == null
                ? null
                : row.call().method() + " " + row.call().path();
        Finding found = row.finding();
        return Csv.line(
                found.kind(),
                found.leadId(),
                found.dealName(),
                found.invoiceId(),
                found.docNumber(),
                found.dealShows(),
                found.booksSay(),
                found.words(),
                mend);
    }
}
