package org.wonbooks.work;

import java.util.Arrays;

/** The kinds of work; each is run by the route of its name. */
public enum WorkKind {
    DEAL_WON("deal-won"),
    PAYMENT_RECEIVED("payment-received"),
    INVOICE_CHANGED("invoice-changed"),
    CONNECTION_PROVISION("connection-provision"),
    CONNECTION_CHECK("connection-check"),
    KOMMO_SWEEP("kommo-sweep"),
    QUICKBOOKS_SWEEP("quickbooks-sweep"),
    DEAL_TASK("deal-task"),
    DRIFT_REPORT("drift-report");

    private final String route;

    WorkKind(String route) {
        this.route = route;
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
