package org.wonbooks.flow.customer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.ledger.books.GoneCustomers;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;

/**
 * What tells of a customer that QuickBooks has no more. A merge moves its invoices: where all that we made and that
 * count name one other customer by now, that one it was merged into.
 */
@Component
class MergedCustomer {

    /** A query's address has an end. */
    private static final int AT_ONCE = 100;

    private final GoneCustomers gone;

    MergedCustomer(GoneCustomers gone) {
        this.gone = gone;
    }

    /**
     * Finds out whom those invoices name.
     *
     * @param then is given their customers; none: there is no such invoice
     */
    Read<?> named(Run run, String customerId, Function<Set<String>, Read<?>> then) {
        return next(gone.invoices(run.connection().id(), customerId), new HashSet<>(), then);
    }

    private static Read<?> next(List<String> invoices, Set<String> named, Function<Set<String>, Read<?>> then) {
        if (invoices.isEmpty()) {
            return then.apply(named);
        }
        int many = Math.min(AT_ONCE, invoices.size());
        return Read.of("query", QueryAnswer.class)
                .with(Query.invoicesByIds(invoices.subList(0, many)))
                .takeThen(answer -> {
                    answer.invoices().stream()
                            .filter(invoice -> !invoice.voided() && !invoice.deleted())
                            .map(Invoice::customer)
                            .forEach(customer -> named.add(customer == null ? "" : customer.value()));
                    return next(invoices.subList(many, invoices.size()), named, then);
                });
    }
}
