package org.wonbooks.flow;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.ledger.GoneCustomers;
import org.wonbooks.quickbooks.Invoice;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.quickbooks.QueryAnswer;

/**
 * What became of a customer that QuickBooks has no more. A merge moves its invoices: where all that we made and that
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
     * Finds out into which one it was merged.
     *
     * @param then is given its id; null: nothing says so
     */
    Read<?> survivor(Run run, String customerId, Function<String, Read<?>> then) {
        return next(gone.invoices(run.connection().id(), customerId), new HashSet<>(), customerId, then);
    }

    private static Read<?> next(
            List<String> invoices, Set<String> named, String customerId, Function<String, Read<?>> then) {
        if (invoices.isEmpty()) {
            boolean one = named.size() == 1 && !named.contains(customerId);
            return then.apply(one ? named.iterator().next() : null);
        }
        int many = Math.min(AT_ONCE, invoices.size());
        return Read.of("query", QueryAnswer.class)
                .with(Query.invoicesByIds(invoices.subList(0, many)))
                .takeThen(answer -> {
                    answer.invoices().stream()
                            .filter(invoice -> !invoice.voided() && !invoice.deleted())
                            .map(Invoice::customer)
                            .forEach(customer -> named.add(customer == null ? "" : customer.value()));
                    return next(invoices.subList(many, invoices.size()), named, customerId, then);
                });
    }
}
