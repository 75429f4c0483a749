package org.wonbooks.sandbox.kommo;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.sandbox.SandboxTest;

/** The account {@code acme}, which each test finds as it is seeded. */
public abstract class SeededAccount extends SandboxTest {

    protected static Acme acme;

    @BeforeAll
    protected static void connect() throws IOException {
        acme = Acme.of(sandbox);
    }

    @BeforeEach
    protected void seedTheAccount() throws IOException {
        sandbox.control("POST", "/reset", "");
    }
}
