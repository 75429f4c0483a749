package org.wonbooks.flow.billing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wonbooks.flow.billing.WantedReferences.Found;
import org.wonbooks.invoicing.draft.NewItem;
import org.wonbooks.kommo.lead.Contact;
import org.wonbooks.kommo.lead.ElementList;
import org.wonbooks.kommo.lead.Lead;

/**
 * All that was read of a deal to decide what is billed.
 *
 * @param contact null: the deal has none
 * @param company null: the deal has none
 * @param elements the products; null: not asked for
 * @param found what the invoice refers to in the books
 */
public record Billing(Lead lead, Contact contact, Contact company, List<ElementList.Element> elements, Found found) {

    /** The items that are to be made. */
    public List<NewItem> newItems() {
        return found.newItems();
    }

    /** @param made QuickBooks' id of items that were made, by their product's id */
    public Billing with(Map<Long, String> made) {
        Map<Long, String> items = new HashMap<>(found.items());
        items.putAll(made);
        List<NewItem> left = newItems().stream()
                .filter(item -> !made.containsKey(item.productId()))
                .toList();
        return new Billing(lead, contact, company, elements, new Found(found.references(), items, left));
    }
}
