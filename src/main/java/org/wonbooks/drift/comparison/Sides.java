package org.wonbooks.drift.comparison;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Verdict;
import org.wonbooks.invoicing.settlement.DealState;

/**
 * What the sides say of one deal.
 *
 * @param known by our ledger, by cycle
 * @param work on the deal and its invoices
 */
record Sides(long leadId, Card card, List<Booked> invoices, List<Known> known, List<Task> work) {

    /**
     * The deal's card in Kommo.
     *
     * @param gone deleted, or never there; nothing else is known then
     * @param won stands in the stage that triggers an invoice, since a time that the report looks at
     * @param paid and paidAmount: what our fields show; the amount is null where it shows none
     */
    record Card(String name, BigDecimal amount, boolean gone, boolean won, boolean paid, BigDecimal paidAmount) {

        /** Of a deal that is gone our ledger may still know the name. */
        Card orKnownAs(List<Known> known) {
            return name != null || known.isEmpty()
                    ? this
                    : new Card(known.get(known.size() - 1).name(), amount, gone, won, paid, paidAmount);
        }
    }

    /** An invoice in the books that is this deal's, by its mark or by our ledger; what it sells is without tax. */
    record Booked(
            String id,
            int cycle,
            String docNumber,
            BigDecimal total,
            BigDecimal sales,
            BigDecimal balance,
            String currency,
            State state) {

        boolean live() {
            return state == State.LIVE;
        }
    }

    /** How an invoice stands. */
    enum State {
        LIVE,
        VOIDED,
        GONE
    }

    /**
     * @param frozen the amount that the invoice was made with; null before
     * @param decision what is to become of it; null: nobody has decided yet
     */
    record Known(
            int cycle,
            String name,
            DealState state,
            String invoiceId,
            String docNumber,
            BigDecimal frozen,
            Decision decision) {

        /** Why it is decided so, for a person. */
        String why() {
            return decision.reason().words();
        }

        boolean decided(Verdict verdict) {
            return decision != null && decision.verdict() == verdict;
        }
    }

    /** A piece of work, as its row stands. */
    record Task(long id, String state, Instant dueAt, int attempts, String reason, String fix, Instant finishedAt) {

        boolean is(String wanted) {
            return state.equals(wanted);
        }

        /** Is it just being done, or was it while the sides were read? Then they may not fit together. */
        boolean moves(Instant begun, Instant young) {
            return is("RUNNING")
                    || is("OPEN") && attempts == 0 && dueAt.isAfter(young)
                    || !is("DEAD") && finishedAt != null && !finishedAt.isBefore(begun);
        }
    }
}
