package org.wonbooks.schedule;

import java.nio.file.Path;
import java.util.List;

/** How the instances of a schedule are set. */
final class InstanceSettings {

    private InstanceSettings() {}

    /** @param url of the database */
    static List<String> of(String url, Path routes) {
        // Nobody listens there: each call is answered before a connection is opened.
        String quickbooks = "http://localhost:1/sandbox/quickbooks";
        String kommo = "http://localhost:1/sandbox/kommo";
        return List.of(
                "--spring.profiles.active=production",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=" + url,
                "--spring.datasource.hikari.maximum-pool-size=8",
                "--spring.datasource.hikari.minimum-idle=1",
                "--spring.jmx.enabled=false",
                "--camel.main.jmx-enabled=false",
                // Nobody reads these metrics, which cost a twentieth of the routes' time.
                "--camel.metrics.enable-exchange-event-notifier=false",
                // What a crash has left behind does not end.
                "--camel.main.shutdown-timeout=1",
                "--wonbooks.public-url=" + World.PUBLIC_URL,
                // The second one has written the databases of the past.
                "--wonbooks.encryption-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=," + "A".repeat(43) + "=",
                "--wonbooks.admin.password=" + World.PASSWORD,
                "--wonbooks.routes=" + routes,
                "--wonbooks.quickbooks.client-id=" + World.CLIENT,
                "--wonbooks.quickbooks.client-secret=" + World.SECRET,
                "--wonbooks.quickbooks.webhook-verifier-token=" + Hook.VERIFIER_TOKEN,
                "--wonbooks.quickbooks.api-url=" + quickbooks,
                "--wonbooks.quickbooks.token-url=" + quickbooks + "/oauth2/v1/tokens/bearer",
                "--wonbooks.kommo.client-id=" + World.CLIENT,
                "--wonbooks.kommo.client-secret=" + World.SECRET,
                "--wonbooks.kommo.api-url=" + kommo + "/{subdomain}",
                // As if nobody had set it.
                "--wonbooks.reconcile.quickbooks-interval=",
                "--wonbooks.limits.kommo-per-second=5000",
                "--wonbooks.limits.quickbooks-per-second=5000",
                "--wonbooks.limits.quickbooks-per-minute=100000",
                "--wonbooks.limits.quickbooks-in-flight=1000");
    }
}
