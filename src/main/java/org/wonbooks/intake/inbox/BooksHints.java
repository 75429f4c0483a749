package org.wonbooks.intake.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.intake.delivery.IntuitEvent;
import org.wonbooks.intake.delivery.IntuitEvent.Operation;
import org.wonbooks.intake.inbox.Inbox.Told;
import org.wonbooks.intake.inbox.Untaken.Claimed;
import org.wonbooks.ledger.books.BooksCache;
import org.wonbooks.ledger.books.OwnInvoices;
import org.wonbooks.ledger.books.OwnInvoices.Made;
import org.wonbooks.ledger.books.PaymentLinks;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.books.SeenRefunds;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.Marked;

/** What each event of QuickBooks hints at: something to be read, or nothing. */
@Component
class BooksHints {

    /** What is remembered of a company, since each read costs the user money. */
    private static final Set<String> LISTS =
            Set.of("item", "term", "preferences", "taxcode", "taxrate", "class", "department", "companyinfo");

    /** Each sale of an item in stock changes it. */
    private static final Set<String> OFTEN = Set.of("item");

    private final Inbox inbox;
    private final OwnInvoices made;
    private final SeenInvoices seen;
    private final PaymentLinks links;
    private final SeenRefunds refunds;
    private final BooksCache remembered;
    private final WorkQueue queue;
    private final WorkSettings settings;

    BooksHints(
            Inbox inbox,
            OwnInvoices made,
            SeenInvoices seen,
            PaymentLinks links,
            SeenRefunds refunds,
            BooksCache remembered,
            WorkQueue queue,
            WorkSettings settings) {
        this.inbox = inbox;
        this.made = made;
        this.seen = seen;
        this.links = links;
        this.refunds = refunds;
        this.remembered = remembered;
        this.queue = queue;
        this.settings = settings;
    }

    /** An event, with what becomes of it. */
    private static final class Hint {

        final IntuitEvent event;
        final Connection connection;
        String reason;
        Marked work;

        Hint(IntuitEvent event, Optional<Connection> connection) {
            this.event = event;
            this.connection = connection.orElse(null);
        }

        String what() {
            return event.entity() + " " + event.entityId() + " "
                    + event.operation().name().toLowerCase(Locale.ROOT);
        }

        Told told() {
            return new Told(connection == null ? null : connection.id(), what(), work, reason);
        }
    }

    /**
     * Keeps what some of a delivery's events become; each kind of thing is looked up and marked due at once, in their
     * order. Part of the caller's transaction.
     */
    void take(Claimed delivery, List<IntuitEvent> events, Map<String, Optional<Connection>> byRealm) {
        List<Hint> hints = events.stream()
                .map(event -> new Hint(event, byRealm.get(event.realmId())))
                .toList();
        sayRepeats(delivery, hints);
        Map<List<String>, List<Hint>> things = new LinkedHashMap<>();
        for (Hint hint : hints) {
            if (hint.reason == null) {
                hint.reason = reasonWithoutALook(hint);
            }
            if (hint.reason == null) {
                things.computeIfAbsent(List.of(hint.event.realmId(), hint.event.entity()), thing -> new ArrayList<>())
                        .add(hint);
            }
        }
        things.values().forEach(each -> look(delivery, each));
        inbox.tell(delivery.id(), hints.stream().map(Hint::told).toList());
    }

