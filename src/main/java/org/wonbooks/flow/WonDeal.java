package org.wonbooks.flow;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
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
    private final MergedDeal merged;
    private final Fence fence;
    private final Clock clock;

    WonDeal(DealLedger deals, StepLedger steps, InvoicedDeal invoiced, MergedDeal merged, Fence fence, Clock clock) {
        this.deals = deals;
        this.steps = steps;
        this.invoiced = invoiced;
        this.merged = merged;
        this.fence = fence;
        this.clock = clock;
    }

    /**
     * The deal to go on with; throws {@link Skip} when there is nothing to do. What was begun is brought to its end,
     * even when the deal has left its stage meanwhile: a document that is made must be known on the deal. Where nothing
     * was made, and QuickBooks refused it or a person had to look before it was asked, all is decided anew.
     */
    @Transactional(noRollbackFor = {Skip.class, Hold.class})
    public Deal decide(
            @Variable("work") Work work, @Variable("connection") Connection connection, @Variable("lead") Lead lead) {
        fence.hold(work.lease());
        long leadId = Long.parseLong(work.key());
        requireSame(leadId, lead);
        Optional<Deal> known = deals.find(connection.id(), leadId);
        if (known.filter(Deal::frozen).isPresent()) {
            Deal begun = known.get();
            Course course = course(connection, begun, lead);
            if (isTold(begun)) {
                invoiced.takeNote(connection, begun, lead);
            }
            if (course == Course.GO_ON) {
                return deals.get(begun.id());
            }
            if (course == Course.WON_ANEW) {
                known = Optional.of(deals.nextCycle(begun));
            } else {
                deals.thaw(begun);
                steps.forgetEnded(begun, BilledCustomer.CUSTOMER);
                steps.forgetEnded(begun, BilledCustomer.RENAMED);
            }
        }
        String obstacle = obstacle(connection, leadId, lead);
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

    /**
     * The deal as {@link #decide} would go on with it, or the fault that it would end with; nothing is written down.
     *
     * @param asked the deal, as far as the caller knows it
     */
    public Deal foresee(
            @Variable("connection") Connection connection, @Variable("deal") Deal asked, @Variable("lead") Lead lead) {
        long leadId = asked.leadId();
        requireSame(leadId, lead);
        Optional<Deal> known = deals.find(connection.id(), leadId);
        Deal deal = known.orElse(asked);
        if (deal.frozen()) {
            if (isTold(deal)) {
                invoiced.requireSettled(connection, deal, lead);
            }
            switch (course(connection, deal, lead)) {
                case GO_ON -> {
                    return deal;
                }
                case WON_ANEW -> deal = Deal.unwritten(connection.id(), leadId, deal.cycle() + 1, deal.name());
                case ANEW -> deal = deal.deciding(null);
            }
        }
        String obstacle = obstacle(connection, leadId, lead);
        if (obstacle != null) {
            throw new Skip(obstacle);
        }
        refuseUnknownInvoice(connection, deal, lead);
        return deal;
    }

    /** What becomes of a deal whose invoice was begun. */
    private enum Course {
        GO_ON,
        WON_ANEW,
        ANEW
    }

    private Course course(Connection connection, Deal begun, Lead lead) {
        if (isTold(begun) && invoiced.wonAnew(connection, begun, lead)) {
            return Course.WON_ANEW;
        }
        return begun.invoiceId() == null && isUndone(begun) ? Course.ANEW : Course.GO_ON;
    }

    /** A person had to put something right, and nothing was made: what they did counts. */
    private boolean isUndone(Deal begun) {
        return steps.anyNotMade(begun.id()) || begun.attention() != null && steps.nothingBegun(begun.id());
    }

    private static void requireSame(long leadId, Lead lead) {
        if (lead != null && lead.id() != leadId) {
            throw new PassingFault("Kommo answered with another deal", null);
        }
    }

    /** Is the deal in Kommo told of its invoice, and nothing left to do? */
    boolean isTold(Deal deal) {
        return deal.invoiceId() != null
                && steps.find(deal.id(), "invoice-note")
                        .filter(step -> !step.open())
                        .isPresent();
    }

    /** After a backup was restored, Kommo knows more than we do. */
    private void refuseUnknownInvoice(Connection connection, Deal deal, Lead lead) {
        String field = connection.settings().fields().invoiceId();
        Optional<Hold> unknown = lead.texts(field).stream()
                .filter(invoice -> deals.findByInvoice(connection.id(), invoice).isEmpty())
                .findFirst()
                .map(invoice -> new Hold("The deal carries invoice " + invoice + " in " + field
                        + " already, which Wonbooks does not know: it was copied with the deal, or made before a backup"
                        + " was restored"));
        merged.refusal(connection, deal.leadId(), lead).or(() -> unknown).ifPresent(hold -> hold.unless(deal::lets));
    }

    private String obstacle(Connection connection, long leadId, Lead lead) {
        if (lead == null || lead.isDeleted()) {
            return Objects.requireNonNullElse(merged.words(connection, leadId), "The deal is gone from Kommo");
        }
        boolean won = connection.settings().won().includes(lead.pipelineId(), lead.statusId());
        return won ? null : "The deal is not, or no longer, in the stage that triggers an invoice";
    }

    /** What was read of the deal. */
    public Billing billing(
            @Variable("lead") Lead lead,
            @Variable("contact") Contact contact,
            @Variable("company") Contact company,
            @Variable("elements") List<ElementList.Element> elements,
            @Variable("references") WantedReferences.Found references) {
        return new Billing(lead, contact, company, elements, references);
    }

    /** Writes down what is invoiced, once and for all. */
    @Transactional(noRollbackFor = Skip.class)
    public Deal freeze(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("billing") Billing billing) {
        fence.hold(work.lease());
        try {
            InvoiceIntent intent = complete(draft(connection, deal, billing)).intent();
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

    /** The deal with what would be frozen of it; nothing is written down. */
    public Deal draft(
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("billing") Billing billing) {
        return deal.deciding(InvoiceDraft.of(
                DealAsDrafted.of(connection, deal, billing),
                connection.settings(),
                billing.found().references(),
                today(connection)));
    }

    /** Throws where an item is still to be made: something that stood in its way a moment ago does no more. */
    static Deal complete(Deal drafted) {
        if (DealItems.wanting(drafted)) {
            throw new PassingFault("An item has to be made before the deal is invoiced", null);
        }
        return drafted;
    }

    /** The day that it is where the company is. */
    LocalDate today(Connection connection) {
        return LocalDate.now(clock.withZone(connection.zone()));
    }
}
