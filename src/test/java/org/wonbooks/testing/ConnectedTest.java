package org.wonbooks.testing;

import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.connection.Connection;

/** A database that begins with one connection, which is ready. */
public abstract class ConnectedTest extends DatabaseTest {

    protected long acme;

    protected ConnectedTest(TestDatabase database, Class<?>... beans) {
        super(database, beans);
    }

    @BeforeEach
    protected final void connectAcme() {
        acme = readyConnection("Acme");
    }

    /** As it is now. */
    protected final Connection connection() {
        return connections.get(acme);
    }
}
