package org.wonbooks.drift;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wonbooks.component.ChangedThings;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.drift.DriftReports.Report;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.quickbooks.QueryAnswer;

/** Reads the invoices of the deals that were seen, which no list named. */
@Component("missingInvoices")
public class MissingInvoices implements Question.OfQuickBooks {

    private final DriftInvoices invoices;

    public MissingInvoices(DriftInvoices invoices) {
        this.invoices = invoices;
    }

    @Override
    public Read<?> ask(Run run) {
        return next(run, run.get("report", Report.class));
    }

    private Read<?> next(Run run, Report report) {
        List<String> missing = invoices.missing(run.connection(), report);
        return missing.isEmpty() ? null : read(run, report, missing);
    }

    /** Half of them at a time, where one of them has the query refused: until it is left alone, and left out. */
    private Read<?> read(Run run, Report report, List<String> missing) {
        return Read.of("query", QueryAnswer.class)
                .with(Query.invoicesByIds(missing))
                .keepThen(answer -> {
                    invoices.keepMissing(run.connection(), report, missing, answer);
                    return next(run, report);
                })
                .failing(PermanentFault.class, fault -> {
                    if (!ChangedThings.narrows(fault)) {
                        throw fault;
                    }
                    if (missing.size() > 1) {
                        return read(run, report, missing.subList(0, missing.size() / 2));
                    }
                    invoices.leaveOut(run.work(), run.connection(), report, missing.get(0), fault);
                    return next(run, report);
                });
    }
}
