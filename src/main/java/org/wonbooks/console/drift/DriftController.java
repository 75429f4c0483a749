package org.wonbooks.console.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.wonbooks.console.ApiController;
import org.wonbooks.console.Page;
import org.wonbooks.drift.report.DriftReports;
import org.wonbooks.drift.report.DriftReports.Progress;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.drift.report.DriftRows;

/** The drift report, in {@code /api/v1}. */
@ApiController
@RequestMapping("/api/v1/connections/{id:\\d{1,18}}")
class DriftController {

    private final DriftActions actions;
    private final DriftReports reports;
    private final DriftRows rows;
    private final DriftCsv csv;

    DriftController(DriftActions actions, DriftReports reports, DriftRows rows, DriftCsv csv) {
        this.actions = actions;
        this.reports = reports;
        this.rows = rows;
        this.csv = csv;
    }

    /**
     * A report, or a part of it.
     *
     * @param report the latest finished one; null: there is none yet
     * @param next how the work on the next one stands; left out where none was asked for
     */
    record View(
            Report report,
            @JsonInclude(JsonInclude.Include.NON_NULL) Progress next,
            List<DriftRows.Row> items,
            int page,
            long total) {}

    @PostMapping("/drift")
    @ResponseStatus(HttpStatus.ACCEPTED)
    View request(@PathVariable long id, Principal person) {
        actions.request(person.getName(), id);
        return view(id, false, 0);
    }

    @GetMapping("/drift")
    View view(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "0") int page) {
        actions.find(id);
        long offset = Page.offset(page);
        Report report = reports.latest(id, dryRun).orElse(null);
        List<DriftRows.Row> items = report == null ? List.of() : rows.list(report.id(), offset, Page.SIZE);
        Progress next = reports.progress(id, dryRun).orElse(null);
        return new View(report, next, items, page, report == null ? 0 : report.findings());
    }

    @GetMapping("/drift.csv")
    ResponseEntity<StreamingResponseBody> csv(
            @PathVariable long id, @RequestParam(defaultValue = "false") boolean dryRun) {
        actions.find(id);
        return csv.of(id, dryRun);
    }
}
