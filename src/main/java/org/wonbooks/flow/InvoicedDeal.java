package org.wonbooks.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Again;
import org.wonbooks.connection.ConnectionSettings.BillTo;
import org.wonbooks.connection.ConnectionSettings.Paid;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.Hold;
import org.wonbooks.invoicing.DealState;
import org.wonbooks.invoicing.Words;
import org.wonbooks.kommo.Lead;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;

/**
 * What is done about a deal that is invoiced, and then edited, taken out of the won stage, or won again: nothing that
 * was sent is changed; what differs is shown.
 */
@Component
class InvoicedDeal {

    private final DealLedger deals;
    private final DatabaseTime time;

    InvoicedDeal(DealLedger deals, DatabaseTime time) {
        this.deals = deals;
        this.time = time;
    }

    /**
     * Takes note of what the deal is now; answers whether it is won anew and gets another invoice. Part of the caller's
     * transaction, which holds the fence.
     *
     * @param lead null when it is gone
     * @throws Hold it has left the won stage, and its invoice is open
     */
    @Transactional(noRollbackFor = Hold.class)
    boolean wonAnew(Connection connection, Deal deal, Lead lead) {
        boolean there = lead != null && !lead.isDeleted();
        if (there) {
            showDifference(deal, difference(connection, deal, lead));
        }
        if (there && connection.settings().won().includes(lead.pipelineId(), lead.statusId())) {
            return back(connection, deal);
        }
        if (!there || !isWherePaidOnesGo(connection, lead)) {
            left(deal, there ? "left the won stage" : "is gone from Kommo");
        }
        return false;
    }

    private boolean back(Connection connection, Deal deal) {
        if (deal.leftWonAt() == null) {
            return false;
        }
        boolean anew = connection.settings().won().again() == Again.NEW;
        deals.leftWon(deal, null);
        deals.note(deal, anew ? "Won again: a new won-cycle begins" : "Won again: it keeps its invoice");
        return anew;
    }

    private void left(Deal deal, String how) {
        boolean first = deal.leftWonAt() == null;
        if (first) {
            deals.leftWon(deal, time.now());
            deals.note(deal, "The deal " + how);
        }
        boolean open = deal.state() != DealState.PAID && deal.state() != DealState.VOIDED;
        // A person who has said that nothing is to be done is not asked again.
        if (open && (first || deal.attention() != null)) {
            throw new Hold("The deal " + how + ", and its invoice " + deal.docNumber() + " over "
                    + Words.amount(deal.total(), deal.currency())
                    + " stays as it is: void it in QuickBooks if it is not wanted any more, or move the deal back");
        }
    }

    /** Our own move of a paid deal, or a person's, is not a lost deal. */
    private static boolean isWherePaidOnesGo(Connection connection, Lead lead) {
        Paid paid = connection.settings().paid();
        return paid.mode() == PaidMode.STAGE
                && lead.pipelineId() == paid.pipelineId()
                && lead.statusId() == paid.statusId();
    }

    private void showDifference(Deal deal, String difference) {
        if (!Objects.equals(difference, deal.difference())) {
            deals.difference(deal, difference);
            deals.note(deal, difference == null ? "The deal says again what its invoice says" : difference);
        }
    }

    /** What the deal says by now and its invoice does not; null: nothing. */
    private static String difference(Connection connection, Deal deal, Lead lead) {
        List<String> words = new ArrayList<>();
        BigDecimal amount = lead.amount();
        if (amount != null
                && amount.setScale(2, RoundingMode.HALF_UP)
                                .compareTo(deal.intent().amount().setScale(2, RoundingMode.HALF_UP))
                        != 0) {
            words.add("its amount is " + Words.amount(amount, null) + ", invoiced was "
                    + Words.amount(deal.intent().amount(), null));
        }
        boolean company = connection.settings().customer().billTo() == BillTo.COMPANY && lead.companyId() != null;
        String party = company ? "company:" + lead.companyId() : "contact:" + lead.contactId();
        if (!party.equals(deal.intent().party())) {
            words.add("it belongs to " + party + ", billed was " + deal.intent().party());
        }
        return words.isEmpty() ? null : "The deal was changed after it was invoiced: " + String.join("; ", words);
    }
}