    private void sayRepeats(Claimed delivery, List<Hint> hints) {
        Set<String> ids = hints.stream()
                .map(hint -> hint.event.eventId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<String> first = new HashSet<>(inbox.firstTime(delivery.id(), ids));
        hints.stream()
                .filter(hint -> hint.event.eventId() != null && !first.remove(hint.event.eventId()))
                .forEach(hint -> hint.reason = "Delivered before");
    }

    /** Null: it has to be looked at. */
    private static String reasonWithoutALook(Hint hint) {
        IntuitEvent event = hint.event;
        if (hint.connection == null) {
            return "Company " + event.realmId() + " is not connected";
        }
        if (LISTS.contains(event.entity())) {
            return "What is known of the company's lists and settings is read anew";
        }
        boolean used = List.of("payment", "refundreceipt").contains(event.entity())
                || event.entity().equals("invoice") && tellsOfMoney(event);
        return used ? null : "Not used by Wonbooks";
    }

    /** @param hints of one company, and of one kind of thing */
    private void look(Claimed delivery, List<Hint> hints) {
        long connection = hints.get(0).connection.id();
        Set<String> ids = hints.stream().map(hint -> hint.event.entityId()).collect(Collectors.toSet());
        switch (hints.get(0).event.entity()) {
            case "payment" -> {
                saySeen(hints, links.changedAt(connection, ids), "The payment was read after that");
                mark(delivery, hints, WorkKind.PAYMENT_RECEIVED, Duration.ZERO, id -> Lane.payment(connection, id));
            }
            case "refundreceipt" -> {
                saySeen(hints, refunds.changedAt(connection, ids), "The refund was read after that");
                mark(delivery, hints, WorkKind.REFUND_RECEIVED, Duration.ZERO, id -> Lane.refund(connection, id));
            }
            default -> {
                Map<String, Made> ours = made.among(connection, ids);
                sayEchoes(delivery, hints, ours);
                mark(
                        delivery,
                        hints,
                        WorkKind.INVOICE_CHANGED,
                        settings.gather(),
                        id -> Lane.deal(connection, ours.get(id).leadId()));
            }
        }
    }

    private void mark(Claimed delivery, List<Hint> hints, WorkKind kind, Duration wait, UnaryOperator<String> laneOf) {
        List<Hint> due = hints.stream().filter(hint -> hint.reason == null).toList();
        SortedMap<String, String> lanes = new TreeMap<>();
        due.forEach(hint -> lanes.computeIfAbsent(hint.event.entityId(), laneOf));
        Map<String, Marked> marked =
                queue.markDue(hints.get(0).connection.id(), kind, lanes, wait, delivery.receivedAt());
        due.forEach(hint -> hint.work = marked.get(hint.event.entityId()));
    }

    private static void saySeen(List<Hint> hints, Map<String, Instant> seen, String reason) {
        for (Hint hint : hints) {
            Instant seenAt = seen.get(hint.event.entityId());
            if (seenAt != null && (isBefore(hint.event, seenAt) || hint.event.operation() == Operation.CREATED)) {
                hint.reason = reason;
            }
        }
    }

    /** Those of them that tell of a company's lists and settings. */
    static List<IntuitEvent> ofLists(List<IntuitEvent> events) {
        return events.stream().filter(event -> LISTS.contains(event.entity())).toList();
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
                    .collect(Collectors.toSet());
            if (!changed.isEmpty()) {
                connection
                        .map(Connection::id)
                        .ifPresent(OFTEN.containsAll(changed) ? remembered::itemsChanged : remembered::changed);
            }
        });
    }

    /** A new invoice has no money on it, and being emailed changes none. */
    private static boolean tellsOfMoney(IntuitEvent event) {
        return !List.of(Operation.CREATED, Operation.EMAILED).contains(event.operation());
    }

    /** Did it happen before that? QuickBooks gives the time of a thing in whole seconds. */
    private static boolean isBefore(IntuitEvent event, Instant seenAt) {
        return event.time() != null
                && event.time().truncatedTo(ChronoUnit.SECONDS).isBefore(seenAt);
    }

    /**
     * Making, updating and emailing an invoice changes it, and comes back as an event: to read the invoice for that
     * would cost and tell nothing. A change in the very second of our own write may be taken for its echo; the sweep
     * finds it. What counts is what we were at when the event came, not when it is looked at. The writing may end while
     * we look, so what came of it is read after whether it goes on.
     */
    private void sayEchoes(Claimed delivery, List<Hint> hints, Map<String, Made> ours) {
        Set<Long> writing =
                made.beingWritten(ours.values().stream().map(Made::dealId).toList(), delivery.receivedAt());
        Map<String, Instant> seenAt = seen.changedAt(hints.get(0).connection.id(), ours.keySet());
        for (Hint hint : hints) {
            String invoice = hint.event.entityId();
            Made deal = ours.get(invoice);
            if (deal == null) {
                hint.reason = "Not an invoice that Wonbooks made";
            } else if (isEcho(hint.event, writing.contains(deal.dealId()), seenAt.get(invoice))) {
                hint.reason = "It tells of our own writing, or of what was read since";
            }
        }
    }

    private static boolean isEcho(IntuitEvent event, boolean writing, Instant seenAt) {
        boolean updated = event.operation() == Operation.UPDATED;
        if (updated && writing || seenAt == null || event.time() == null) {
            return updated && writing;
        }
        return isBefore(event, seenAt)
                || updated && event.time().truncatedTo(ChronoUnit.SECONDS).equals(seenAt);
    }
}
