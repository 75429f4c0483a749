package org.wonbooks.drift.comparison;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.QuickBooksPages;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;

/** Reads the invoices of the deals that were seen, which no list named. */
@Component("missingInvoices")
class MissingInvoices implements Question.OfQuickBooks {

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

    /** Half of them at a time, where one of them has the query refused: until it is asked for by itself. */
    private Read<?> read(Run run, Report report, List<String> missing) {
        return Read.of("query", QueryAnswer.class)
                .with(Query.invoicesByIds(missing))
                .keepThen(
                        answer -> confirm(run, report, invoices.keepMissing(run.connection(), report, missing, answer)))
                .failing(PermanentFault.class, fault -> {
                    if (!QuickBooksPages.narrows(fault)) {
                        throw fault;
                    }
                    return missing.size() > 1
                            ? read(run, report, missing.subList(0, missing.size() / 2))
                            : leaveOut(run, report, missing.get(0), fault, () -> next(run, report));
                });
    }

    /** That the books don't have an invoice any more is believed once it can't be read. */
    private Read<?> confirm(Run run, Report report, List<String> unseen) {
        if (unseen.isEmpty()) {
            return next(run, report);
        }
        String id = unseen.get(0);
        List<String> others = unseen.subList(1, unseen.size());
        return Read.of("invoice/" + id, Invoice.Answer.class)
                .orNull()
                .keepThen(answer -> {
                    invoices.keepRead(run.connection(), report, id, answer == null ? null : answer.invoice());
                    return confirm(run, report, others);
                })
                .failing(PermanentFault.class, fault -> {
                    if (!MissingDeals.isAboutOne(fault)) {
                        throw fault;
                    }
                    return leaveOut(run, report, id, fault, () -> confirm(run, report, others));
                });
    }

    private Read<?> leaveOut(Run run, Report report, String id, PermanentFault fault, Supplier<Read<?>> next) {
        invoices.leaveOut(run.work(), run.connection(), report, id, fault);
        return next.get();
    }
}
