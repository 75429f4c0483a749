package org.wonbooks.flow;

import org.springframework.stereotype.Component;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Verdict;
import org.wonbooks.flow.DealRule.Ruling;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.Decisions;

/** Writes down how a deal is decided, where that is not written down yet. Part of the caller's transaction. */
@Component
class DecidedDeal {

    private final DealLedger deals;
    private final Decisions decisions;

    DecidedDeal(DealLedger deals, Decisions decisions) {
        this.deals = deals;
        this.decisions = decisions;
    }

    void keep(Deal deal, Ruling ruling) {
        if (ruling.stored() || isKept(deal.decision(), ruling)) {
            return;
        }
        if (ruling.by() != null) {
            decisions.take(deal, ruling.by(), ruling.reason(), ruling.evidence());
            deals.note(deal, "Taken by " + ruling.by());
            return;
        }
        decisions.decide(deal, ruling.verdict(), ruling.reason(), ruling.shown(), ruling.evidence());
        if (ruling.verdict() == Verdict.HOLD) {
            deals.note(deal, "Needs a person: " + ruling.reason().words());
        } else if (ruling.verdict() != Verdict.BILL) {
            deals.note(deal, ruling.reason().words());
        }
    }

    private static boolean isKept(Decision decision, Ruling ruling) {
        return decision != null
                && decision.verdict() == ruling.verdict()
                && decision.digest().equals(Decision.digest(ruling.reason(), ruling.shown()));
    }

    /** The deal in its next won-cycle; where a person was asked for that one, it is billed. */
    Deal goesOn(Deal before, Deal next) {
        Decision said = before.decision();
        boolean asked = said != null && said.reason().cause() == Cause.WON_AGAIN_VOIDED;
        if (!asked || !said.bills() || said.by() == null) {
            return next;
        }
        decisions.take(next, said.by(), said.reason(), said.evidence());
        return deals.get(next.id());
    }
}
