package org.wonbooks.flow.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.ComposedText;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.flow.billing.Billing;
import org.wonbooks.flow.billing.ItemPage;
import org.wonbooks.flow.customer.BilledCustomer;
import org.wonbooks.flow.invoice.DealInvoice;
import org.wonbooks.invoicing.draft.NewItem;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.quickbooks.NameTakenFault;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;

/** Makes the next item that the deal's products lack. Where the name is taken, the active item that has it is meant. */
@Component("createItem")
@Keeps(value = "item", as = NewItem.class)
@Keeps(value = "billing", as = Billing.class)
public class CreateItem implements Write.ToQuickBooks<ListEntry.Answer>, Write.ByMap {

    private final DealItems items;
    private final DealLedger deals;
    private final StepLedger steps;

    CreateItem(DealItems items, DealLedger deals, StepLedger steps) {
        this.items = items;
        this.deals = deals;
        this.steps = steps;
    }

    @Override
    public Call begin(Run run, Mapping mapping) {
        Deal deal = run.deal();
        NewItem item = items.next(run.connection(), deal, run.get("billing", Billing.class));
        run.keep("item", item);
        if (item == null) {
            return null;
        }
        String step = DealItems.step(item);
        return Call.post(
                "item",
                steps.begin(deal, step, DealInvoice.requestId(run.connection(), deal, step), () -> mapping.json(run)));
    }

    @Override
    public Map<String, String> contradictions(Run run, String text) {
        return contradictions(text, run.get("item", NewItem.class));
    }

    /** @param item the one that it is to make */
    public static Map<String, String> contradictions(String text, NewItem item) {
        ComposedText composed = ComposedText.of(text);
        composed.require("Name", composed.get("Name"), item.name());
        composed.require("Sku", composed.get("Sku"), item.sku());
        composed.withhold("Id", "SyncToken", "sparse", "Active");
        return composed.contradictions();
    }

    @Override
    public Class<ListEntry.Answer> answer() {
        return ListEntry.Answer.class;
    }

    @Override
    public Read<?> done(Run run, Call call, ListEntry.Answer answer) {
        NewItem item = run.get("item", NewItem.class);
        if (!item.name().equalsIgnoreCase(answer.item().name())) {
            throw new PassingFault("QuickBooks answered with something else than the item", null);
        }
        deals.note(run.deal(), "Item " + item.name() + " made in QuickBooks");
        made(run, call, answer.item().id());
        return null;
    }

    private void made(Run run, Call call, String id) {
        steps.done(run.deal(), call.step().name(), id);
        run.keep("billing", items.asMade(run.deal(), run.get("billing", Billing.class)));
    }

    /** No second one can have the name: so a refusal tells, also of a call in doubt. */
    @Override
    public boolean provesNothingMade(Call call, Fault fault) {
        return fault instanceof RefusedFault;
    }

    /** Takes the item that has the name already: made by another deal a moment ago, most likely. */
    @Override
    public Read<?> failed(Run run, Call call, Fault fault) {
        if (!(fault instanceof NameTakenFault taken)) {
            throw fault;
        }
        String name = run.get("item", NewItem.class).name();
        return Query.searchable(name)
                ? Read.of("query", QueryAnswer.class)
                        .with(Query.itemsByName(name))
                        .keep(answer -> made(run, call, same(run, name, taken, named(name, answer))))
                : among(run, call, taken, ItemPage.FIRST);
    }

    /** Looks through all items for a name that QuickBooks can't search for. */
    private Read<?> among(Run run, Call call, NameTakenFault taken, ItemPage page) {
        String name = run.get("item", NewItem.class).name();
        return Read.of("query", QueryAnswer.class).with(page.query()).keepThen(answer -> {
            Optional<ListEntry> same = named(name, answer);
            ItemPage next = page.next(answer.elements(QueryAnswer.Found::items));
            if (same.isEmpty() && next != null) {
                return among(run, call, taken, next);
            }
            made(run, call, same(run, name, taken, same));
            return null;
        });
    }

    /** One that can't be read may be the one, unless another one is. */
    private static Optional<ListEntry> named(String name, QueryAnswer answer) {
        return named(name, answer.elements(QueryAnswer.Found::items).allUnless(read -> named(name, read)
                .isPresent()));
    }

    private static Optional<ListEntry> named(String name, List<ListEntry> items) {
        return items.stream()
                .filter(ListEntry::forSale)
                .filter(found -> name.equalsIgnoreCase(found.name()))
                .findFirst();
    }

    private static String same(Run run, String name, NameTakenFault taken, Optional<ListEntry> same) {
        if (same.isEmpty() && run.work().attempts() < BilledCustomer.MOST_TRIES) {
            throw new PassingFault("QuickBooks has an item of that name, and does not show it yet", null);
        }
        return same.orElseThrow(() -> new PermanentFault(
                        "No item can be made for the product \"" + name + "\": " + taken.getMessage(),
                        "Look in QuickBooks (“Settings > Products and services”) for what is called so, also among"
                                + " what is"
                                + " inactive, make it active or rename it, then press “Try again”."))
                .id();
    }
}
