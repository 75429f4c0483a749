package org.wonbooks.flow.deal;

import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Again;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Verdict;
import org.wonbooks.flow.deal.DealRule.Ruling;
import org.wonbooks.flow.task.DealNeed;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;

/** Writes down how a deal is decided, where that is not written down yet. Part of the caller's transaction. */
@Component
class DecisionRecord {

    private final DealLedger deals;
    private final DealAttention attention;
    private final Decisions decisions;
    private final DealNeed need;
    private final DatabaseTime time;

    DecisionRecord(DealLedger deals, DealAttention attention, Decisions decisions, DealNeed need, DatabaseTime time) {
        this.deals = deals;
        this.attention = attention;
        this.decisions = decisions;
        this.need = need;
        this.time = time;
    }

    void keep(Deal deal, Ruling ruling) {
        boolean kept =
                deal.decision() != null && deal.decision().says(ruling.verdict(), ruling.reason(), ruling.shown());
        if (ruling.stored() || kept) {
            return;
        }
        if (ruling.by() != null) {
            decisions.take(deal, ruling.by(), ruling.reason(), ruling.evidence());
            deals.note(deal, "Taken by " + ruling.by());
            return;
        }
        decisions.decide(deal, ruling.verdict(), ruling.reason(), ruling.shown(), ruling.evidence());
        if (deal.decision() != null
                && deal.decision().verdict() == ruling.verdict()
                && deal.decision().reason().equals(ruling.reason())) {
            // Only what is to be seen of the deal has changed.
            return;
        }
        need.pass(deal);
        if (ruling.verdict() == Verdict.HOLD) {
            deals.note(deal, "Needs a person: " + ruling.reason().words());
        } else if (ruling.verdict() != Verdict.BILL) {
            deals.note(deal, ruling.reason().words());
        }
    }

    /**
     * A deal that a person has skipped, in the won-cycle that it is in by now: a new one is decided anew.
     *
     * @param lead null when it is gone
     */
    Deal skipped(Connection connection, Deal skipped, Lead lead) {
        if (wonAnew(connection, skipped, lead)) {
            return deals.nextCycle(skipped);
        }
        boolean left = EditedDeal.isThere(lead) && !EditedDeal.isWon(connection, lead);
        if (left && skipped.attention().leftWonAt() == null) {
            attention.leftWon(skipped, time.now());
        }
        return skipped;
    }

    /** Is a deal that a person has skipped won anew? Nothing is written here. */
    boolean wonAnew(Connection connection, Deal skipped, Lead lead) {
        return skipped.invoiceId() == null
                && skipped.attention().leftWonAt() != null
                && connection.settings().won().again() == Again.NEW
                && EditedDeal.isWon(connection, lead);
    }

    /** The deal in its next won-cycle; where a person was asked for that one, what they said holds there. */
    Deal goesOn(Deal before, Deal next) {
        Decision said = said(before);
        if (said == null) {
            return next;
        }
        decisions.goesOn(next, said);
        return deals.get(next.id());
    }

    /** What a person has said of the next won-cycle; null: nobody was asked. */
    Decision said(Deal before) {
        Decision said = before.decision();
        return EditedDeal.asked(before) && said.bills() && said.by() != null ? said : null;
    }
}
