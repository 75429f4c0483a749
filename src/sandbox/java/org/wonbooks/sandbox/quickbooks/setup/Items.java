package org.wonbooks.sandbox.quickbooks.setup;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;

/** What is particular to items among the entries of lists: a type, and the account that their sales go to. */
final class Items {

    private Items() {}

    static void settle(Company company, ObjectNode item) {
        String type = text(item, "Type");
        if (!type.matches("Service|NonInventory|Inventory|Group|Category")) {
            throw new QuickBooksFault("2170", "Invalid Enumeration : " + type, "Type");
        }
        item.put("SubItem", item.has("ParentRef"));
        if (type.matches("Group|Category")) {
            return;
        }
        if (!item.has("IncomeAccountRef")) {
            throw QuickBooksFault.missing("IncomeAccountRef");
        }
        ObjectNode account = company.referred("Account", item, "IncomeAccountRef");
        if (!text(account, "AccountType").equals("Income")) {
            throw new QuickBooksFault("6430", "Invalid account type used : " + text(account, "Name"), null);
        }
    }
}
