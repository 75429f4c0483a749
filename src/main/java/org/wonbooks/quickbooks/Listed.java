package org.wonbooks.quickbooks;

import java.util.List;
import org.wonbooks.fault.PermanentFault;

/** What a setting or a deal names in one of the company's lists. */
public enum Listed {
    ITEM(
            "item",
            "Make the item in QuickBooks (Sales > Products and services), or name another one in the setting invoice.item"),
    TERMS(
            "terms",
            "Make the terms in QuickBooks (Settings > All lists > Terms), or name others on the deal or in the setting"
                    + " invoice.defaultTerms"),
    CLASS(
            "class",
            "Make the class in QuickBooks (Settings > All lists > Classes), or put the setting invoice.class right"),
    LOCATION(
            "location",
            "Make the location in QuickBooks (Settings > All lists > Locations), or put the setting invoice.department"
                    + " right");

    private final String kind;
    private final String fix;

    Listed(String kind, String fix) {
        this.kind = kind;
        this.fix = fix;
    }

    /** The active one of that name or id. Throws the fault that a deal ends with; a check says the same. */
    public Named find(List<Named> list, String nameOrId) {
        return list.stream()
                .filter(one -> one.is(nameOrId))
                .findFirst()
                .orElseThrow(() -> new PermanentFault(
                        "QuickBooks has no active " + kind + " \"" + nameOrId + "\"", fix + ", then replay."));
    }
}
