package org.wonbooks.flow.deal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Again;
import org.wonbooks.connection.ConnectionSettings.Paid;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.Hold;
import org.wonbooks.flow.billing.LeadTerms;
import org.wonbooks.flow.draft.Sold;
import org.wonbooks.invoicing.Words;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.Step.State;
import org.wonbooks.ledger.deal.StepLedger;

/**
 * What is done about a deal that is invoiced, and then edited, taken out of the won stage, or won again: nothing that
 * was sent is changed; what differs is shown, unless the invoice may follow the deal.
 */
@Component
public class EditedDeal {

    /** Between what differs and why the invoice does not follow. */
    private static final String BUT = ". ";

    private final DealLedger deals;
    private final DealAttention attention;
    private final Decisions decisions;
    private final StepLedger steps;
    private final SeenInvoices seen;
    private final DatabaseTime time;

    EditedDeal(
            DealLedger deals,
            DealAttention attention,
            Decisions decisions,
            StepLedger steps,
            SeenInvoices seen,
            DatabaseTime time) {
        this.deals = deals;
        this.attention = attention;
        this.decisions = decisions;
        this.steps = steps;
        this.seen = seen;
        this.time = time;
    }

    /** Is the deal in Kommo told of its invoice, and nothing left to do? */
    public boolean isTold(Deal deal) {
        return deal.invoiceId() != null
                && steps.find(deal.id(), "invoice-note")
                        .filter(step -> !step.open())
                        .isPresent();
    }

    /**
     * Is it won anew, and gets another invoice? Where its invoice is no more, a person has to say so. Nothing is
     * written here.
     *
     * @throws Hold its invoice was voided or deleted before it was won again
     */
    boolean wonAnew(Connection connection, Deal deal, Lead lead) {
        if (deal.invoiceId() == null || !isWon(connection, lead)) {
            return false;
        }
        if (deal.attention().leftWonAt() != null && connection.settings().won().again() == Again.NEW) {
            return true;
        }
        return wonAgainVoided(deal) && isApproved(connection, deal, lead);
    }

    /** Has a person said that what its card says by now is to be billed? */
    private static boolean isApproved(Connection connection, Deal deal, Lead lead) {
        return deal.decision() != null
                && deal.decision().bills()
                && deal.lets(LeadTerms.shown(connection, lead)).pass(wonAgain(deal));
    }

    /** Has a person said that it is to be left at that? Earlier versions did not write down the invoice's id. */
    private static boolean isLeftAtThat(Deal deal) {
        return deal.decision() != null
                && deal.decision().skippedByPerson()
                && (asked(deal)
                        || deal.decision()
                                .reason()
                                .equals(Reason.of(
                                        Cause.WON_AGAIN_VOIDED, "invoice", String.valueOf(deal.docNumber()))));
    }

    /** It was won again after its invoice had been voided or deleted. */
    private static boolean wonAgainVoided(Deal deal) {
        return deal.state() == DealState.VOIDED && (deal.attention().leftWonAt() != null || asked(deal));
    }

    /** Is it this invoice, not the one of the won-cycle before, for which a person was asked about the next one? */
    static boolean asked(Deal deal) {
        return deal.decision() != null && deal.decision().reason().equals(wonAgain(deal));
    }

    /** What a person has to let pass of the won-cycle before, if it is to be billed once more. */
    static Optional<Reason> doubt(Connection connection, Deal before) {
        if (before.invoiceId() != null) {
            return before.state() == DealState.VOIDED
                            && connection.settings().won().again() != Again.NEW
                    ? Optional.of(wonAgain(before))
                    : Optional.empty();
        }
        return Optional.ofNullable(before.decision())
                .filter(Decision::skippedByPerson)
                .map(skipped -> Reason.of(Cause.LAST_SKIPPED, "who", skipped.by()));
    }

    /** Named by its id too: a number may be given twice, or none. */
    private static Reason wonAgain(Deal deal) {
        return Reason.of(Cause.WON_AGAIN_VOIDED, "invoice", String.valueOf(deal.docNumber()), "id", deal.invoiceId());
    }

    /**
     * Takes note of what the deal is now. Part of the caller's transaction, which holds the fence.
     *
     * @param lead null when it is gone
     * @throws Hold it has left the won stage, and its invoice is open; or it is won again, and its invoice is no more
     */
    @Transactional(noRollbackFor = Hold.class)
    void takeNote(Connection connection, Deal deal, Lead lead) {
        if (isThere(lead) && !mayFollow(connection, deal, lead)) {
            showDifference(deal, difference(connection, deal, lead));
        }
        if (isWon(connection, lead)) {
            back(connection, deal, lead);
        } else if (isThere(lead) && left(connection, lead) && deal.attention().leftWonAt() == null) {
            attention.leftWon(deal, time.now());
            deals.note(deal, "The deal left the won stage");
        }
        requireSettled(connection, deal, lead);
    }

