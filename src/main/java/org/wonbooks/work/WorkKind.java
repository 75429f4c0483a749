package org.wonbooks.work;

import java.util.Arrays;
import java.util.List;

/** The kinds of work; each is run by the route of its name. */
public enum WorkKind {
    DEAL_WON("deal-won"),
    PAYMENT_RECEIVED("payment-received"),
    REFUND_RECEIVED("refund-received"),
    INVOICE_CHANGED("invoice-changed", true),
    CONNECTION_PROVISION("connection-provision"),
    CONNECTION_CHECK("connection-check"),
    KOMMO_SWEEP("kommo-sweep"),
    QUICKBOOKS_SWEEP("quickbooks-sweep"),
    DEAL_TASK("deal-task", true),
    DRIFT_REPORT("drift-report");

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
