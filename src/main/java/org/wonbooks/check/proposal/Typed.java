package org.wonbooks.check.proposal;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wonbooks.invoicing.Marker;
import org.wonbooks.quickbooks.Reference;
import org.wonbooks.quickbooks.invoice.Invoice;

/**
 * What people billed lately: of each of their invoices the same thing.
 *
 * @param invoices the numbers of that thing on each invoice that has any
 */
record Typed(List<Set<String>> invoices) {

    /** Fewer show no habit. */
    static final int FEW = 5;

    static Typed items(List<Invoice> latest) {
        return of(latest, Invoice.Sale::item);
    }

    static Typed taxCodes(List<Invoice> latest) {
        return of(latest, Invoice.Sale::taxCode);
    }

    /** What Wonbooks made shows what was set; what is voided shows nothing. */
    private static Typed of(List<Invoice> latest, Function<Invoice.Sale, Reference> thing) {
        return new Typed(latest.stream()
                .filter(invoice -> Marker.at(invoice.privateNote()).isEmpty())
                .filter(invoice -> invoice.total() != null && invoice.total().signum() > 0)
                .map(invoice -> invoice.sold().stream()
                        .map(thing)
                        .filter(Objects::nonNull)
                        .map(Reference::value)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()))
                .filter(ids -> !ids.isEmpty())
                .toList());
    }

    int count() {
        return invoices.size();
    }

    boolean few() {
        return count() < FEW;
    }

    /** All that there is on any of them. */
    Set<String> all() {
        return invoices.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    long with(String id) {
        return invoices.stream().filter(ids -> ids.contains(id)).count();
    }

    /** Those that are on nine of ten invoices, or on all where there are not ten. */
    List<String> usual() {
        return all().stream()
                .filter(id -> count() < 10 ? with(id) == count() : with(id) * 10 >= count() * 9L)
                .toList();
    }
}
