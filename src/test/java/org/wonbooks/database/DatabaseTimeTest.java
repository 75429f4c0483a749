package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
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
            assertThat(jdbc.sql("select current_timestamp")
                            .query(OffsetDateTime.class)
                            .single()
                            .toInstant())
                    .isAfterOrEqualTo(first)
                    .isBefore(first.plusSeconds(60));
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
