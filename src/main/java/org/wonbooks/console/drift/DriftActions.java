package org.wonbooks.console.drift;

import java.time.LocalDate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.Unknown;
import org.wonbooks.console.deal.DealActions;
import org.wonbooks.console.work.WorkActions;
import org.wonbooks.drift.report.DriftReports;
import org.wonbooks.drift.report.DriftRows;
import org.wonbooks.drift.report.Finding;

/** What a person does about drift: all or nothing, with its audit row. */
@Service
public class DriftActions {

    private final ConnectionStore connections;
    private final DriftReports reports;
    private final DriftRows rows;
    private final WorkActions work;
    private final DealActions deals;
    private final AuditLog audit;

    DriftActions(
            ConnectionStore connections,
            DriftReports reports,
            DriftRows rows,
            WorkActions work,
            DealActions deals,
            AuditLog audit) {
        this.connections = connections;
        this.reports = reports;
        this.rows = rows;
        this.work = work;
        this.deals = deals;
        this.audit = audit;
    }

    /** Asks for a new report. */
    @Transactional
    public void request(String who, long connectionId) {
        find(connectionId);
        reports.request(connectionId);
        audit.add(who, "connection.drift", AuditLog.connection(connectionId), null);
    }

    /**
     * Asks for a report that says what a reconciliation since a day, in the account's zone, would do; nothing else is
     * done.
     *
     * @param since null: as far back as a report looks
     */
    @Transactional
    public void dryRun(String who, long connectionId, LocalDate since) {
        Connection connection = find(connectionId);
        reports.dryRun(
                connectionId,
                since == null ? null : since.atStartOfDay(connection.zone()).toInstant());
        audit.add(
                who, "connection.dry-run", AuditLog.connection(connectionId), since == null ? null : "since " + since);
    }

    /** Makes the call that a row of the report names. */
    @Transactional
    public void mend(String who, long connectionId, long rowId) {
        Finding found = rows.find(connectionId, rowId)
                .map(DriftRows.Row::finding)
                .filter(row -> row.mend() != null)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is a newer report: look there what is left to mend."));
        switch (found.mend()) {
            case RECONCILE -> deals.reconcile(who, connectionId, found.leadId());
            case REPLAY -> work.replay(who, found.workId());
            case APPROVE -> deals.approve(who, connectionId, found.leadId(), found.seen());
        }
        rows.mended(rowId);
    }

    /** The connection, or a 404. */
    Connection find(long connectionId) {
        return connections.find(connectionId).orElseThrow(() -> Unknown.connection(connectionId));
    }
}
