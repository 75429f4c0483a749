package org.wonbooks.flow.example;

import java.util.Map;
import java.util.Set;
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.component.read.Run;
import org.wonbooks.flow.card.CardGate;
import org.wonbooks.flow.customer.CustomerGate;
import org.wonbooks.flow.draft.CreateItem;
import org.wonbooks.flow.invoice.InvoiceGate;
import org.wonbooks.invoicing.draft.NewItem;

/** What a mapping may not say otherwise, by the step that takes it, as at each run. */
final class Decided {

    private static final Set<String> TEXTS =
            Set.of("noteInvoice", "notePayment", "noteUpdate", "noteNews", "keepTask", "newsTask");

    private Decided() {}

    /** As the bean itself says it. */
    static Gives wanted(String step) {
        return TEXTS.contains(step) ? Gives.TEXT : Gives.MAP;
    }

    static Map<String, String> contradictions(String step, Run run, String json) {
        String customerId = run.get("customerId", String.class);
        String customerName = run.get("customerName", String.class);
        return switch (step) {
            case "createInvoice", "updateInvoice" ->
                InvoiceGate.contradictions(json, run.deal().intent(), customerId);
            case "createCustomer" ->
                CustomerGate.contradictions(json, run.deal().intent(), customerName);
            case "createItem" -> CreateItem.contradictions(json, run.get("item", NewItem.class));
            case "showInvoice", "showPayment" ->
                CardGate.contradictions(json, run.deal().leadId());
            default -> Map.of();
        };
    }
}
