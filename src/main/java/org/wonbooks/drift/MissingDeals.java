package org.wonbooks.drift;

import org.springframework.stereotype.Component;
import org.wonbooks.component.ChangedThings;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.drift.DriftReports.Report;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.UnreadableFault;
import org.wonbooks.kommo.Lead;
import org.wonbooks.kommo.RefusedCallFault;

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
        return ChangedThings.narrows(fault) || fault instanceof RefusedCallFault || fault instanceof UnreadableFault;
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
