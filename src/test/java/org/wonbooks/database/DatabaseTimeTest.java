package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** The database's clock, and instants on their way to a column and back. */
class DatabaseTimeTest {

    @Nested
    class OnH2 extends Times {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Times {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }

        @Test
        void isOneAllThroughATransaction() {
            DatabaseTime databaseTime = new DatabaseTime(jdbc, new DatabaseKind(pool));
            TransactionTemplate within = new TransactionTemplate(bean(PlatformTransactionManager.class));
            within.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

            transaction.executeWithoutResult(outer -> {
                Instant began = databaseTime.now();
                within.executeWithoutResult(inner -> assertThat(databaseTime.now())
                        .as("another one has its own")
                        .isAfter(began)
                        .isEqualTo(said()));
                assertThat(databaseTime.now()).isEqualTo(began).isEqualTo(said());
            });
        }
    }

    abstract static class Times extends DatabaseTest {

        Times(TestDatabase database) {
            super(database);
        }

        @Test
        void isTheDatabasesOwn() {
            DatabaseTime databaseTime = new DatabaseTime(jdbc, new DatabaseKind(pool));
            Instant first = databaseTime.now();

            assertThat(databaseTime.now()).isAfterOrEqualTo(first);
            assertThat(said()).isAfterOrEqualTo(first).isBefore(first.plusSeconds(60));
        }

        Instant said() {
            return jdbc.sql("select current_timestamp")
                    .query(OffsetDateTime.class)
                    .single()
                    .toInstant();
        }

        @Test
        void anInstantComesBackAsItWas() {
            long acme = readyConnection("Acme");
            for (Instant instant : new Instant[] {NOON.plusNanos(123_456_000), Instant.EPOCH, null}) {
                jdbc.sql("update connection set provisioned_at = ? where id = ?")
                        .params(DatabaseTime.parameter(instant), acme)
                        .update();

                assertThat(jdbc.sql("select provisioned_at from connection")
                                .query((row, number) ->
                                        java.util.Optional.ofNullable(DatabaseTime.read(row, "provisioned_at")))
                                .single())
                        .isEqualTo(java.util.Optional.ofNullable(instant));
            }
        }
    }
}
