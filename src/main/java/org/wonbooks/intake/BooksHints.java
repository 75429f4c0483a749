package org.wonbooks.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.intake.IntuitEvent.Operation;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.PaymentLinks;
import org.wonbooks.ledger.RememberedBooks;
import org.wonbooks.ledger.SeenInvoice;
import org.wonbooks.ledger.SeenInvoices;
import org.wonbooks.ledger.SeenRefunds;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.Marked;

/** What each event of QuickBooks hints at: something to be read, or nothing. */
@Component
class BooksHints {

    /** A payment is told of by itself beside its invoice; read first, it spares us reading the invoice twice. */
    private static final Duration PAYMENT_COMES_TOO = Duration.ofSeconds(3);

    /** What is remembered of a company, since each read costs the user money. */
    private static final Set<String> LISTS =
            Set.of("item", "term", "preferences", "taxcode", "taxrate", "class", "department", "companyinfo");

    /** Each sale of an item in stock changes it. */
    private static final Set<String> OFTEN = Set.of("item");

    private final Inbox inbox;
    private final DealLedger deals;
    private final StepLedger steps;
    private final SeenInvoices seen;
    private final PaymentLinks links;
    private final SeenRefunds refunds;
    private final RememberedBooks remembered;
    private final WorkQueue queue;

    BooksHints(
            Inbox inbox,
            DealLedger deals,
            StepLedger steps,
            SeenInvoices seen,
            PaymentLinks links,
            SeenRefunds refunds,
            RememberedBooks remembered,
            WorkQueue queue) {
        this.inbox = inbox;
        this.deals = deals;
        this.steps = steps;
        this.seen = seen;
        this.links = links;
        this.refunds = refunds;
        this.remembered = remembered;
        this.queue = queue;
    }

    /** Keeps what an event becomes. Part of the caller's transaction. */
    void take(long delivery, IntuitEvent event, Optional<Connection> connection) {
        String what = event.entity() + " " + event.entityId() + " "
                + event.operation().name().toLowerCase(Locale.ROOT);
        if (event.eventId() != null && !inbox.firstTime(delivery, event.eventId())) {
            inbox.skip(delivery, connection, what, "Delivered before");
        } else if (connection.isEmpty()) {
            inbox.skip(delivery, connection, what, "Company " + event.realmId() + " is not connected");
        } else if (event.entity().equals("payment")) {
            payment(delivery, event, connection.get(), what);
        } else if (event.entity().equals("refundreceipt")) {
            refund(delivery, event, connection.get(), what);
        } else if (LISTS.contains(event.entity())) {
            inbox.skip(delivery, connection, what, "What is known of the company's lists and settings is read anew");
        } else if (event.entity().equals("invoice") && tellsOfMoney(event)) {
            invoice(delivery, event, connection.get(), what);
        } else {
            inbox.skip(delivery, connection, what, "Not used by Wonbooks");
        }
    }

    private void refund(long delivery, IntuitEvent event, Connection connection, String what) {
        if (refunds.changedAt(connection.id(), event.entityId())
                .filter(seenAt -> isBefore(event, seenAt) || event.operation() == Operation.CREATED)
                .isPresent()) {
            inbox.skip(delivery, Optional.of(connection), what, "The refund was read after that");
            return;
        }
        String lane = Lane.refund(connection.id(), event.entityId());
        Marked work = queue.markDue(connection.id(), WorkKind.REFUND_RECEIVED, event.entityId(), lane);
        inbox.open(delivery, connection, List.of(Map.entry(what, work)));
    }

    /**
     * Notes which companies' lists have changed. Last of all, and in one order: whoever holds one of these rows waits
     * for no other.
     */
    void takeLists(List<IntuitEvent> events, Map<String, Optional<Connection>> byRealm) {
        new TreeMap<>(byRealm).forEach((realm, connection) -> {
            Set<String> changed = events.stream()
                    .filter(event -> event.realmId().equals(realm))
                    .map(IntuitEvent::entity)
                    .filter(LISTS::contains)
                    .collect(Collectors.toSet());
            if (connection.isPresent() && !changed.isEmpty()) {
                if (OFTEN.containsAll(changed)) {
                    remembered.itemsChanged(connection.get().id());
                } else {
                    remembered.changed(connection.get().id());
                }
            }
        });
    }

    /** A new invoice has no money on it, and being emailed changes none. */
    private static boolean tellsOfMoney(IntuitEvent event) {
        return !List.of(Operation.CREATED, Operation.EMAILED).contains(event.operation());
    }

    private void payment(long delivery, IntuitEvent event, Connection connection, String what) {
        if (links.changedAt(connection.id(), event.entityId())
                .filter(seenAt -> isBefore(event, seenAt) || event.operation() == Operation.CREATED)
                .isPresent()) {
            inbox.skip(delivery, Optional.of(connection), what, "The payment was read after that");
            return;
        }
        String lane = Lane.payment(connection.id(), event.entityId());
        Marked work = queue.markDue(connection.id(), WorkKind.PAYMENT_RECEIVED, event.entityId(), lane);
        inbox.open(delivery, connection, List.of(Map.entry(what, work)));
    }

    /** Did it happen before that? QuickBooks gives the time of a thing in whole seconds. */
    private static boolean isBefore(IntuitEvent event, Instant seenAt) {
        return event.time() != null
                && event.time().truncatedTo(ChronoUnit.SECONDS).isBefore(seenAt);
    }

    private void invoice(long delivery, IntuitEvent event, Connection connection, String what) {
        Optional<Deal> deal = deals.findByInvoice(connection.id(), event.entityId());
        if (deal.isEmpty()) {
            inbox.skip(delivery, Optional.of(connection), what, "Not an invoice that Wonbooks made");
            return;
        }
        if (isEcho(deal.get(), event)) {
            inbox.skip(
                    delivery, Optional.of(connection), what, "It tells of our own writing, or of what was read since");
            return;
        }
        String lane = Lane.deal(connection.id(), deal.get().leadId());
        Marked work =
                queue.markDue(connection.id(), WorkKind.INVOICE_CHANGED, event.entityId(), lane, PAYMENT_COMES_TOO);
        inbox.open(delivery, connection, List.of(Map.entry(what, work)));
    }

    /**
     * Making, updating and emailing an invoice changes it, and comes back as an event: to read the invoice for that
     * would cost and tell nothing. A change in the very second of our own write may be taken for its echo; the sweep
     * finds it. The writing may end while we look, so whether it has ended is read after whether it goes on.
     */
    private boolean isEcho(Deal deal, IntuitEvent event) {
        boolean writing = event.operation() == Operation.UPDATED && steps.anyCallToBooks(deal.id());
        Instant seenAt = seen.find(deal.connectionId(), deal.invoiceId())
                .map(SeenInvoice::changedAt)
                .orElse(null);
        if (writing || seenAt == null || event.time() == null) {
            return writing;
        }
        return isBefore(event, seenAt)
                || event.operation() == Operation.UPDATED
                        && event.time().truncatedTo(ChronoUnit.SECONDS).equals(seenAt);
    }
}
