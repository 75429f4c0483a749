package org.wonbooks.drift;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.drift.DriftReports.Report;
import org.wonbooks.quickbooks.Invoice;
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
        return next(run.connection(), run.get("report", Report.class));
    }

    private Read<?> next(Connection connection, Report report) {
        List<String> missing = invoices.missing(connection, report);
        return missing.isEmpty()
                ? null
                : Read.of("query", QueryAnswer.class)
                        .with(Query.invoicesByIds(missing))
                        .keepThen(answer ->
                                confirm(connection, report, invoices.keepMissing(connection, report, missing, answer)));
    }

    /** That the books don't have an invoice any more is believed once it can't be read. */
    private Read<?> confirm(Connection connection, Report report, List<String> unseen) {
        if (unseen.isEmpty()) {
            return next(connection, report);
        }
        String id = unseen.get(0);
        return Read.of("invoice/" + id, Invoice.Answer.class).orNull().keepThen(answer -> {
            invoices.keepRead(connection, report, id, answer == null ? null : answer.invoice());
            return confirm(connection, report, unseen.subList(1, unseen.size()));
        });
    }
}
