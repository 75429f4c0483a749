package org.wonbooks.flow.card;

import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Paid;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.fault.Skip;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.InvoiceLedger;

/** Where a deal belongs on the board in Kommo by what the books say. */
@Component
class DealCard {

    private final DealLedger deals;
    private final DealAttention attention;
    private final InvoiceLedger invoices;

    DealCard(DealLedger deals, DealAttention attention, InvoiceLedger invoices) {
        this.deals = deals;
        this.attention = attention;
        this.invoices = invoices;
    }

    /**
     * Where the deal moves, or null when it stays: a paid one to where the connection says; back, when the money was
     * taken back, unless a person has moved it since. Throws {@link Skip} when the deal is gone from Kommo. Part of the
     * caller's transaction, which holds the fence.
     */
    Stage stage(Connection connection, Deal deal, Lead lead) {
        if (lead == null || lead.isDeleted()) {
            deals.note(deal, "The deal is gone from Kommo: it is told nothing any more");
            throw new Skip("The deal is gone from Kommo");
        }
        if (!isLatest(deal)) {
            return null;
        }
        Paid paid = connection.settings().paid();
        if (deal.told().full()) {
            if (paid.mode() != PaidMode.STAGE) {
                return null;
            }
            Stage wanted = new Stage(paid.pipelineId(), paid.statusId());
            if (wanted.holds(lead)) {
                return null;
            }
            invoices.stageBefore(deal, lead.pipelineId() + "/" + lead.statusId());
            return wanted;
        }
        if (deal.money().stageBefore() == null || paid.mode() != PaidMode.STAGE) {
            return null;
        }
        boolean unmoved = new Stage(paid.pipelineId(), paid.statusId()).holds(lead);
        return unmoved ? Stage.of(deal.money().stageBefore()) : null;
    }

    /**
     * The card shows what the books say. Part of the caller's transaction, which holds the fence.
     *
     * @param compared a person, or another number, had asked to compare it
     */
    void written(Deal deal, boolean compared) {
        if (compared) {
            attention.recheck(deal, false);
        }
        if (!deal.told().full()) {
            invoices.stageBefore(deal, null);
        }
    }

    /**
     * The card lacks what Kommo does not take: it is to be compared again. Part of the caller's transaction, as above.
     */
    void writtenInPart(Deal deal) {
        attention.recheck(deal, true);
    }

    /** The card shows the invoice of the deal's latest won-cycle that has one. */
    boolean isLatest(Deal deal) {
        return deals.latestInvoiced(deal.connectionId(), deal.leadId())
                .filter(latest -> latest == deal.id())
                .isPresent();
    }
}
