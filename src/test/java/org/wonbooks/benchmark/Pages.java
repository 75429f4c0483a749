package org.wonbooks.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.wonbooks.invoicing.settlement.DealState;

/** Addresses of all pages of the console, and of the lists with each that they are asked for. */
final class Pages {

    static final List<String> ALL = all();

    private Pages() {}

    private static List<String> all() {
        List<String> pages =
                new ArrayList<>(List.of("/", "/?page=2", "/?q=company", "/deals", "/deals?before={middle}"));
        pages.add("/deals?connection={connection}");
        for (DealState state : DealState.values()) {
            pages.add("/deals?state=" + state);
            pages.add("/deals?connection={connection}&state=" + state);
        }
        for (String age : List.of("WEEK", "MONTH", "QUARTER", "OLDER")) {
            pages.add("/deals?age=" + age);
            pages.add("/deals?age=" + age + "&state=PAID");
        }
        pages.add("/deals?overdue=true");
        pages.add("/deals?overdue=true&connection={connection}");
        for (String words : List.of(
                "website",
                "website+acme",
                "rare30000011",
                "rare30000011+website",
                "pay11@acme.example",
                "nowhere",
                "INV-11",
                String.valueOf(ManyDeals.lead(ManyDeals.PAID)),
                "site")) {
            pages.add("/deals?q=" + words);
        }
        pages.add("/deals?q=website&state=VOIDED");
        pages.add("/deals?q=website&connection={connection}");
        pages.add("/deals/{connection}/{paid}");
        pages.addAll(List.of(
                "/attention",
                "/attention?page=1",
                "/attention?connection={connection}",
                "/attention/held-{connection}-ABOVE_LIMIT",
                "/connections/new",
                "/connections/{connection}",
                "/connections/{shadow}"));
        for (String part :
                List.of("kommo", "quickbooks", "bill", "live", "settings", "check", "drift", "drift?page=1")) {
            pages.add("/connections/{connection}/" + part);
        }
        pages.addAll(List.of(
                "/connections/{shadow}/shadow",
                "/connections/{shadow}/live",
                "/audit",
                "/audit?who=admin",
                "/audit?before={middle}",
                "/system",
                "/routes"));
        return List.copyOf(pages);
    }
}
