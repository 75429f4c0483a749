package org.wonbooks.flow.draft;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.flow.billing.Billing;
import org.wonbooks.invoicing.RequestId;
import org.wonbooks.invoicing.draft.NewItem;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;

/** The items that the deal's products lack in QuickBooks, where {@code invoice.createItems} is on. */
@Component("dealItems")
public class DealItems {

    private static final String STEP = "item-";

    private final StepLedger steps;
    private final DealDraft draft;

    DealItems(StepLedger steps, DealDraft draft) {
        this.steps = steps;
        this.draft = draft;
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
    NewItem next(Connection connection, Deal deal, Billing billing) {
        if (billing.newItems().isEmpty()) {
            return null;
        }
        try {
            if (!DealDraft.waitsForItem(draft.of(connection, deal, billing))) {
                return null;
            }
        } catch (Skip | Hold | PermanentFault obstacle) {
            return null;
        }
        return billing.newItems().get(0);
    }

    /** Is there an item to be made still? */
    public boolean missing(
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("billing") Billing billing) {
        return next(connection, deal, billing) != null;
    }

    /** By its name: a product that is renamed while a call is in doubt is another item. */
    static String step(NewItem item) {
        return STEP + RequestId.of(item.name().toLowerCase(Locale.ROOT));
    }
}
