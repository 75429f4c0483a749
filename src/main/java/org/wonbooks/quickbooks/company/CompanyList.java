package org.wonbooks.quickbooks.company;

import java.util.List;
import java.util.Optional;
import org.wonbooks.fault.PermanentFault;

/** What a setting or a deal names in one of the company's lists. */
public enum CompanyList {
    ITEM("item", "Settings > Products and services", "choose another one in “Settings” (“Product or service”)"),
    TERMS(
            "terms",
            "Settings > All lists > Terms",
            "name others on the deal or in “Settings” (“Terms of a deal that" + " names none”)"),
    CLASS("class", "Settings > All lists > Classes", "choose another one in “Settings” (“Class”)"),
    LOCATION("location", "Settings > All lists > Locations", "choose another one in “Settings” (“Location”)");

    private final String kind;
    private final String place;
    private final String otherwise;

    CompanyList(String kind, String place, String otherwise) {
        this.kind = kind;
        this.place = place;
        this.otherwise = otherwise;
    }

    /** The active one of that name or id. Throws the fault that a deal ends with; a check says the same. */
    public ListEntry find(List<ListEntry> list, String nameOrId) {
        return in(list, nameOrId).orElseThrow(() -> missing(list, nameOrId));
    }

    /** The active one of that name or id, if it can stand on an invoice. */
    public static Optional<ListEntry> in(List<ListEntry> list, String nameOrId) {
        return list.stream().filter(one -> one.is(nameOrId) && one.forSale()).findFirst();
    }

    private PermanentFault missing(List<ListEntry> list, String nameOrId) {
        boolean category = list.stream().anyMatch(one -> one.is(nameOrId));
        boolean inactive = list.stream().anyMatch(one -> one.was(nameOrId));
        return new PermanentFault(
                "QuickBooks has no active " + kind + " \"" + nameOrId + "\""
                        + (category
                                ? ": it is a category or bundle, which is not sold by itself"
                                : inactive ? ": it was made inactive" : ""),
                (inactive && !category ? "Make it active again" : "Make the " + kind) + " in QuickBooks (“" + place
                        + "”), or " + otherwise + ", then press “Try again”.");
    }
}
