package org.wonbooks.console.deal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.wonbooks.console.Csv;

/** A list of deals as a file, written as it is read. */
@Component
public class DealCsv {

    private static final int AT_ONCE = 500;

    /** More rows no spreadsheet takes. */
    private static final int MOST = 1_000_000;

    private final DealQueries deals;

    DealCsv(DealQueries deals) {
        this.deals = deals;
    }

    /** Those of the list, the newest first. */
    public ResponseEntity<StreamingResponseBody> of(DealFilter filter) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/csv; header=present; charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"deals.csv\"")
                .body(out -> write(filter, new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))));
    }

    private void write(DealFilter filter, Writer out) throws IOException {
        out.write(Csv.line(
                "connectionId",
                "leadId",
                "name",
                "state",
                "reason",
                "customer",
                "email",
                "amount",
                "currency",
                "invoiceId",
                "docNumber",
                "total",
                "paid",
                "balance",
                "emailedAt",
                "dueOn",
                "overdue",
                "paidAt",
                "lastChangeAt"));
        Long before = null;
        int written = 0;
        do {
            DealQueries.Slice slice = deals.slice(filter, before, AT_ONCE);
            for (DealView deal : slice.items()) {
                out.write(line(deal));
            }
            written += slice.items().size();
            before = slice.next();
        } while (before != null && written < MOST);
        out.flush();
    }

    private String line(DealView deal) {
        return Csv.line(
                deal.connectionId(),
                deal.leadId(),
                deal.name(),
                deal.state(),
                deal.why().reason(),
                deal.customer(),
                deal.email(),
                deal.amount(),
                deal.currency(),
                deal.invoiceId(),
                deal.docNumber(),
                deal.total(),
                deal.paid(),
                deal.balance(),
                deal.emailedAt(),
                deal.dueOn(),
                deal.overdue(deals.today()),
                deal.paidAt(),
                deal.lastChangeAt());
    }
}
