package org.wonbooks.drift.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** When reports are asked for without a person. */
class DriftNightsTest {

    @Nested
    class OnH2 extends Nights {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Nights {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Nights extends ConnectedTest {

        private final DriftReports reports;

        Nights(TestDatabase database) {
            super(database, DriftReports.class);
            reports = bean(DriftReports.class);
        }

        @BeforeEach
        void aDayLater() {
            clock.pass(Duration.ofDays(1));
        }

        @Test
        void everyNightHasOneReportOnWhicheverInstanceIsFirst() throws Exception {
            long bare = connections.create("Bare", "bare", null, connection().settings());
            DriftNights nights = nights();
            nights.requestDue();
            assertThat(count("drift_report"))
                    .as("first asked for in the coming night")
                    .isZero();

            clock.set(DriftNights.next(acme, clock.instant()));
            AtOnce.run(2, caller -> {
                nights().requestDue();
                return caller;
            });
            nights.requestDue();

            assertThat(count("drift_report where connection_id = ?", acme)).isEqualTo(1);
            assertThat(count("work where kind = 'drift-report' and hints = 1")).isEqualTo(1);
            assertThat(count("drift_report where connection_id = ?", bare)).isZero();
            clock.pass(Duration.ofDays(1));
            nights.requestDue();
            assertThat(count("work where kind = 'drift-report' and hints = 2")).isEqualTo(1);
        }

        private DriftNights nights() {
            return new DriftNights(connections, reports, jdbc, clock, bean(PlatformTransactionManager.class));
        }
    }
}
