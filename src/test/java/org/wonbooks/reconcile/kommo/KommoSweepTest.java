package org.wonbooks.reconcile.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.component.read.Read;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.reconcile.Watermarks;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What a sweep over Kommo marks due, and where the next one begins. */
class KommoSweepTest {

    @Nested
    class OnH2 extends Sweep {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Sweep {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Sweep extends BegunKommoSweep {

        Sweep(TestDatabase database) {
            super(database);
        }

        @Test
        void theFirstLooksBackToWhenAllWasConnectedAndEachFurtherOneToTheLastsBeginning() {
            assertThat(begun.from()).isEqualTo(seconds(CONNECTED.minus(Duration.ofMinutes(10))));
            clock.pass(MINUTE);
            end();
            assertThat(watermarks.kommo(acme).sweptTo()).isEqualTo(NOON);

            clock.pass(Duration.ofMinutes(20));
            begin();

            assertThat(begun.from()).isEqualTo(seconds(NOON.minus(Duration.ofMinutes(10))));
        }

        @Test
        void theWatermarkMovesWithTheLastPageAlone() {
            markDeals(true, lead(17, NOON));
            assertThat(moves(true)).isNotNull();
            assertThat(watermarks.kommo(acme).sweptTo()).isNull();
            end();
            assertThat(watermarks.kommo(acme).sweptTo()).isEqualTo(NOON);
        }

        @Test
        void aWatermarkThatWasSetBackMeanwhileStaysSo() {
            Instant past = NOON.minus(Duration.ofDays(30));
            watermarks.setBack(acme, past);
            end();
            assertThat(watermarks.kommo(acme)).isEqualTo(new Watermarks.Swept(past, past));
        }

        @Test
        void pagesFollowTheTimeOfTheLastChangeSinceTheListMovesMeanwhile() {
            Read<?> second = markDeals(true, lead(17, NOON.minus(MINUTE)), lead(18, NOON));
            assertThat(second.path()).isEqualTo("leads");
            assertThat(second.query())
                    .contains(entry("filter[updated_at][from]", String.valueOf(seconds(NOON))), entry("page", "1"));

            // All of one second: only now are pages counted.
            Read<?> third = markDeals(second, true, lead(18, NOON), lead(19, NOON));
            assertThat(third.query())
                    .contains(entry("filter[updated_at][from]", String.valueOf(seconds(NOON))), entry("page", "2"));
            assertThat(markDeals(third, false, lead(20, NOON))).isNull();
            assertThat(due()).containsExactly("17", "18", "19", "20");
        }

        @Test
        void asksForTheStagesOfTheSettingsPipelines() {
            connections.update(
                    acme,
                    "Acme",
                    new ConnectionSettings(new Won(List.of(7L, 8L), 500L, null, null), null, null, null, null),
                    false,
                    Connection.Mode.LIVE);
            assertThat(sweptDeals.ask(run()).query())
                    .contains(
                            entry("filter[statuses][0][pipeline_id]", "7"),
                            entry("filter[statuses][0][status_id]", "500"),
                            entry("filter[statuses][1][pipeline_id]", "8"),
                            entry("filter[statuses][1][status_id]", "500"));
        }
    }
}
