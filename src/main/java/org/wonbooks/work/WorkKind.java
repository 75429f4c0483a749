package org.wonbooks.work;

import java.util.Arrays;
import java.util.List;

/**
 * The kinds of work; each is run by the route of its name. A transaction that needs rows of several kinds takes them in
 * this order, and those of one kind by their keys: so no two wait for each other.
 */
public enum WorkKind {
    CONNECTION_PROVISION("connection-provision"),
    CONNECTION_CHECK("connection-check"),
    KOMMO_SWEEP("kommo-sweep"),
    QUICKBOOKS_SWEEP("quickbooks-sweep"),
    DRIFT_REPORT("drift-report"),
    REFUND_RECEIVED("refund-received"),
    PAYMENT_RECEIVED("payment-received"),
    DEAL_WON("deal-won"),
    INVOICE_CHANGED("invoice-changed", true),
    DEAL_TASK("deal-task", true);

    private final String route;
    private final boolean waitsInShadow;

    WorkKind(String route) {
        this(route, false);
    }

    WorkKind(String route, boolean waitsInShadow) {
        this.route = route;
        this.waitsInShadow = waitsInShadow;
    }

    /** The kinds that do little else than tell Kommo something: in shadow they wait until their connection is live. */
    public static List<String> waitingInShadow() {
        return Arrays.stream(values())
                .filter(kind -> kind.waitsInShadow)
                .map(WorkKind::route)
                .toList();
    }

    /** The route that runs it: its name without {@code direct:}. */
    public String route() {
        return route;
    }

    static WorkKind ofRoute(String route) {
        return Arrays.stream(values())
                .filter(kind -> kind.route.equals(route))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No kind of work is called " + route));
    }
}
