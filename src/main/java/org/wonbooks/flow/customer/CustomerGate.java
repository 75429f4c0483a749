package org.wonbooks.flow.customer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import org.wonbooks.component.write.ComposedText;
import org.wonbooks.invoicing.draft.InvoiceIntent;

/**
 * Holds what is composed for a new customer against whom it is made for: by name, mark and e-mail the next deal finds
 * it, and the parent would be billed in its stead.
 */
public final class CustomerGate {

    private CustomerGate() {}

    /** @param name under which it is made */
    public static Map<String, String> contradictions(String text, InvoiceIntent decided, String name) {
        ComposedText composed = ComposedText.of(text);
        composed.require("DisplayName", composed.get("DisplayName"), name);
        composed.require("CurrencyRef", composed.get("CurrencyRef").path("value"), decided.currency());
        String mark = "Kommo " + decided.party();
        if (!composed.get("Notes").asText().strip().endsWith(mark)) {
            composed.contradicts(
                    "Notes", "Notes do not end with " + mark + ", the mark by which the customer is known as ours");
        }
        email(composed, decided);
        composed.withhold("Id", "SyncToken", "sparse", "Active", "ParentRef", "BillWithParent", "Job");
        composed.withhold("Balance", "BalanceWithJobs", "OpenBalanceDate");
        return composed.contradictions();
    }

    /** Several addresses stand in one text. */
    private static void email(ComposedText composed, InvoiceIntent decided) {
        JsonNode made = composed.get("PrimaryEmailAddr");
        boolean own = ComposedText.absent(made)
                || Arrays.stream(made.path("Address").asText().split("[,;]"))
                        .map(String::strip)
                        .allMatch(each -> each.equals(decided.ownEmail())
                                || decided.emails().contains(each));
        if (!own) {
            composed.contradicts(
                    "PrimaryEmailAddr",
                    "PrimaryEmailAddr is " + made.path("Address").asText() + ", and is no address of "
                            + decided.party());
        }
    }
}
