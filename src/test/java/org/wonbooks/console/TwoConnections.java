package org.wonbooks.console;

import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;

/** A connection that is ready, and one without tokens. */
public abstract class TwoConnections extends DatabaseTest {

    protected long ready;
    protected long fresh;

    protected TwoConnections(TestDatabase database) {
        super(database);
    }

    @BeforeEach
    protected void twoConnections() {
        ready = readyConnection("Ready");
        fresh = connections.create("Fresh", "fresh", null, ConnectionSettings.defaults());
    }
}
