package org.wonbooks.reconcile;

import java.time.Duration;
import org.springframework.transaction.PlatformTransactionManager;
import org.wonbooks.configuration.ReconcileSettings;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.WorkClaims;

/** A connection and its sweeps, by a clock that the test turns. */
abstract class TimedSweeps extends ConnectedTest {

    private static final ReconcileSettings SETTINGS =
            new ReconcileSettings(Duration.ofMinutes(10), Duration.ofMinutes(30));

    final Sweeps sweeps;
    final WorkQueue queue;
    final WorkClaims claims;

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

    static class SettingsOfTheTest {

        @org.springframework.context.annotation.Bean
        ReconcileSettings reconcile() {
            return SETTINGS;
        }
    }
}
