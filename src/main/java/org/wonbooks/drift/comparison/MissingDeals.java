package org.wonbooks.drift.comparison;

import org.springframework.stereotype.Component;
import org.wonbooks.answer.UnreadableFault;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.QuickBooksPages;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.CallRefusedFault;
import org.wonbooks.kommo.lead.Lead;

/** Reads the deals of the invoices that were seen, which no list named. */
@Component("missingDeals")
class MissingDeals implements Question.OfKommo {

    private final DriftDeals deals;

    public MissingDeals(DriftDeals deals) {
        this.deals = deals;
    }

    @Override
    public Read<?> ask(Run run) {
        return next(run, run.connection(), run.get("report", Report.class));
    }

    /** Is it the one thing that can't be read, and not all? */
    static boolean isAboutOne(PermanentFault fault) {
        return QuickBooksPages.narrows(fault) || fault instanceof CallRefusedFault || fault instanceof UnreadableFault;
    }

    private Read<?> next(Run run, Connection connection, Report report) {
        long missing = deals.missing(report);
        return missing == 0
                ? null
                : Read.of("leads/" + missing, Lead.class)
                        .keepThen(lead -> {
                            deals.keepMissing(connection, report, missing, lead);
                            return next(run, connection, report);
                        })
                        .failing(PermanentFault.class, fault -> {
                            if (!isAboutOne(fault)) {
                                throw fault;
                            }
                            deals.leaveOut(run.work(), report, missing, fault);
                            return next(run, connection, report);
                        });
    }
}
