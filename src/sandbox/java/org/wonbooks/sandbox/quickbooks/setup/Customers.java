package org.wonbooks.sandbox.quickbooks.setup;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Events.Event;
import org.wonbooks.sandbox.quickbooks.company.Outcome;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;

/** What is particular to customers among the entries of lists: terms, a currency for ever, jobs, merging. */
final class Customers {

    private Customers() {}

    static void settle(Company company, ObjectNode customer, ObjectNode body) {
        if (customer.has("SalesTermRef")) {
            company.referred("Term", customer, "SalesTermRef");
        }
        if (!customer.has("PrintOnCheckName")) {
            customer.put("PrintOnCheckName", customer.path("CompanyName").asText(text(customer, "DisplayName")));
        }
        customer.put("Job", customer.has("ParentRef"));
        Currencies.settleCustomer(company, customer, body);
    }

    /** What the one has becomes the other's, and the one is gone. */
    static Outcome merge(Company company, String loserId, String survivorId) {
        ObjectNode loser = company.get("Customer", loserId);
        ObjectNode survivor = company.get("Customer", survivorId);
        boolean parent = company.all("Customer").stream()
                .anyMatch(each -> each.at("/ParentRef/value").asText().equals(loserId));
        if (loserId.equals(survivorId) || parent || !loser.get("CurrencyRef").equals(survivor.get("CurrencyRef"))) {
            throw QuickBooksFault.business(
                    "A customer can't be merged with itself, with one of another currency, or having sub-customers.");
        }
        for (String entity : List.of("Invoice", "Payment", "CreditMemo", "RefundReceipt")) {
            for (ObjectNode owned : company.all(entity)) {
                if (owned.at("/CustomerRef/value").asText().equals(loserId)) {
                    ObjectNode owner = owned.putObject("CustomerRef");
                    owner.put("value", survivorId).put("name", text(survivor, "DisplayName"));
                    company.derive(entity, owned);
                }
            }
        }
        BigDecimal balance = loser.path("Balance").decimalValue();
        company.owe(loserId, balance.negate());
        company.owe(survivorId, balance);
        company.delete("Customer", loser);
        List<Event> merged = List.of(new Event("Customer", survivorId, "merged", loserId));
        return new Outcome("Customer", company.get("Customer", survivorId), merged);
    }
}
