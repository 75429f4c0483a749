package org.wonbooks.sandbox;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one sandbox, which runs for all of them with limits that nobody reaches. */
public abstract class SandboxTest {

    protected static SandboxRun sandbox;

    @BeforeAll
    protected static void startTheSandbox(@TempDir Path data) {
        sandbox = new SandboxRun(data, "--wonbooks.sandbox.speed=1000");
    }

    @AfterAll
    protected static void stopTheSandbox() {
        sandbox.close();
    }
}
