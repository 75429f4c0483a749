package org.wonbooks.flow.draft;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.decision.Verdict;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.flow.billing.Billing;
import org.wonbooks.flow.billing.WantedReferences;
import org.wonbooks.flow.customer.MovedParty;
import org.wonbooks.invoicing.Words;
import org.wonbooks.invoicing.draft.InvoiceDraft;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.draft.NewItem;
import org.wonbooks.kommo.lead.Contact;
import org.wonbooks.kommo.lead.ElementList;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.FrozenIntents;
import org.wonbooks.work.Work;

/** What is to be invoiced of a deal: drafted from what was read, and frozen. */
@Component
public class DealDraft {

    private final DealLedger deals;
    private final FrozenIntents intents;
    private final Decisions decisions;
    private final MovedParty moved;
    private final Fence fence;
    private final Clock clock;

    DealDraft(
            DealLedger deals, FrozenIntents intents, Decisions decisions, MovedParty moved, Fence fence, Clock clock) {
        this.deals = deals;
        this.intents = intents;
        this.decisions = decisions;
        this.moved = moved;
        this.fence = fence;
        this.clock = clock;
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
            InvoiceIntent intent = complete(of(connection, deal, billing)).intent();
            decisions.release(deal);
            intents.freeze(deal, intent);
            deals.note(
                    deal,
                    "To be invoiced: " + Words.amount(intent.amount(), intent.currency()) + " to "
                            + intent.customerName());
            return deal.held() ? deals.get(deal.id()) : deal.deciding(intent);
        } catch (Skip skip) {
            decisions.decide(deal, Verdict.SKIP, skip.reason());
            deals.note(deal, skip.getMessage());
            throw skip;
        }
    }

    /** The deal with what would be frozen of it; nothing is written down. */
    public Deal of(
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("billing") Billing billing) {
        InvoiceIntent drafted = InvoiceDraft.of(
                DraftValues.of(connection, deal, billing),
                connection.settings(),
                billing.found().references(),
                today(connection));
        return deal.deciding(moved.seen(connection.id(), drafted));
    }

    /** Throws where an item is still to be made: something that stood in its way a moment ago does no more. */
    public static Deal complete(Deal drafted) {
        if (waitsForItem(drafted)) {
            throw new PassingFault("An item has to be made before the deal is invoiced", null);
        }
        return drafted;
    }

    /** Does a line of what was drafted wait for its item? */
    public static boolean waitsForItem(Deal drafted) {
        return drafted.intent().lines().stream().anyMatch(line -> NewItem.PLACEHOLDER.equals(line.itemId()));
    }

    /** The day that it is where the company is. */
    LocalDate today(Connection connection) {
        return LocalDate.now(clock.withZone(connection.zone()));
    }
}
