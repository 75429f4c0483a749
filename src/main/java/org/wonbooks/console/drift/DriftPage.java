package org.wonbooks.console.drift;

import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.wonbooks.connection.Connection;
import org.wonbooks.console.Page;
import org.wonbooks.console.page.PageController;
import org.wonbooks.drift.report.DriftReports;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.drift.report.DriftRows;

/** The page that shows the drift report of a connection, with a button on each row that Wonbooks can mend. */
@PageController
@RequestMapping("/connections/{id:\\d{1,18}}/drift")
class DriftPage {

    private final DriftActions actions;
    private final DriftReports reports;
    private final DriftRows rows;
    private final DriftCsv csv;

    DriftPage(DriftActions actions, DriftReports reports, DriftRows rows, DriftCsv csv) {
        this.actions = actions;
        this.reports = reports;
        this.rows = rows;
        this.csv = csv;
    }

    @GetMapping
    ModelAndView page(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "0") int page) {
        return page(id, dryRun, page, HttpStatus.OK, null);
    }

    /** The same as {@code drift.csv} of the API, for somebody who is signed in here. */
    @GetMapping("/csv")
    ResponseEntity<StreamingResponseBody> csv(
            @PathVariable long id, @RequestParam(defaultValue = "false") boolean dryRun) {
        actions.find(id);
        return csv.of(id, dryRun);
    }

    /** The button "Look again". */
    @PostMapping
    String request(@PathVariable long id, Principal person) {
        actions.request(person.getName(), id);
        return "redirect:/connections/" + id + "/drift";
    }

    /** The button on a row. */
    @PostMapping("/{row:\\d{1,18}}")
    ModelAndView mend(
            @PathVariable long id,
            @PathVariable long row,
            @RequestParam(defaultValue = "0") int page,
            Principal person) {
        try {
            actions.mend(person.getName(), id, row);
        } catch (ResponseStatusException refused) {
            return page(id, false, page, refused.getStatusCode(), refused.getReason());
        }
        return new ModelAndView("redirect:/connections/" + id + "/drift?page=" + page);
    }

    private ModelAndView page(long id, boolean dryRun, int page, HttpStatusCode status, String refusal) {
        Connection connection = actions.find(id);
        Report report = reports.latest(id, dryRun).orElse(null);
        List<DriftRows.Row> shown = report == null ? List.of() : rows.list(report.id(), Page.offset(page), Page.SIZE);
        ModelAndView view = new ModelAndView("drift");
        view.setStatus(status);
        return view.addObject("connection", connection)
                .addObject("dryRun", dryRun)
                .addObject("report", report)
                .addObject("next", reports.progress(id, dryRun).orElse(null))
                .addObject("rows", shown)
                .addObject("page", page)
                .addObject("more", report != null && report.findings() > Page.offset(page) + Page.SIZE)
                .addObject("refusal", refusal);
    }
}
