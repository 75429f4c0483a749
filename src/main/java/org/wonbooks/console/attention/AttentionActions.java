package org.wonbooks.console.attention;

import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.Seen;
import org.wonbooks.console.attention.AttentionQueries.Group;
import org.wonbooks.console.attention.AttentionQueries.Item;
import org.wonbooks.console.attention.AttentionRows.Kind;
import org.wonbooks.console.deal.DealActions;
import org.wonbooks.console.work.WorkActions;
import org.wonbooks.decision.Cause;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.reconcile.LeftOut;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * What a person says of all that ask for the same: all of it or nothing, and only if it is what the person has seen.
 */
@Service
class AttentionActions {

    private final AttentionQueries attention;
    private final DealActions deals;
    private final WorkActions work;
    private final DealLedger ledger;
    private final WorkQueue queue;
    private final LeftOut leftOut;
    private final AuditLog audit;

    AttentionActions(
            AttentionQueries attention,
            DealActions deals,
            WorkActions work,
            DealLedger ledger,
            WorkQueue queue,
            LeftOut leftOut,
            AuditLog audit) {
        this.attention = attention;
        this.deals = deals;
        this.work = work;
        this.ledger = ledger;
        this.queue = queue;
        this.leftOut = leftOut;
        this.audit = audit;
    }

    /**
     * Lets pass what they are held for; how many they were.
     *
     * @param only the work of one of them, which alone is meant, here as in the others; null: all are
     */
    @Transactional
    public int approve(String who, String cause, Long only, String seen) {
        Group group = seen(cause, only, seen);
        if (!group.is(Kind.HELD) || !Cause.valueOf(group.code()).approvable()) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "An approval changes nothing here. " + group.why().fix());
        }
        SortedMap<String, String> lanes = new TreeMap<>();
        group.deals()
                .forEach(item ->
                        lanes.put(String.valueOf(item.leadId()), Lane.deal(group.connectionId(), item.leadId())));
        queue.markDue(group.connectionId(), WorkKind.DEAL_WON, lanes);
        holdWork(group, only, seen);
        for (Item item : group.deals()) {
            deals.approve(who, ledger.find(group.connectionId(), item.leadId()).orElseThrow());
        }
        return group.count();
    }

    /** Nothing is to be done about them; how many they were. */
    @Transactional
    public int skip(String who, String cause, Long only, String seen) {
        Group group = seen(cause, only, seen);
        refuseLost(group);
        if (group.is(Kind.LEFT_OUT)) {
            return forget(who, group);
        }
        holdWork(group, only, seen);
        return (int) group.deals().stream()
                .filter(item -> work.skip(who, item.workId()))
                .count();
    }

    /** Has dead letters tried again; how many they were. */
    @Transactional
    public int replay(String who, String cause, Long only, String seen) {
        Group group = seen(cause, only, seen);
        refuseLost(group);
        if (group.is(Kind.LEFT_OUT)) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "It is read again by itself, once it is put right. "
                            + group.why().fix());
        }
        if (group.is(Kind.HELD)) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "These are held, no dead letters: approve or skip them.");
        }
        holdWork(group, only, seen);
        return (int) group.deals().stream()
                .filter(item -> work.replay(who, item.workId()))
                .count();
    }

    /**
     * All work of these deals at once, in the one order, before anything of the deals: who holds a deal's row holds one
     * of these, and may be about to mark its task. It may have asked for something else by then.
     */
    private void holdWork(Group group, Long only, String seen) {
        queue.hold(
                group.connectionId(),
                group.deals().stream()
                        .map(Item::workId)
                        .filter(Objects::nonNull)
                        .toList(),
                group.deals().stream()
                        .map(Item::leadId)
                        .filter(Objects::nonNull)
                        .map(lead -> Lane.deal(group.connectionId(), lead))
                        .toList());
        seen(group.cause(), only, seen);
    }

    /** It is named again where a sweep comes by it again. */
    private int forget(String who, Group group) {
        int forgotten = 0;
        for (Peer peer : Peer.values()) {
            for (LeftOut.Thing thing : leftOut.of(group.connectionId(), peer)) {
                if (group.cause()
                        .equals(AttentionRows.cause(group.connectionId(), peer.name(), thing.kind(), thing.object()))) {
                    leftOut.settled(group.connectionId(), peer, thing);
                    audit.add(who, "left-out.skip", AuditLog.connection(group.connectionId()), thing.reason());
                    forgotten++;
                }
            }
        }
        return forgotten;
    }

    private static void refuseLost(Group group) {
        if (group.is(Kind.LOST)) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "Nothing else helps here. " + group.why().fix());
        }
    }

    private Group seen(String cause, Long only, String seen) {
        Group group = attention
                .find(cause)
                .flatMap(all -> only == null ? Optional.of(all) : all.only(only))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "Nothing asks for a person for this cause any more."));
        if (!group.digest().equals(seen)) {
            throw Seen.changed(
                    seen == null ? "Say what you have seen: {\"seen\": digest}." : "Others ask for the same by now.",
                    group.count() + ": " + group.why().reason(),
                    group.digest());
        }
        return group;
    }
}
