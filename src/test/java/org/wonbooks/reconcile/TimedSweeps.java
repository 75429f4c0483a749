package org.wonbooks.reconcile;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.transaction.PlatformTransactionManager;
import org.wonbooks.configuration.ReconcileSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.WorkClaims;

/** A connection and its sweeps, by a clock that the test turns. */
abstract class TimedSweeps extends DatabaseTest {

    private static final ReconcileSettings SETTINGS =
            new ReconcileSettings(Duration.ofMinutes(10), Duration.ofMinutes(30));

    final Sweeps sweeps;
    final WorkQueue queue;
    final WorkClaims claims;
    long acme;

    TimedSweeps(TestDatabase database) {
        super(
                database,
                AtWork.class,
                Watermarks.class,
                QuickBooksWebhooks.class,
                Sweeps.class,
                SettingsOfTheTest.class);
        sweeps = bean(Sweeps.class);
        queue = bean(WorkQueue.class);
        claims = bean(WorkClaims.class);
    }

    @BeforeEach
    void aConnection() {
        acme = readyConnection("Acme");
    }

    Sweeps sweeps(Duration quickbooks) {
        return new Sweeps(
                connections,
                bean(Watermarks.class),
                bean(AtWork.class),
                bean(QuickBooksWebhooks.class),
                queue,
                new ReconcileSettings(Duration.ofMinutes(10), quickbooks),
                bean(PlatformTransactionManager.class));
    }

    Connection connection() {
        return connections.get(acme);
    }

    static class SettingsOfTheTest {

        @org.springframework.context.annotation.Bean
        ReconcileSettings reconcile() {
            return SETTINGS;
        }
    }
}
