package org.wonbooks.quickbooks.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.wonbooks.answer.Elements;
import org.wonbooks.quickbooks.invoice.Customer;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.invoice.Payment;
import org.wonbooks.quickbooks.invoice.RefundReceipt;

/** What {@code cdc} (change data capture) answers: the things that changed since a time, as they are now. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Changes(@JsonProperty("CDCResponse") List<Response> responses, @JsonProperty("time") String time) {

    /** Where this many come, there may be more. */
    private static final int CUT_OFF = 1000;

    /** An answer without them is none: it can't be read. */
    public Changes {
        if (responses == null || responses.isEmpty()) {
            throw new IllegalArgumentException("no CDCResponse in the answer");
        }
    }

    /** One element for each kind that was asked for, in any order; an empty one where nothing changed. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Response(@JsonProperty("QueryResponse") List<QueryAnswer.Found> found) {}

    /** The customers that changed. */
    public Elements<Customer> customers() {
        return all(QueryAnswer.Found::customers);
    }

    /** The invoices that changed. */
    public Elements<Invoice> invoices() {
        return all(QueryAnswer.Found::invoices);
    }

    /** The payments that changed. */
    public Elements<Payment> payments() {
        return all(QueryAnswer.Found::payments);
    }

    /** The refund receipts that changed. */
    public Elements<RefundReceipt> refundReceipts() {
        return all(QueryAnswer.Found::refundReceipts);
    }

    /** Is this all, or were more left out? */
    public boolean complete() {
        return customers().size()
                        + invoices().size()
                        + payments().size()
                        + refundReceipts().size()
                < CUT_OFF;
    }

    private <T> Elements<T> all(Function<QueryAnswer.Found, Elements<T>> kind) {
        return responses.stream()
                .map(Response::found)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(kind)
                .filter(Objects::nonNull)
                .reduce(Elements.none(), Elements::and);
    }
}
