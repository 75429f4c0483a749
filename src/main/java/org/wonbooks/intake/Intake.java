package org.wonbooks.intake;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.wonbooks.intake.KommoDelivery.Change;
import org.wonbooks.intake.KommoDelivery.LeadHint;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.ToldOfDeals;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.Marked;

/**
 * Takes deliveries in: stores them, marks what they hint at due, all in one transaction. Nothing is looked up at a peer
 * here: what is true is read later, by the work.
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

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Inbox inbox;
    private final ConnectionStore connections;
    private final DealLedger deals;
    private final ToldOfDeals toldOfDeals;
    private final BooksHints books;
    private final WorkQueue queue;

    Intake(
            Inbox inbox,
            ConnectionStore connections,
            DealLedger deals,
            ToldOfDeals toldOfDeals,
            BooksHints books,
            WorkQueue queue) {
        this.inbox = inbox;
        this.connections = connections;
        this.deals = deals;
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
        long delivery = inbox.store(Peer.KOMMO, body);
        try {
            kommo(delivery, connection.get(), KommoDelivery.of(BracketForm.parse(body)));
        } catch (FormTooLarge e) {
            LOG.warn(
                    "Connection {}: {} Its deals are looked through instead.",
                    connection.get().id(),
                    e.getMessage());
            inbox.skip(delivery, connection, "a form", e.getMessage() + " The won deals are looked through instead.");
            queue.markDue(
                    connection.get().id(),
                    WorkKind.KOMMO_SWEEP,
                    "kommo",
                    Lane.connection(connection.get().id()));
        }
        return OK;
    }

    private void kommo(long delivery, Connection connection, KommoDelivery told) {
        Optional<Connection> known = Optional.of(connection);
        if (!isOf(told, connection)) {
            inbox.skip(delivery, known, "a delivery", "It is from another Kommo account than the connection's");
            return;
        }
        told.unreadable().forEach(reason -> inbox.skip(delivery, known, "a part", reason));
        told.unused().forEach(name -> inbox.skip(delivery, known, name, "Not used by Wonbooks"));
        Map<Boolean, List<LeadHint>> leads =
                told.leads().stream().collect(Collectors.partitioningBy(hint -> mayMatter(connection, hint)));
        leads.get(false)
                .forEach(hint -> inbox.skip(
                        delivery, known, what(hint), "Not the stage that triggers an invoice, and not a deal we know"));
        SortedMap<String, String> lanes = new TreeMap<>();
        leads.get(true).forEach(hint -> lanes.put(key(hint), Lane.deal(connection.id(), hint.leadId())));
        leads.get(true).stream()
                .filter(hint -> tellsOfEarlierWin(connection, hint))
                .forEach(hint -> toldOfDeals.wonEarlier(connection.id(), hint.leadId()));
        Map<String, Marked> marked = queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
        inbox.open(
                delivery,
                connection,
                leads.get(true).stream()
                        .map(hint -> Map.entry(what(hint), marked.get(key(hint))))
                        .toList());
        if (told.leads().isEmpty()
                && told.unreadable().isEmpty()
                && told.unused().isEmpty()) {
            inbox.skip(delivery, known, "a delivery", "Nothing in it that Wonbooks uses");
        }
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
    private boolean mayMatter(Connection connection, LeadHint hint) {
        boolean elsewhere = hint.change() == Change.DELETE
                || hint.statusId() != null
                        && hint.pipelineId() != null
                        && !connection.settings().won().includes(hint.pipelineId(), hint.statusId());
        return !elsewhere || deals.find(connection.id(), hint.leadId()).isPresent();
    }

    /** A delivery from Intuit whose signature was right. */
    @Transactional
    public int quickbooks(byte[] body) {
        long delivery = inbox.store(Peer.QUICKBOOKS, body);
        IntuitDelivery told;
        try {
            told = IntuitDelivery.parse(body);
        } catch (UnreadableDelivery e) {
            inbox.skip(delivery, Optional.empty(), "a delivery", e.getMessage());
            return OK;
        }
        told.unreadable().forEach(reason -> inbox.skip(delivery, Optional.empty(), "a part", reason));
        if (told.events().isEmpty() && told.unreadable().isEmpty()) {
            inbox.skip(delivery, Optional.empty(), "a delivery", "Nothing in it");
        }
        Map<String, Optional<Connection>> byRealm = new HashMap<>();
        for (IntuitEvent event : told.events().stream().sorted(ORDER).toList()) {
            books.take(delivery, event, byRealm.computeIfAbsent(event.realmId(), connections::findByRealm));
        }
        books.takeLists(told.events(), byRealm);
        return OK;
    }
}
