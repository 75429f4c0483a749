package org.wonbooks.intake.inbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.intake.delivery.IntuitDelivery;
import org.wonbooks.intake.delivery.IntuitEvent;
import org.wonbooks.intake.delivery.UnreadableDelivery;
import org.wonbooks.intake.inbox.Untaken.Claimed;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * Takes Intuit's deliveries in. One may tell of thousands of things, so it is stored and answered first, and
 * {@link Deliveries} has it taken apart. Nothing is looked up at QuickBooks here: what is true is read later, by the
 * work.
 *
 * <p>Rows are marked in one order, whatever the delivery's is: else two deliveries of the same things at once would
 * each hold a row that the other waits for. Payments come before invoices, as in the payment's own work.
 */
@Component
public class QuickBooksIntake {

    private static final Logger LOG = LoggerFactory.getLogger(QuickBooksIntake.class);

    private static final Comparator<IntuitEvent> ORDER = Comparator.comparing(IntuitEvent::realmId)
            .thenComparing(IntuitEvent::entity, Comparator.reverseOrder())
            .thenComparing(IntuitEvent::entityId)
            .thenComparing(IntuitEvent::eventId, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Events in one transaction: their rows are locked for a moment only. */
    static final int AT_ONCE = 100;

    private static final int STORED = 200;

    private final Inbox inbox;
    private final Untaken untaken;
    private final DatabaseTime time;
    private final ConnectionStore connections;
    private final BooksHints books;
    private final WorkQueue queue;

    QuickBooksIntake(
            Inbox inbox,
            Untaken untaken,
            DatabaseTime time,
            ConnectionStore connections,
            BooksHints books,
            WorkQueue queue) {
        this.inbox = inbox;
        this.untaken = untaken;
        this.time = time;
        this.connections = connections;
        this.books = books;
        this.queue = queue;
    }

    /** A delivery from Intuit whose signature was right: it is stored, and taken apart later. */
    @Transactional
    public int take(byte[] body) {
        Instant now = time.now();
        untaken.add(inbox.store(Peer.QUICKBOOKS, body, now), now);
        return STORED;
    }

    /**
     * What a delivery from Intuit tells, in the order in which its rows are marked.
     *
     * @param unreadable what can't be read, each with the reason
     */
    record Contents(List<IntuitEvent> events, List<Map.Entry<String, String>> unreadable) {

        static Contents of(byte[] body) {
            try {
                IntuitDelivery told = IntuitDelivery.parse(body);
                boolean nothing = told.events().isEmpty() && told.unreadable().isEmpty();
                return new Contents(
                        told.events().stream().sorted(ORDER).toList(),
                        nothing
                                ? List.of(Map.entry("a delivery", "Nothing in it"))
                                : told.unreadable().stream()
                                        .map(reason -> Map.entry("a part", reason))
                                        .toList());
            } catch (UnreadableDelivery e) {
                return unreadable(e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("A delivery of QuickBooks can't be read", e);
                return unreadable("It can't be read: " + e.getClass().getName());
            }
        }

        private static Contents unreadable(String why) {
            return new Contents(List.of(), List.of(Map.entry("a delivery", why)));
        }

        boolean endsAt(int taken) {
            return taken == events.size();
        }
    }

    /**
     * Takes the next events of a delivery, all of them or none, and answers how far it has come; empty: another process
     * has taken it over.
     */
    @Transactional
    public Optional<Claimed> take(Claimed delivery, Contents contents) {
        int end = Math.min(delivery.taken() + AT_ONCE, contents.events().size());
        boolean last = contents.endsAt(end);
        if (!(last ? untaken.end(delivery) : untaken.hold(delivery, end))) {
            return Optional.empty();
        }
        if (delivery.taken() == 0) {
            contents.unreadable()
                    .forEach(part -> inbox.skip(delivery.id(), Optional.empty(), part.getKey(), part.getValue()));
        }
        List<IntuitEvent> events = contents.events().subList(delivery.taken(), end);
        books.take(delivery, events, connectionsOf(events));
        if (last) {
            List<IntuitEvent> lists = BooksHints.ofLists(contents.events());
            books.takeLists(lists, connectionsOf(lists));
        }
        return Optional.of(delivery.taken(end));
    }

    /**
     * A delivery can't be taken apart: the rest of it is looked for in the books of its companies.
     *
     * @param why without a word of the delivery's
     */
    @Transactional
    public void giveUp(Claimed delivery, Contents contents, String why) {
        if (!untaken.end(delivery)) {
            return;
        }
        Map<String, Optional<Connection>> byRealm = connectionsOf(contents.events());
        new TreeMap<>(byRealm).values().forEach(connection -> {
            connection.ifPresent(known ->
                    queue.markDue(known.id(), WorkKind.QUICKBOOKS_SWEEP, "quickbooks", Lane.connection(known.id())));
            inbox.skip(delivery.id(), connection, "a delivery", why + " The books are looked through instead.");
        });
        if (contents.events().isEmpty()) {
            inbox.skip(delivery.id(), Optional.empty(), "a delivery", why);
        }
        // No sweep reads lists.
        books.takeLists(BooksHints.ofLists(contents.events()), byRealm);
    }

    private Map<String, Optional<Connection>> connectionsOf(List<IntuitEvent> events) {
        Map<String, Optional<Connection>> byRealm = new HashMap<>();
        events.forEach(event -> byRealm.computeIfAbsent(event.realmId(), connections::findByRealm));
        return byRealm;
    }
}
