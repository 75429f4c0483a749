package org.wonbooks.intake.inbox;

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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.intake.delivery.FormTooLarge;
import org.wonbooks.intake.delivery.KommoDelivery;
import org.wonbooks.intake.delivery.KommoDelivery.Change;
import org.wonbooks.intake.delivery.KommoDelivery.LeadHint;
import org.wonbooks.intake.inbox.Inbox.Told;
import org.wonbooks.ledger.deal.LeadRemarks;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.Marked;

/**
 * Takes Kommo's deliveries in, as many as there are at one moment: stores them and marks what they hint at due, in one
 * transaction and with few statements. Nothing is looked up at Kommo here: what is true is read later, by the work.
 *
 * <p>Rows are marked in one order, whatever the deliveries' is: else two of the same deals at once would each hold a
 * row that the other waits for. A sweep comes before its connection's deals, as in its own work.
 */
@Component
public class KommoIntake {

    private static final Logger LOG = LoggerFactory.getLogger(KommoIntake.class);

    private static final int STORED = 200;
    private static final int NOT_FOUND = 404;

    private final Inbox inbox;
    private final DatabaseTime time;
    private final ConnectionStore connections;
    private final LeadRemarks remarks;
    private final WorkQueue queue;

    public KommoIntake(
            Inbox inbox, DatabaseTime time, ConnectionStore connections, LeadRemarks remarks, WorkQueue queue) {
        this.inbox = inbox;
        this.time = time;
        this.connections = connections;
        this.remarks = remarks;
        this.queue = queue;
    }

    /** A delivery as it came, to the address with this secret. */
    public record Hook(String secret, byte[] body) {}

    /**
     * A delivery that was read.
     *
     * @param told what it says; null: nothing of this connection's
     * @param instead what is kept of it then
     */
    private record Read(long id, KommoDelivery told, Told instead) {}

    /** All of them or none; answers for each 404 for a secret that no connection has, else 200. */
    @Transactional
    public List<Integer> take(List<Hook> hooks) {
        Map<String, Optional<Connection>> bySecret = new HashMap<>();
        hooks.forEach(hook -> bySecret.computeIfAbsent(hook.secret(), connections::findBySecret));
        SortedMap<Connection, List<Hook>> byConnection = new TreeMap<>(Comparator.comparing(Connection::id));
        hooks.forEach(hook -> bySecret.get(hook.secret()).ifPresent(connection -> byConnection
                .computeIfAbsent(connection, its -> new ArrayList<>())
                .add(hook)));
        byConnection.forEach(this::take);
        return hooks.stream()
                .map(hook -> bySecret.get(hook.secret()).isPresent() ? STORED : NOT_FOUND)
                .toList();
    }

    private void take(Connection connection, List<Hook> hooks) {
        Instant now = time.now();
        List<Long> ids = inbox.store(Peer.KOMMO, hooks.stream().map(Hook::body).toList(), now);
        List<Read> read = new ArrayList<>();
        for (int i = 0; i < hooks.size(); i++) {
            read.add(read(connection, ids.get(i), hooks.get(i).body()));
        }
        List<LeadHint> leads = leads(read).toList();
        Set<Long> known = known(connection, leads);
        Map<String, Marked> marked = due(
                connection,
                leads.stream().filter(hint -> matters(connection, hint, known)).toList());
        SortedMap<Long, List<Told>> told = new TreeMap<>();
        read.forEach(each -> told.put(each.id(), told(connection, each, known, marked)));
        inbox.tell(told, now);
    }

    private Read read(Connection connection, long id, byte[] body) {
        try {
            KommoDelivery told = KommoDelivery.parse(body);
            return isOf(told, connection)
                    ? new Read(id, told, null)
                    : new Read(
                            id,
                            null,
                            Told.idle(
                                    connection,
                                    "a delivery",
                                    "It is from another Kommo account than the connection's"));
        } catch (FormTooLarge e) {
            LOG.warn("Connection {}: {} Its deals are looked through instead.", connection.id(), e.getMessage());
            queue.markDue(connection.id(), WorkKind.KOMMO_SWEEP, "kommo", Lane.connection(connection.id()));
            return new Read(
                    id,
                    null,
                    Told.idle(connection, "a form", e.getMessage() + " The won deals are looked through instead."));
        }
    }

    private static Stream<LeadHint> leads(List<Read> read) {
        return read.stream().filter(each -> each.told() != null).flatMap(each -> each.told().leads().stream());
    }

    /** What a delivery tells, each with what it becomes. */
    private static List<Told> told(Connection connection, Read read, Set<Long> known, Map<String, Marked> marked) {
        if (read.told() == null) {
            return List.of(read.instead());
        }
        List<Told> all = new ArrayList<>();
        read.told().unreadable().forEach(reason -> all.add(Told.idle(connection, "a part", reason)));
        read.told().unused().forEach(name -> all.add(Told.idle(connection, name, "Not used by Wonbooks")));
        for (LeadHint hint : read.told().leads()) {
            all.add(
                    matters(connection, hint, known)
                            ? new Told(connection.id(), what(hint), marked.get(key(hint)), null)
                            : Told.idle(
                                    connection,
                                    what(hint),
                                    "Not the stage that triggers an invoice, and not a deal we know"));
        }
        return all.isEmpty() ? List.of(Told.idle(connection, "a delivery", "Nothing in it that Wonbooks uses")) : all;
    }

    private Map<String, Marked> due(Connection connection, List<LeadHint> leads) {
        SortedMap<String, String> lanes = new TreeMap<>();
        leads.forEach(hint -> lanes.put(key(hint), Lane.deal(connection.id(), hint.leadId())));
        leads.stream()
                .filter(hint -> tellsOfEarlierWin(connection, hint))
                .map(LeadHint::leadId)
                .sorted()
                .distinct()
                .forEach(lead -> remarks.wonEarlier(connection.id(), lead));
        return queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
    }

    /** Anybody who knows the address may say so: it is used to hold back only. */
    private static boolean tellsOfEarlierWin(Connection connection, LeadHint hint) {
        return hint.change() == Change.RESTORE
                || hint.change() == Change.STATUS
                        && hint.oldStatusId() != null
                        && (hint.oldStatusId() == Won.CLOSED_WON
                                || connection.hasSettings()
                                        && hint.oldStatusId()
                                                .equals(connection
                                                        .settings()
                                                        .won()
                                                        .statusId()));
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
    private static boolean matters(Connection connection, LeadHint hint, Set<Long> known) {
        return known.contains(hint.leadId()) || !isElsewhere(connection, hint);
    }

    private static boolean isElsewhere(Connection connection, LeadHint hint) {
        return hint.change() == Change.DELETE
                || hint.statusId() != null
                        && hint.pipelineId() != null
                        && connection.hasSettings()
                        && !connection.settings().won().includes(hint.pipelineId(), hint.statusId());
    }

    /** Those of the leads for which it matters whether we have to do with them, and that we have to do with. */
    private Set<Long> known(Connection connection, List<LeadHint> leads) {
        Set<Long> elsewhere = leads.stream()
                .filter(hint -> isElsewhere(connection, hint))
                .map(LeadHint::leadId)
                .collect(Collectors.toSet());
        return elsewhere.isEmpty() ? Set.of() : remarks.known(connection.id(), elsewhere);
    }
}
