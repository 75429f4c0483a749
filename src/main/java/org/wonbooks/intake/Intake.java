package org.wonbooks.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.intake.Inbox.Told;
import org.wonbooks.intake.KommoDelivery.Change;
import org.wonbooks.intake.KommoDelivery.LeadHint;
import org.wonbooks.intake.Untaken.Claimed;
import org.wonbooks.ledger.ToldOfDeals;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.Marked;

/**
 * Takes deliveries in: stores them, and marks what they hint at due. One of Kommo's is a connection's and not large, so
 * both is done in one transaction; one of Intuit's may tell of thousands of things, so it is stored and answered first,
 * and {@link Deliveries} has it taken apart. Nothing is looked up at a peer here: what is true is read later, by the
 * work.
 *
 * <p>Rows are marked in one order, whatever the delivery's is: else two deliveries of the same things at once would
 * each hold a row that the other waits for. Payments come before invoices, as in the payment's own work.
 */
@Component
class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private static final Comparator<IntuitEvent> ORDER = Comparator.comparing(IntuitEvent::realmId)
            .thenComparing(IntuitEvent::entity, Comparator.reverseOrder())
            .thenComparing(IntuitEvent::entityId)
            .thenComparing(IntuitEvent::eventId, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Events in one transaction: their rows are locked for a moment only. */
    static final int AT_ONCE = 100;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Inbox inbox;
    private final Untaken untaken;
    private final DatabaseTime time;
    private final ConnectionStore connections;
    private final ToldOfDeals toldOfDeals;
    private final BooksHints books;
    private final WorkQueue queue;

    Intake(
            Inbox inbox,
            Untaken untaken,
            DatabaseTime time,
            ConnectionStore connections,
            ToldOfDeals toldOfDeals,
            BooksHints books,
            WorkQueue queue) {
        this.inbox = inbox;
        this.untaken = untaken;
        this.time = time;
        this.connections = connections;
        this.toldOfDeals = toldOfDeals;
        this.books = books;
        this.queue = queue;
    }

    /** A delivery from Kommo; answers 404 for a secret that no connection has. */
    @Transactional
    public int kommo(String secret, byte[] body) {
        Optional<Connection> connection = connections.findBySecret(secret);
        if (connection.isEmpty()) {
            return NOT_FOUND;
        }
        Instant now = time.now();
        long delivery = inbox.store(Peer.KOMMO, body, now);
        inbox.tell(delivery, told(connection.get(), body), now);
        return OK;
    }

    /** What a delivery tells, each with what it becomes; all of it is due once this has come back. */
    private List<Told> told(Connection connection, byte[] body) {
        try {
            return told(connection, KommoDelivery.of(BracketForm.parse(body)));
        } catch (FormTooLarge e) {
            LOG.warn("Connection {}: {} Its deals are looked through instead.", connection.id(), e.getMessage());
            queue.markDue(connection.id(), WorkKind.KOMMO_SWEEP, "kommo", Lane.connection(connection.id()));
            return List.of(
                    Told.idle(connection, "a form", e.getMessage() + " The won deals are looked through instead."));
        }
    }

    private List<Told> told(Connection connection, KommoDelivery delivery) {
        if (!isOf(delivery, connection)) {
            return List.of(
                    Told.idle(connection, "a delivery", "It is from another Kommo account than the connection's"));
        }
        List<Told> all = new ArrayList<>();
        delivery.unreadable().forEach(reason -> all.add(Told.idle(connection, "a part", reason)));
        delivery.unused().forEach(name -> all.add(Told.idle(connection, name, "Not used by Wonbooks")));
        Set<Long> known = known(connection, delivery);
        Map<Boolean, List<LeadHint>> leads = delivery.leads().stream()
                .collect(Collectors.partitioningBy(
                        hint -> known.contains(hint.leadId()) || !isElsewhere(connection, hint)));
        leads.get(false)
                .forEach(hint -> all.add(Told.idle(
                        connection, what(hint), "Not the stage that triggers an invoice, and not a deal we know")));
        all.addAll(due(connection, leads.get(true)));
        return all.isEmpty() ? List.of(Told.idle(connection, "a delivery", "Nothing in it that Wonbooks uses")) : all;
    }

    private List<Told> due(Connection connection, List<LeadHint> leads) {
        SortedMap<String, String> lanes = new TreeMap<>();
        leads.forEach(hint -> lanes.put(key(hint), Lane.deal(connection.id(), hint.leadId())));
        leads.stream()
                .filter(hint -> tellsOfEarlierWin(connection, hint))
                .map(LeadHint::leadId)
                .sorted()
                .forEach(lead -> toldOfDeals.wonEarlier(connection.id(), lead));
        Map<String, Marked> marked = queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
        return leads.stream()
                .map(hint -> new Told(connection.id(), what(hint), marked.get(key(hint)), null))
                .toList();
    }

    /** Anybody who knows the address may say so: it is used to hold back only. */
    private static boolean tellsOfEarlierWin(Connection connection, LeadHint hint) {
        return hint.change() == Change.RESTORE
                || hint.change() == Change.STATUS
                        && hint.oldStatusId() != null
                        && (hint.oldStatusId() == Won.CLOSED_WON
                                || hint.oldStatusId()
                                        .equals(connection.settings().won().statusId()));
    }

    private static String key(LeadHint hint) {
        return String.valueOf(hint.leadId());
    }

    private static String what(LeadHint hint) {
        return "lead " + hint.leadId() + " " + hint.change().name().toLowerCase(Locale.ROOT);
    }

    /** By the number, where both are known: an account keeps it when it is renamed. */
    private static boolean isOf(KommoDelivery told, Connection connection) {
        if (told.accountId() != null && connection.kommoAccountId() != null) {
            return told.accountId().equals(connection.kommoAccountId());
        }
        return told.subdomain() == null || told.subdomain().equals(connection.kommoSubdomain());
    }

    /** A deal that moves between other stages is not worth a call, unless we have to do with it. */
    private static boolean isElsewhere(Connection connection, LeadHint hint) {
        return hint.change() == Change.DELETE
                || hint.statusId() != null
                        && hint.pipelineId() != null
                        && !connection.settings().won().includes(hint.pipelineId(), hint.statusId());
    }

    /** Those of the leads for which it matters whether we have to do with them, and that we have to do with. */
    private Set<Long> known(Connection connection, KommoDelivery delivery) {
        Set<Long> elsewhere = delivery.leads().stream()
                .filter(hint -> isElsewhere(connection, hint))
                .map(LeadHint::leadId)
                .collect(Collectors.toSet());
        return elsewhere.isEmpty() ? Set.of() : toldOfDeals.known(connection.id(), elsewhere);
    }

    /** A delivery from Intuit whose signature was right: it is stored, and taken apart later. */
    @Transactional
    public int quickbooks(byte[] body) {
        Instant now = time.now();
        untaken.add(inbox.store(Peer.QUICKBOOKS, body, now), now);
        return OK;
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
