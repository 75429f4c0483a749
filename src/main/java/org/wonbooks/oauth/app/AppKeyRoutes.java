package org.wonbooks.oauth.app;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.wonbooks.database.DatabaseKind;

/** Looks for keys that were entered at another instance. */
@Component
class AppKeyRoutes extends RouteBuilder {

    private final AppKeys keys;
    private final DatabaseKind database;

    AppKeyRoutes(AppKeys keys, DatabaseKind database) {
        this.keys = keys;
        this.database = database;
    }

    @Override
    public void configure() {
        if (database.oursAlone()) {
            return;
        }
        from("timer:app-keys?period=5000")
                .routeId("app-keys")
                .description("Reads the keys of our apps anew: a person may have entered them at another instance.")
                .process(exchange -> keys.read())
                .id("app-keys-read");
    }
}
