package org.wonbooks.check.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What is found in the tables for a check. */
class CheckResultsTest {

    @Nested
    class OnH2 extends Results {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Results {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Results extends DatabaseTest {

        private final CheckResults results;

        Results(TestDatabase database) {
            super(database);
            results = new CheckResults(jdbc, time);
        }

        @Test
        void theLastWebhookIsTheLatestOfItsSystemForItsConnection() {
            long acme = readyConnection("Acme");
            long globex = readyConnection("Globex");
            webhook(Peer.KOMMO, NOON, acme);
            webhook(Peer.KOMMO, NOON.plusSeconds(1), acme);
            webhook(Peer.QUICKBOOKS, NOON.plusSeconds(2), acme);
            webhook(Peer.KOMMO, NOON.plusSeconds(3), globex);

            assertThat(results.lastWebhook(acme, Peer.KOMMO)).isEqualTo(NOON.plusSeconds(1));
            assertThat(results.lastWebhook(acme, Peer.QUICKBOOKS)).isEqualTo(NOON.plusSeconds(2));
            assertThat(results.lastWebhook(globex, Peer.KOMMO)).isEqualTo(NOON.plusSeconds(3));
            assertThat(results.lastWebhook(globex, Peer.QUICKBOOKS)).isNull();
        }

        @Test
        void itIsLookedUpByItsConnectionHoweverManyCameForOthers() {
            String plan = transaction.execute(status -> {
                if (database == TestDatabase.POSTGRESQL) {
                    // An empty table is read at once.
                    jdbc.sql("set local enable_seqscan = off").update();
                }
                return String.join("\n", texts("explain " + CheckResults.LAST_WEBHOOK, Peer.KOMMO.name(), 1L));
            });
            assertThat(plan).containsIgnoringCase("event_of_connection");
        }

        @Test
        void whatWebhooksToldOfAndWhatWasFoundIsKnownByItsKind() {
            long acme = readyConnection("Acme");
            long globex = readyConnection("Globex");
            webhook(Peer.QUICKBOOKS, NOON, acme, "payment 17 created");
            webhook(Peer.QUICKBOOKS, NOON, acme, "payment 17 updated");
            webhook(Peer.QUICKBOOKS, NOON, acme, "term 3 updated");
            webhook(Peer.QUICKBOOKS, NOON, globex, "invoice 4 updated");
            webhook(Peer.KOMMO, NOON, acme, "lead 5 status");
            jdbc.sql("insert into seen_payment (connection_id, payment_id, unapplied, read_at) values (?, '17', 0, ?)")
                    .params(acme, DatabaseTime.parameter(NOON))
                    .update();

            assertThat(results.toldOf(acme)).containsExactlyInAnyOrder("payment", "term");
            assertThat(results.toldOf(globex)).containsExactly("invoice");
            assertThat(results.found(acme, NOON.minusSeconds(9), NOON)).containsExactly("payment");
            assertThat(results.found(acme, NOON.minusSeconds(9), NOON.minusSeconds(1)))
                    .isEmpty();
            assertThat(results.found(globex, NOON.minusSeconds(9), NOON)).isEmpty();
        }

        private void webhook(Peer peer, Instant at, long connection) {
            webhook(peer, at, connection, "a thing");
        }

        private void webhook(Peer peer, Instant at, long connection, String what) {
            jdbc.sql("insert into inbox (source, received_at, body) values (?, ?, ?)")
                    .params(peer.name(), DatabaseTime.parameter(at), new byte[0])
                    .update();
            jdbc.sql(
                            """
                            insert into event (inbox_id, connection_id, what, state)
                            values ((select max(id) from inbox), ?, ?, 'DONE')
                            """)
                    .params(connection, what)
                    .update();
        }
    }
}
