package org.wonbooks.reconcile.kommo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wonbooks.answer.Unreadable;
import org.wonbooks.connection.Connection;
import org.wonbooks.decision.Verdict;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.Standing;

/** Whether a deal that a sweep comes by needs a run: what is invoiced, or needs a person, only if it changed since. */
@Component
class KnownDeals {

    /** From the first of our writes to the end of the run. */
    private static final Duration A_RUN = Duration.ofMinutes(1);

    private final DealLedger deals;
    private final WorkQueue queue;

    KnownDeals(DealLedger deals, WorkQueue queue) {
        this.deals = deals;
        this.queue = queue;
    }

    /** Of a deal in the won stage. */
    boolean toBeLookedAt(Connection connection, Lead lead) {
        Instant since = connection.live().since();
        boolean wonBefore = lead.closedAt() != null
                && (since == null || Instant.ofEpochSecond(lead.closedAt()).isBefore(since));
        Optional<Standing> won = queue.find(connection.id(), WorkKind.DEAL_WON, String.valueOf(lead.id()));
        return won.isEmpty()
                || toBeLookedAt(
                        connection.id(), lead.id(), Instant.ofEpochSecond(lead.updatedAt()), !wonBefore, won.get())
                || otherAmount(connection, lead);
    }

    /** @param newlyWon whether a deal that we don't know, or have left alone, may be billed by now */
    boolean toBeLookedAt(long connectionId, long leadId, Instant changedAt, boolean newlyWon) {
        return queue.find(connectionId, WorkKind.DEAL_WON, String.valueOf(leadId))
                .map(won -> toBeLookedAt(connectionId, leadId, changedAt, newlyWon, won))
                .orElse(newlyWon);
    }

    /** Those that a list could not show: what is wrong with one, its own run says. */
    List<Long> unreadable(Connection connection, Instant now, List<Unreadable> broken) {
        return broken.stream()
                .map(Unreadable::id)
                .filter(id -> id != null && id.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .filter(id -> toBeLookedAt(connection.id(), id, now, true))
                .toList();
    }

    private boolean toBeLookedAt(long connectionId, long leadId, Instant changedAt, boolean newlyWon, Standing won) {
        if (won.open()) {
            return false;
        }
        Optional<Deal> deal = deals.find(connectionId, leadId);
        if (deal.map(Deal::decision)
                .filter(decision -> decision.verdict() == Verdict.LEAVE)
                .isPresent()) {
            return newlyWon;
        }
        boolean atRest = won.dead()
                || deal.filter(known ->
                                known.invoiceId() != null || known.attention().taskId() != null || isSaid(known))
                        .isPresent();
        return !atRest || changedAt.isAfter(ended(won)) && !isOurs(changedAt, connectionId, leadId, deal);
    }

    /** A person has said something, or has to. */
    private static boolean isSaid(Deal deal) {
        return deal.held() || deal.decision() != null && deal.decision().skippedByPerson();
    }

    /** Work that tells the deal of something changes it too, shortly before it ends. */
    private boolean isOurs(Instant changedAt, long connectionId, long leadId, Optional<Deal> deal) {
        return Stream.of(
                        queue.find(connectionId, WorkKind.DEAL_TASK, String.valueOf(leadId)),
                        deal.map(Deal::invoiceId)
                                .flatMap(invoice -> queue.find(connectionId, WorkKind.INVOICE_CHANGED, invoice)))
                .flatMap(Optional::stream)
                .map(KnownDeals::ended)
                .anyMatch(ended -> !changedAt.isAfter(ended) && changedAt.isAfter(ended.minus(A_RUN)));
    }

    private static Instant ended(Standing work) {
        return work.finishedAt() == null ? Instant.EPOCH : work.finishedAt();
    }

    /** An edit just before one of our own writes has no time of its own; the amount shows it all the same. */
    private boolean otherAmount(Connection connection, Lead lead) {
        BigDecimal amount = lead.amount();
        boolean ended = queue.find(connection.id(), WorkKind.DEAL_WON, String.valueOf(lead.id()))
                .filter(won -> !won.open() && !won.dead())
                .isPresent();
        return ended
                && amount != null
                && deals.find(connection.id(), lead.id())
                        .filter(deal -> deal.invoiceId() != null
                                && deal.frozen()
                                && deal.attention().difference() == null)
                        .filter(deal -> deal.intent().amount().compareTo(amount.setScale(2, RoundingMode.HALF_UP)) != 0)
                        .isPresent();
    }
}
