package org.wonbooks.flow;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.invoicing.DealState;
import org.wonbooks.invoicing.InvoiceDraft;
import org.wonbooks.invoicing.InvoiceIntent;
import org.wonbooks.kommo.Contact;
import org.wonbooks.kommo.ElementList;
import org.wonbooks.kommo.Lead;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.work.Work;

/** Decides whether a deal is invoiced, and freezes what. */
@Component("wonDeal")
public class WonDeal {

    private final DealLedger deals;
    private final StepLedger steps;
    private final InvoicedDeal invoiced;
    private final Fence fence;
    private final Clock clock;

    WonDeal(DealLedger deals, StepLedger steps, InvoicedDeal invoiced, Fence fence, Clock clock) {
        this.deals = deals;
        this.steps = steps;
        this.invoiced = invoiced;
        this.fence = fence;
        this.clock = clock;
    }

    /** The lead that a run is about: its work's, or its deal's. */
    public long leadId(@Variable("work") Work work, @Variable("deal") Deal deal) {
        return deal == null ? Long.parseLong(work.key()) : deal.leadId();
    }

    /**
     * The deal to go on with; throws {@link Skip} when there is nothing to do. What was begun is brought to its end,
     * even when the deal has left its stage meanwhile: a document that is made must be known on the deal. Where nothing
     * was made, since QuickBooks refused it, all is decided anew.
     */
    @Transactional(noRollbackFor = {Skip.class, Hold.class})
    public Deal decide(
            @Variable("work") Work work, @Variable("connection") Connection connection, @Variable("lead") Lead lead) {
        fence.hold(work.lease());
        long leadId = Long.parseLong(work.key());
        if (lead != null && lead.id() != leadId) {
            throw new PassingFault("Kommo answered with another deal", null);
        }
        Optional<Deal> known = deals.find(connection.id(), leadId);
        if (known.filter(Deal::frozen).isPresent()) {
            Deal begun = known.get();
            if (isTold(begun) && invoiced.wonAnew(connection, begun, lead)) {
                known = Optional.of(deals.nextCycle(begun));
            } else if (begun.invoiceId() != null || !steps.anyNotMade(begun.id())) {
                return deals.get(begun.id());
            } else {
                deals.thaw(begun);
            }
        }
        String obstacle = obstacle(connection, lead);
        if (obstacle != null) {
            known.ifPresent(deal -> deals.state(deal, DealState.SKIPPED, obstacle));
            throw new Skip(obstacle);
        }
        Deal deal = deals.open(connection.id(), leadId, lead.name());
        refuseUnknownInvoice(connection, deal, lead);
        if (known.isEmpty()) {
            deals.note(deal, "Won");
        }
        return deal;
    }

    /** Is the deal in Kommo told of its invoice, and nothing left to do? */
    private boolean isTold(Deal deal) {
        return deal.invoiceId() != null
                && steps.find(deal.id(), "invoice-note")
                        .filter(step -> !step.open())
                        .isPresent();
    }

    /** After a backup was restored, Kommo knows more than we do. */
    private void refuseUnknownInvoice(Connection connection, Deal deal, Lead lead) {
        String field = connection.settings().fields().invoiceId();
        List<String> invoices = lead.texts(field).stream()
                .filter(invoice -> deals.findByInvoice(connection.id(), invoice)
                        .filter(earlier -> earlier.leadId() == deal.leadId())
                        .isEmpty())
                .toList();
        if (!invoices.isEmpty() && !deal.approved()) {
            throw new Hold("The deal carries invoice " + invoices.get(0) + " in " + field
                    + " already, which Wonbooks does not know: it was copied with the deal, or made before a backup was"
                    + " restored");
        }
    }

    private static String obstacle(Connection connection, Lead lead) {
        if (lead == null || lead.isDeleted()) {
            return "The deal is gone from Kommo";
        }
        boolean won = connection.settings().won().includes(lead.pipelineId(), lead.statusId());
        return won ? null : "The deal is not, or no longer, in the stage that triggers an invoice";
    }

    /** Writes down what is invoiced, once and for all. */
    @Transactional(noRollbackFor = Skip.class)
    public Deal freeze(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("lead") Lead lead,
            @Variable("contact") Contact contact,
            @Variable("company") Contact company,
            @Variable("elements") List<ElementList.Element> elements,
            @Variable("references") WantedReferences.Found references) {
        fence.hold(work.lease());
        try {
            InvoiceIntent intent = InvoiceDraft.of(
                    DealAsDrafted.of(connection, deal, lead, contact, company, elements, references.items()),
                    connection.settings(),
                    references.references(),
                    today(connection));
            deals.state(deal, DealState.WON, null);
            deals.freeze(deal, intent);
            deals.note(deal, "To be invoiced: " + intent.amount().toPlainString() + " to " + intent.customerName());
        } catch (Skip skip) {
            deals.state(deal, DealState.SKIPPED, skip.getMessage());
            deals.note(deal, skip.getMessage());
            throw skip;
        }
        return deals.get(deal.id());
    }

    /** The day that it is where the company is. */
    LocalDate today(Connection connection) {
        return LocalDate.now(clock.withZone(connection.zone()));
    }
}
