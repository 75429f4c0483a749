package org.wonbooks.console.deal.page;

import org.wonbooks.console.deal.DealQueries;
import org.wonbooks.console.deal.DealView;
import org.wonbooks.decision.Verdict;
import org.wonbooks.invoicing.settlement.DealState;

/**
 * What a person can do about a deal as it stands.
 *
 * @param approve what is shown of it
 * @param replay work that failed
 * @param skip what it asks for, or would be done with it
 * @param bill it, though that is not done by itself
 */
record DealButtons(boolean approve, boolean replay, boolean skip, boolean bill) {

    static DealButtons of(DealView deal, DealQueries.DealWork work, boolean approve) {
        boolean dead = !work.dead().isEmpty();
        boolean left = deal.decision() != null && deal.decision().verdict() == Verdict.LEAVE;
        boolean mayCome = deal.hold() != null || deal.state() == DealState.WON || left;
        return new DealButtons(
                approve,
                dead,
                dead || work.win() != null && mayCome,
                deal.invoiceId() == null && deal.hold() == null && !dead && !approvedOnly(deal));
    }

    /** What a person has skipped, only an approval takes up again. */
    private static boolean approvedOnly(DealView deal) {
        return deal.decision() != null
                && deal.decision().verdict() == Verdict.SKIP
                && deal.decision().by() != null;
    }
}
