package org.wonbooks.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What the log shows, on both databases. */
class AuditLogTest {

    @Nested
    class OnH2 extends Entries {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Entries {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Entries extends DatabaseTest {

        private final AuditLog audit;

        Entries(TestDatabase database) {
            super(database);
            audit = new AuditLog(jdbc, clock);
        }

        @Test
        void goesThroughALongListByPages() {
            for (int i = 0; i < Page.SIZE + 3; i++) {
                audit.add("admin", "work.replay", "work " + i, null);
            }

            assertThat(audit.list(1).items())
                    .extracting(AuditLog.Entry::subject)
                    .containsExactly("work 2", "work 1", "work 0");
        }
    }
}
