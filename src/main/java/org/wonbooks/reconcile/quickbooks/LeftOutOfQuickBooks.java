package org.wonbooks.reconcile.quickbooks;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wonbooks.answer.Elements;
import org.wonbooks.answer.Unreadable;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.TooLargeFault;
import org.wonbooks.ledger.books.PaymentLinks;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.invoice.Payment;
import org.wonbooks.quickbooks.invoice.RefundReceipt;
import org.wonbooks.reconcile.LeftOut;
import org.wonbooks.reconcile.LeftOut.Thing;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * What a sweep over the books had to leave out: it is named, and what may be about an invoice of ours is read by
 * itself. Named no more is what has been read since.
 */
@Component
class LeftOutOfQuickBooks {

    private static final String BY_ITSELF = " It is read again by itself; all others were worked.";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH);

    private static final int MOST_NAMED = 3;

    private final LeftOut leftOut;
    private final DealLedger deals;
    private final PaymentLinks links;
    private final WorkQueue queue;

    public LeftOutOfQuickBooks(LeftOut leftOut, DealLedger deals, PaymentLinks links, WorkQueue queue) {
        this.leftOut = leftOut;
        this.deals = deals;
        this.links = links;
        this.queue = queue;
    }

    /** What one sweep has found, and what not. */
    static final class Found {

        private record Hidden(String kind, Instant second, PermanentFault why) {}

        private final Instant since;
        private final Map<String, Set<String>> read = new HashMap<>();
        private final Set<String> paid = new TreeSet<>();
        private final List<Unreadable> unreadable = new ArrayList<>();
        private final List<Hidden> hidden = new ArrayList<>();
        private final List<Thing> lookedFor = new ArrayList<>();

        /** @param since all that changed since then is found, or left out */
        Found(Instant since) {
            this.since = since;
        }

        void add(Elements<Payment> payments, Elements<Invoice> invoices, Elements<RefundReceipt> refunds) {
            add("Payment", payments, Payment::id);
            add("Invoice", invoices, Invoice::id);
            add("RefundReceipt", refunds, RefundReceipt::id);
            payments.read()
                    .forEach(payment -> paid.addAll(payment.amountsByInvoice().keySet()));
        }

        private <T> void add(String kind, Elements<T> things, Function<T, String> id) {
            things.read().forEach(thing -> of(kind).add(id.apply(thing)));
            unreadable.addAll(things.unlessAllAreBroken().unreadable());
        }

        private Set<String> of(String kind) {
            return read.computeIfAbsent(kind, none -> new HashSet<>());
        }

        void leaveOut(String kind, Instant second, PermanentFault why) {
            hidden.add(new Hidden(kind, second, why));
        }

        /** Was nothing left out? */
        boolean whole() {
            return unreadable.isEmpty() && hidden.isEmpty();
        }

        void lookedFor(Collection<Thing> earlier) {
            lookedFor.addAll(earlier);
        }

        /** Has it been read, or would it have been? */
        private boolean settles(Thing thing) {
            if (thing.changedAt() != null) {
                return !thing.changedAt().isBefore(since) || lookedFor.stream().anyMatch(thing::is);
            }
            return thing.object().isEmpty() || of(thing.kind()).contains(thing.object());
        }
    }

    /** What is known only by a second before that one, and was not looked for since then. */
    List<Thing> toBeLookedFor(Connection connection, Instant before, Instant notSince) {
        return leftOut.of(connection.id(), Peer.QUICKBOOKS).stream()
                .filter(thing -> thing.changedAt() != null && thing.changedAt().isBefore(before))
                .filter(thing -> thing.lookedAt().isBefore(notSince))
                .toList();
    }

    /** Names what was left out. Part of the caller's transaction, which holds the fence. */
    void settle(Connection connection, Found found) {
        TreeMap<String, Deal> unread = unread(connection, found);
        leftOut.settle(connection.id(), Peer.QUICKBOOKS, found::settles, things(connection, found, unread.values()));
        // In the intake's order. The last page's rows were marked before: should the intake wait for one of these and
        // this for one of its, the database ends one of the two, and a sweep as well as a delivery comes again.
        found.unreadable.stream()
                .filter(broken -> broken.kind().equals("Payment") && broken.id() != null)
                .map(Unreadable::id)
                .distinct()
                .sorted()
                .filter(payment -> !links.touched(connection.id(), payment).isEmpty())
                .forEach(payment -> queue.markDue(
                        connection.id(), WorkKind.PAYMENT_RECEIVED, payment, Lane.payment(connection.id(), payment)));
        unread.forEach((invoice, deal) -> queue.markDue(
                connection.id(), WorkKind.INVOICE_CHANGED, invoice, Lane.deal(connection.id(), deal.leadId())));
    }

    /** Our invoices that are, or may be, among what was left out: each is read by itself, and names its own fault. */
    private TreeMap<String, Deal> unread(Connection connection, Found found) {
        TreeMap<String, Deal> unread = new TreeMap<>();
        Set<String> suspects = new TreeSet<>();
        found.unreadable.stream()
                .filter(broken -> broken.kind().equals("Invoice") && broken.id() != null)
                .forEach(broken -> suspects.add(broken.id()));
        if (!suspects.isEmpty()
                || found.hidden.stream().anyMatch(each -> each.kind().equals("Invoice"))) {
            suspects.addAll(found.paid);
        }
        suspects.removeAll(found.of("Invoice"));
        suspects.forEach(id -> deals.findByInvoice(connection.id(), id).ifPresent(deal -> unread.put(id, deal)));
        return unread;
    }

    private static List<Thing> things(Connection connection, Found found, Collection<Deal> unread) {
        String suspects = unread.stream()
                .limit(MOST_NAMED)
                .map(deal -> String.valueOf(deal.docNumber()))
                .collect(Collectors.joining(", "));
        List<Thing> things = new ArrayList<>();
        for (Found.Hidden hidden : found.hidden) {
            long before = things.stream()
                    .filter(thing -> hidden.second().equals(thing.changedAt())
                            && thing.kind().equals(hidden.kind()))
                    .count();
            things.add(hidden(connection, hidden, before, hidden.kind().equals("Invoice") ? suspects : ""));
        }
        found.unreadable.forEach(broken -> things.add(broken(broken)));
        return things;
    }

    private static Thing hidden(Connection connection, Found.Hidden hidden, long before, String suspects) {
        String what = hidden.kind().toLowerCase(Locale.ROOT);
        String cause = hidden.why() instanceof TooLargeFault
                ? "make it smaller (long notes, hundreds of lines)"
                : "put right what QuickBooks names, such as an e-mail address";
        return new Thing(
                hidden.kind(),
                Thing.at(hidden.second(), before),
                hidden.second(),
                "No list with the " + what + " that was changed on "
                        + TIME.format(hidden.second().atZone(connection.zone()))
                        + " can be read"
                        + (suspects.isEmpty() ? "" : ", perhaps " + suspects)
                        + ": " + hidden.why().getMessage(),
                "Find it in QuickBooks by that time (“Settings > Audit log”), " + cause + ", and save it." + BY_ITSELF,
                null);
    }

    private static Thing broken(Unreadable broken) {
        return new Thing(
                broken.kind(),
                broken.id() == null ? "" : broken.id(),
                null,
                broken.words(),
                broken.id() == null
                        ? "Nothing: all others were worked. Where a deal lacks a payment, press “Look again” on its"
                                + " page."
                        : "Open it in QuickBooks, put that right, and save it." + BY_ITSELF,
                null);
    }
}