    /**
     * Nothing is written here.
     *
     * @throws Hold as {@link #takeNote} does
     */
    void requireSettled(Connection connection, Deal deal, Lead lead) {
        if (isWon(connection, lead)) {
            boolean asks = wonAgainVoided(deal)
                    && connection.settings().won().again() != Again.NEW
                    && !isLeftAtThat(deal)
                    && !isApproved(connection, deal, lead);
            if (asks) {
                throw new Hold(wonAgain(deal), LeadTerms.shown(connection, lead));
            }
            return;
        }
        boolean open = deal.state() != DealState.PAID && deal.state() != DealState.VOIDED;
        boolean meant = deal.decision() != null
                && deal.decision().bills()
                && deal.decision().win().cause() == Cause.MOVED_ON;
        if (open && !meant && left(connection, lead)) {
            // A person who has said that nothing is to be done is not asked again.
            Hold.unless(
                    deal.lets(),
                    Reason.of(
                            isThere(lead) ? Cause.LEFT_WON : Cause.GONE_INVOICED,
                            "invoice",
                            String.valueOf(deal.docNumber()),
                            "total",
                            Words.amount(deal.total(), deal.currency())));
        }
    }

    private void back(Connection connection, Deal deal, Lead lead) {
        if (deal.attention().leftWonAt() == null) {
            return;
        }
        boolean anew = wonAnew(connection, deal, lead);
        if (deal.state() != DealState.VOIDED || anew) {
            attention.leftWon(deal, null);
            decisions.forgetLets(deal);
            deals.note(deal, anew ? "Won again: a new won-cycle begins" : "Won again: it keeps its invoice");
        }
    }

    static boolean isThere(Lead lead) {
        return lead != null && !lead.isDeleted();
    }

    /** Does it stand in the stage that triggers an invoice? */
    static boolean isWon(Connection connection, Lead lead) {
        return isThere(lead) && connection.settings().won().includes(lead.pipelineId(), lead.statusId());
    }

    /** Is it elsewhere, or nowhere? */
    private static boolean left(Connection connection, Lead lead) {
        return !isWon(connection, lead) && !(isThere(lead) && isWherePaidOnesGo(connection, lead));
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
    public boolean mayFollow(Connection connection, Deal deal, Lead lead) {
        String difference = difference(connection, deal, lead);
        return difference != null
                && connection.settings().invoice().updateUnsent()
                && connection.settings().won().includes(lead.pipelineId(), lead.statusId())
                && LeadTerms.party(connection, lead).equals(deal.intent().party())
                && deal.state() == DealState.INVOICED
                && steps.find(deal.id(), "send")
                        .filter(send -> send.state() == State.SKIPPED)
                        .isPresent()
                && seen.find(deal.connectionId(), deal.invoiceId())
                        .filter(invoice -> invoice.voided()
                                || invoice.gone()
                                || invoice.balance().compareTo(invoice.total()) != 0)
                        .isEmpty()
                && !isTried(deal, difference);
    }

    /** Shows what differs. */
    public void show(Connection connection, Deal deal, Lead lead) {
        showDifference(deal, difference(connection, deal, lead));
    }

    /** Shows what differs, and why the invoice can't follow: until the deal is edited again, it is not tried again. */
    public void show(Connection connection, Deal deal, Lead lead, String why) {
        showDifference(deal, difference(connection, deal, lead) + BUT + why);
    }

    /** Is it known why the invoice can't follow this? */
    private static boolean isTried(Deal deal, String difference) {
        String shown = deal.attention().difference();
        return shown != null && shown.startsWith(difference + BUT);
    }

    private void showDifference(Deal deal, String difference) {
        if (!Objects.equals(difference, deal.attention().difference()) && !isTried(deal, difference)) {
            attention.difference(deal, difference);
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
        String party = LeadTerms.party(connection, lead);
        if (!party.equals(deal.intent().party())) {
            words.add("it is for " + inWords(party) + " now, the invoice is for "
                    + inWords(deal.intent().party()));
        }
        return words.isEmpty() ? null : "The deal was changed after it was invoiced: " + String.join("; ", words);
    }

    private static String inWords(String party) {
        return party.replace(":", " ") + " in Kommo";
    }
}
