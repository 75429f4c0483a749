package org.wonbooks.flow;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.invoicing.NewItem;
import org.wonbooks.invoicing.RequestId;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.NameTakenFault;
import org.wonbooks.quickbooks.Named;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.quickbooks.QueryAnswer;
import org.wonbooks.work.Work;

/** Makes the items that the deal's products lack in QuickBooks, where {@code invoice.createItems} is on. */
@Component("dealItems")
public class DealItems {

    private static final String STEP = "item-";

    private final DealLedger deals;
    private final StepLedger steps;
    private final WonDeal wonDeal;
    private final Fence fence;

    DealItems(DealLedger deals, StepLedger steps, WonDeal wonDeal, Fence fence) {
        this.deals = deals;
        this.steps = steps;
        this.wonDeal = wonDeal;
        this.fence = fence;
    }

    /** What was read, with the items that the deal has had made, which a query may not see yet. */
    public Billing asMade(@Variable("deal") Deal deal, @Variable("billing") Billing billing) {
        Map<Long, String> made = new HashMap<>();
        billing.newItems().forEach(item -> steps.find(deal.id(), step(item))
                .map(Step::externalId)
                .ifPresent(id -> made.put(item.productId(), id)));
        return billing.with(made);
    }

    /** The next item to be made; null: none, or the deal is not invoiced anyway, which is said where it is drafted. */
    public NewItem next(
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("billing") Billing billing) {
        if (billing.newItems().isEmpty()) {
            return null;
        }
        try {
            if (!wanting(wonDeal.draft(connection, deal, billing))) {
                return null;
            }
        } catch (Skip | Hold | PermanentFault obstacle) {
            return null;
        }
        return billing.newItems().get(0);
    }

    /** Writes down that the item is about to be made. */
    public Step begin(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("item") NewItem item,
            @Body String request) {
        String step = step(item);
        return steps.begin(work.lease(), deal, step, DealInvoice.requestId(connection, deal, step), request);
    }

    /** The item was made, by this run or one before. */
    @Transactional
    public void made(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("item") NewItem item,
            @Body Named.Answer answer) {
        if (!item.name().equalsIgnoreCase(answer.item().name())) {
            throw new PassingFault("QuickBooks answered with something else than the item", null);
        }
        fence.hold(work.lease());
        steps.done(deal, step(item), answer.item().id());
        deals.note(deal, "Item " + item.name() + " made in QuickBooks");
    }

    /** The query for the item that has the name already: made by another deal a moment ago, most likely. */
    public Map<String, String> byName(@Variable("item") NewItem item) {
        return Query.searchable(item.name()) ? Query.itemsByName(item.name()) : Query.items(1);
    }

    /** Takes the active item of the name. */
    @Transactional
    public void taken(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("item") NewItem item,
            @Variable("nameTaken") NameTakenFault taken,
            @Body QueryAnswer answer) {
        Optional<Named> same = answer.items().stream()
                .filter(Named::forSale)
                .filter(found -> item.name().equalsIgnoreCase(found.name()))
                .findFirst();
        if (same.isEmpty() && work.attempts() < BilledCustomer.MOST_TRIES) {
            throw new PassingFault("QuickBooks has an item of that name, and does not show it yet", null);
        }
        if (same.isEmpty()) {
            throw new PermanentFault(
                    "No item can be made for the product \"" + item.name() + "\": " + taken.getMessage(),
                    "Look in QuickBooks (Sales > Products and services) for what is called so, also among what is"
                            + " inactive, make it active or rename it, then replay.");
        }
        fence.hold(work.lease());
        steps.done(deal, step(item), same.get().id());
    }

    /** Does a line of what was drafted wait for its item? */
    static boolean wanting(Deal drafted) {
        return drafted.intent().lines().stream().anyMatch(line -> NewItem.PLACEHOLDER.equals(line.itemId()));
    }

    /** Is this a step that makes an item? */
    static boolean makes(Step step) {
        return step.name().startsWith(STEP);
    }

    /** By its name: a product that is renamed while a call is in doubt is another item. */
    private static String step(NewItem item) {
        return STEP + RequestId.of(item.name().toLowerCase(Locale.ROOT));
    }
}
