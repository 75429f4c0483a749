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
import org.wonbooks.connection.ConnectionSettings.Paid;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.Hold;
import org.wonbooks.invoicing.DealState;
import org.wonbooks.invoicing.Words;
import org.wonbooks.kommo.Lead;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.SeenInvoices;
import org.wonbooks.ledger.Step.State;
import org.wonbooks.ledger.StepLedger;

/**
 * What is done about a deal that is invoiced, and then edited, taken out of the won stage, or won again: nothing that
 * was sent is changed; what differs is shown, unless the invoice may follow the deal.
 */
@Component
class InvoicedDeal {

    /** Between what differs and why the invoice does not follow. */
    private static final String BUT = ". ";

    private final DealLedger deals;
    private final StepLedger steps;
    private final SeenInvoices seen;
    private final DatabaseTime time;

    InvoicedDeal(DealLedger deals, StepLedger steps, SeenInvoices seen, DatabaseTime time) {
        this.deals = deals;
        this.steps = steps;
        this.seen = seen;
        this.time = time;
    }

    /** Is it won anew, and gets another invoice? Nothing is written here. */
    boolean wonAnew(Connection connection, Deal deal, Lead lead) {
        return deal.leftWonAt() != null
                && isWon(connection, lead)
                && connection.settings().won().again() == Again.NEW;
    }

    /**
     * Takes note of what the deal is now. Part of the caller's transaction, which holds the fence.
     *
     * @param lead null when it is gone
     * @throws Hold it has left the won stage, and its invoice is open
     */
    @Transactional(noRollbackFor = Hold.class)
    void takeNote(Connection connection, Deal deal, Lead lead) {
        if (isThere(lead) && !mayFollow(connection, deal, lead)) {
            showDifference(deal, difference(connection, deal, lead));
        }
        if (isWon(connection, lead)) {
            back(connection, deal, lead);
            return;
        }
        String left = left(connection, lead);
        if (left != null && deal.leftWonAt() == null) {
            deals.leftWon(deal, time.now());
            deals.note(deal, left);
        }
        requireSettled(connection, deal, lead);
    }

    /**
     * Nothing is written here.
     *
     * @throws Hold it has left the won stage, and its invoice is open
     */
    void requireSettled(Connection connection, Deal deal, Lead lead) {
        String left = left(connection, lead);
        boolean open = deal.state() != DealState.PAID && deal.state() != DealState.VOIDED;
        // A person who has said that nothing is to be done is not asked again.
        if (left != null && open && (deal.leftWonAt() == null || deal.attention() != null)) {
            throw new Hold(left + ", and its invoice " + deal.docNumber() + " over "
                    + Words.amount(deal.total(), deal.currency())
                    + " stays as it is: void it in QuickBooks if it is not wanted any more, or "
                    + (isThere(lead)
                            ? "move the deal back"
                            : "take the deal back out of Kommo's bin. If it was merged into another deal that carries this"
                                    + " invoice, that one takes it over once it is looked at in the won stage"));
        }
    }

    private void back(Connection connection, Deal deal, Lead lead) {
        if (deal.leftWonAt() != null) {
            boolean anew = wonAnew(connection, deal, lead);
            deals.leftWon(deal, null);
            deals.note(deal, anew ? "Won again: a new won-cycle begins" : "Won again: it keeps its invoice");
        }
    }

    private static boolean isThere(Lead lead) {
        return lead != null && !lead.isDeleted();
    }

    private static boolean isWon(Connection connection, Lead lead) {
        return isThere(lead) && connection.settings().won().includes(lead.pipelineId(), lead.statusId());
    }

    /** How it left the won stage, in words; null: it did not. */
    private static String left(Connection connection, Lead lead) {
        if (!isThere(lead)) {
            return "The deal is gone from Kommo";
        }
        return isWon(connection, lead) || isWherePaidOnesGo(connection, lead) ? null : "The deal left the won stage";
    }

    /** Our own move of a paid deal, or a person's, is not a lost deal. */
    private static boolean isWherePaidOnesGo(Connection connection, Lead lead) {
        Paid paid = connection.settings().paid();
        return paid.mode() == PaidMode.STAGE
                && lead.pipelineId() == paid.pipelineId()
                && lead.statusId() == paid.statusId();
    }

    /**
     * Is there a difference that the invoice may follow, as far as can be known without reading it? Nobody has seen the
     * invoice yet, and nothing is paid on it; who is billed stays as it is.
     */
    boolean mayFollow(Connection connection, Deal deal, Lead lead) {
        String difference = difference(connection, deal, lead);
        return difference != null
                && connection.settings().invoice().updateUnsent()
                && connection.settings().won().includes(lead.pipelineId(), lead.statusId())
                && party(connection, lead).equals(deal.intent().party())
                && deal.state() == DealState.INVOICED
                && steps.find(deal.id(), "send")
                        .filter(send -> send.state() == State.SKIPPED)
                        .isPresent()
                && seen.find(deal.connectionId(), deal.invoiceId())
                        .filter(invoice -> invoice.voided()
                                || invoice.gone()
                                || invoice.balance().compareTo(invoice.total()) != 0)
                        .isEmpty()
                && (deal.difference() == null || !deal.difference().startsWith(difference + BUT));
    }

    /** Shows what differs. */
    void show(Connection connection, Deal deal, Lead lead) {
        showDifference(deal, difference(connection, deal, lead));
    }

    /** Shows what differs, and why the invoice can't follow: until the deal is edited again, it is not tried again. */
    void show(Connection connection, Deal deal, Lead lead, String why) {
        showDifference(deal, difference(connection, deal, lead) + BUT + why);
    }

    private void showDifference(Deal deal, String difference) {
        boolean shown = Objects.equals(difference, deal.difference())
                || difference != null
                        && deal.difference() != null
                        && deal.difference().startsWith(difference + BUT);
        if (!shown) {
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
        if (connection.settings().invoice().updateUnsent()
                && !Objects.equals(DatabaseText.fit(lead.name(), 500), deal.name())) {
            words.add("its name is \"" + lead.name() + "\", invoiced was \"" + deal.name() + "\"");
        }
        String sold = Sold.changes(deal.intent().sold(), Sold.of(connection, lead));
        if (!sold.isEmpty()) {
            words.add("its products, discount or currency were changed: " + sold);
        }
        String party = party(connection, lead);
        if (!party.equals(deal.intent().party())) {
            words.add("it is for " + inWords(party) + " now, the invoice is for "
                    + inWords(deal.intent().party()));
        }
        return words.isEmpty() ? null : "The deal was changed after it was invoiced: " + String.join("; ", words);
    }

    private static String inWords(String party) {
        return party.replace(":", " ") + " in Kommo";
    }

    /** Who is billed, as in a draft. */
    private static String party(Connection connection, Lead lead) {
        String contact = lead.contactId() == null ? null : "contact:" + lead.contactId();
        String company = lead.companyId() == null ? null : "company:" + lead.companyId();
        String billed = connection.settings().customer().billTo().of(company, contact);
        return Objects.requireNonNullElse(billed, "nobody");
    }
}
