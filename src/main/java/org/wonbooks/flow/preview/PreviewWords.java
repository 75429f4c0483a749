package org.wonbooks.flow.preview;

import java.util.ArrayList;
import java.util.List;
import org.wonbooks.connection.Connection;
import org.wonbooks.fault.Fault;
import org.wonbooks.flow.preview.DealPreview.Check;
import org.wonbooks.invoicing.PostalAddress;
import org.wonbooks.invoicing.Words;
import org.wonbooks.invoicing.draft.NewItem;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.running.StoppedRoute;

/**
 * What a preview says to people.
 *
 * @param deal as it would be gone on with, as far as that came
 * @param home the currency of the books; null: not known
 * @param newItems those that would be made
 * @param fault what ended it; null: nothing
 * @param obstacle why it is not emailed; null: it is
 * @param asIfWon it was looked at as if it were won now
 * @param taskFault why it can't be said what a person would be told; null: it can, or nobody is needed
 */
record PreviewWords(
        Connection connection,
        Lead lead,
        Deal deal,
        PreviewCustomer billed,
        String home,
        List<NewItem> newItems,
        Exception fault,
        String obstacle,
        boolean asIfWon,
        Exception taskFault) {

    /** What would happen, in the flow's order. */
    List<String> steps() {
        List<String> steps = new ArrayList<>();
        if (deal.invoiceId() != null) {
            steps.add("Invoice " + deal.docNumber() + " over " + Words.amount(deal.total(), deal.currency())
                    + " is there already: none is made");
        } else {
            steps.add(billed.made() ? "A customer is made: " + billed.words() : "It is billed to " + billed.words());
            newItems.forEach(item -> steps.add(
                    "An item is made: \"" + item.name() + "\"" + (item.sku() == null ? "" : " (" + item.sku() + ")")));
            steps.add("An invoice over "
                    + (deal.intent().exchangeRate() == null
                            ? Words.amount(deal.intent().amount(), null) + " is made"
                            : Words.amount(deal.intent().amount(), deal.intent().currency()) + " is made, " + rate()));
        }
        steps.add(
                deal.emailedAt() != null
                        ? "It was emailed to " + deal.recipients()
                        : obstacle != null
                                ? obstacle
                                : "It is emailed to " + deal.intent().recipients());
        if (obstacle == null && deal.intent().passedOver() != null) {
            steps.add(deal.intent().passedOver());
        }
        steps.add("The deal in Kommo shows its number and payment link, and a note");
        return steps;
    }

    /** What was looked at, in the flow's order: the first that is not well has the reason. */
    List<Check> checks(boolean composed) {
        List<Check> checks = looked(composed);
        if (taskFault != null && !(taskFault instanceof StoppedRoute)) {
            checks.add(new Check("task", false, Fault.words(taskFault), Fault.fix(taskFault)));
        }
        return checks;
    }

    private List<Check> looked(boolean composed) {
        List<Check> checks = new ArrayList<>();
        boolean won = lead != null
                && !lead.isDeleted()
                && connection.settings().won().includes(lead.pipelineId(), lead.statusId());
        String stage = lead == null ? "not in Kommo" : "stage " + lead.statusId() + " of pipeline " + lead.pipelineId();
        if (asIfWon && stage.startsWith("stage ")) {
            stage = "as if it were won now: " + stage;
        }
        if (!add(checks, "won", won || deal.frozen(), stage)
                || !add(checks, "what is invoiced", deal.frozen(), amount())
                || deal.invoiceId() != null
                || !add(checks, "customer", billed.id() != null, billed.words())
                || !add(checks, "invoice", composed && fault == null, "composed, and bears its mark")) {
            return checks;
        }
        if (!billed.active()) {
            checks.set(
                    checks.size() - 2,
                    new Check(
                            "customer",
                            false,
                            billed.words() + ", is not active in QuickBooks",
                            "Make the customer active again in QuickBooks."));
        }
        PostalAddress moved = deal.intent().billTo();
        if (moved != null) {
            checks.add(new Check(
                    "address",
                    true,
                    "the invoice bears the new one, in " + moved.postalCode() + " " + moved.city()
                            + "; in QuickBooks the customer keeps its own, and its shipping address, by which sales tax is"
                            + " computed: where it has none, the tax may come out as at the new one",
                    null));
        }
        if (deal.intent().exchangeRate() != null) {
            checks.add(new Check("exchange rate", true, rate(), null));
        }
        String passedOver = deal.intent().passedOver();
        String recipients = deal.intent().recipients() + (passedOver == null ? "" : ". " + passedOver);
        checks.add(new Check("e-mail", obstacle == null, obstacle == null ? recipients : obstacle, null));
        return checks;
    }

    /** At which the invoice is booked, and what it comes to. */
    private String rate() {
        return "at QuickBooks' rate of " + deal.intent().date() + ", "
                + deal.intent().exchangeRate().toPlainString() + ": "
                + Words.amount(deal.intent().homeAmount(), home);
    }

    private String amount() {
        return deal.frozen()
                ? Words.amount(deal.intent().amount(), null) + " to "
                        + deal.intent().customerName()
                : null;
    }

    private boolean add(List<Check> checks, String check, boolean ok, String detail) {
        boolean failed = !ok && fault != null;
        checks.add(new Check(check, ok, failed ? Fault.words(fault) : detail, failed ? Fault.fix(fault) : null));
        return ok;
    }
}
