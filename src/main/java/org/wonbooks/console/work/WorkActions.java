package org.wonbooks.console.work;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.deal.DealActions;
import org.wonbooks.decision.Verdict;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** What a person does to work, by API or JMX: all or nothing, with its audit row. */
@Service
public class WorkActions {

    private final WorkQueue queue;
    private final WorkQueries work;
    private final DealLedger ledger;
    private final DealActions deals;
    private final AuditLog audit;

    WorkActions(WorkQueue queue, WorkQueries work, DealLedger ledger, DealActions deals, AuditLog audit) {
        this.queue = queue;
        this.work = work;
        this.ledger = ledger;
        this.deals = deals;
        this.audit = audit;
    }

    /** Has dead work tried again; what is not dead stays as it is: false. */
    @Transactional
    public boolean replay(String who, long id) {
        WorkQueries.View before = get(id);
        boolean replayed = queue.replay(id);
        if (replayed) {
            audit.add(who, "work.replay", subject(before), before.reason());
        }
        return replayed;
    }

    /**
     * Nothing is to be done about it: that is final for a deal's won-cycle. What other work of its deals asks for
     * stays, and so does what has ended.
     */
    @Transactional
    public boolean skip(String who, long id) {
        WorkQueries.View before = get(id);
        boolean isWin = before.kind().equals(WorkKind.DEAL_WON.route());
        boolean asks = isWin
                && before.leadIds().stream().anyMatch(lead -> ledger.find(before.connectionId(), lead)
                        .filter(WorkActions::mayBeBilled)
                        .isPresent());
        if (!queue.skip(id, "Skipped by " + who, asks)) {
            return false;
        }
        audit.add(who, "work.skip", subject(before), before.reason());
        for (long lead : before.leadIds()) {
            if (isWin) {
                deals.skip(who, before.connectionId(), lead);
            } else {
                ledger.find(before.connectionId(), lead).ifPresent(deal -> deals.noteSkip(who, deal));
            }
        }
        return true;
    }

    /** Its work has ended, and it may be billed all the same: it is held, or was left alone. */
    private static boolean mayBeBilled(Deal deal) {
        return deal.decision() != null && (deal.held() || deal.decision().verdict() == Verdict.LEAVE);
    }

    private WorkQueries.View get(long id) {
        return work.find(id).orElseThrow(() -> unknown(id));
    }

    /** A 404. */
    static ResponseStatusException unknown(long id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no work " + id + ".");
    }

    private static String subject(WorkQueries.View work) {
        return "work " + work.id() + ": " + work.kind() + " " + work.key();
    }
}
