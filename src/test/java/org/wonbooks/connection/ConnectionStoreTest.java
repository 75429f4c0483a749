package org.wonbooks.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.Connection.State;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What is kept of a connection, and where it stands. */
class ConnectionStoreTest {

    @Nested
    class OnH2 extends Connections {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Connections {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Connections extends DatabaseTest {

        private static final ConnectionSettings CHANGED = new ConnectionSettings(
                new ConnectionSettings.Won(List.of(5L, 6L), 99L, null, Duration.ofHours(12)),
                new ConnectionSettings.Paid(ConnectionSettings.PaidMode.STAGE, 5L, 77L),
                new ConnectionSettings.Invoice(
                        "Consulting",
                        ConnectionSettings.Lines.PRODUCTS,
                        true,
                        "CURRENCY",
                        "DISCOUNT",
                        null,
                        "AP_EMAIL",
                        "INVOICE_DATE",
                        Map.of("netto_30", "Net 30"),
                        "Net 30",
                        "TAX",
                        true,
                        "Thank you",
                        "Retail",
                        "North",
                        Map.of("1", "PO_NUMBER"),
                        ConnectionSettings.OnlinePayment.CARD,
                        false,
                        new BigDecimal("1500.10"),
                        7,
                        true),
                null,
                null);

        Connections(TestDatabase database) {
            super(database);
        }

        @Test
        void aNewConnectionIsFoundByWhatIdentifiesIt() {
            long acme = connections.create("Acme", "acme", "9341", ConnectionSettings.defaults());
            long globex = connections.create("Globex", "globex", null, CHANGED);

            Connection found = connections.get(acme);
            assertThat(found.name()).isEqualTo("Acme");
            assertThat(found.mode()).isEqualTo(Mode.LIVE);
            assertThat(found.state()).isEqualTo(State.NEW);
            assertThat(found.settings()).isEqualTo(ConnectionSettings.defaults());
            assertThat(found.zone()).isEqualTo(ZoneId.of("UTC"));
            assertThat(connections.findByRealm("9341")).contains(found);
            assertThat(connections.findByRealm("9342")).isEmpty();
            assertThat(connections.get(globex).settings()).isEqualTo(CHANGED);
            assertThat(connections.all()).extracting(Connection::id).containsExactly(acme, globex);
            assertThat(connections.find(-1)).isEmpty();
            assertThatThrownBy(() -> connections.get(-1)).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void theWebhooksSecretIsInNoTable() {
            long acme = connections.create("Acme", "acme", null, ConnectionSettings.defaults());
            long globex = connections.create("Globex", "globex", null, ConnectionSettings.defaults());
            String secret = connections.webhookSecret(acme);

            assertThat(secret).hasSizeGreaterThanOrEqualTo(43).isNotEqualTo(connections.webhookSecret(globex));
            assertThat(connections.findBySecret(secret)).get().returns(acme, Connection::id);
            assertThat(connections.findBySecret(secret + "x")).isEmpty();
            assertThat(connections.findBySecret("")).isEmpty();
            assertThat(row("select * from connection where id = ?", acme).toString())
                    .doesNotContain(secret);
        }

        @Test
        void aSecretMovedToAnotherRowCannotBeReadThere() {
            long acme = connections.create("Acme", "acme", null, ConnectionSettings.defaults());
            long globex = connections.create("Globex", "globex", null, ConnectionSettings.defaults());

            jdbc.sql("update connection set webhook_secret = (select webhook_secret from connection where id = ?)"
                            + " where id = ?")
                    .params(acme, globex)
                    .update();

            assertThatThrownBy(() -> connections.webhookSecret(globex)).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void aCompanyIsJoinedToOneConnectionForEver() {
            long acme = connections.create("Acme", "acme", null, ConnectionSettings.defaults());
            long globex = connections.create("Globex", "globex", null, ConnectionSettings.defaults());

            assertThat(connections.joinRealm(acme, "9341")).isTrue();
            assertThat(connections.joinRealm(acme, "9341")).isTrue();
            assertThat(connections.joinRealm(acme, "9342")).isFalse();
            assertThatThrownBy(() -> connections.joinRealm(globex, "9341")).isInstanceOf(DuplicateKeyException.class);

            assertThat(connections.get(acme).realmId()).isEqualTo("9341");
            assertThat(connections.get(globex).realmId()).isNull();
        }

        @Test
        void anOperatorChangesWhatMayBeChanged() {
            long acme = readyConnection("Acme");
            long globex = readyConnection("Globex");

            connections.update(acme, "Acme Ltd", CHANGED, true, Mode.OFF);

            Connection changed = connections.get(acme);
            assertThat(changed.name()).isEqualTo("Acme Ltd");
            assertThat(changed.settings()).isEqualTo(CHANGED);
            assertThat(changed.paused()).isTrue();
            assertThat(changed.mode()).isEqualTo(Mode.OFF);
            assertThat(connections.get(globex).settings()).isEqualTo(ConnectionSettings.defaults());
        }

        @Test
        void standsWhereItsTokensAndItsOperatorPutIt() {
            long acme = connections.create("Acme", "acme", null, ConnectionSettings.defaults());
            rows.token(acme, "KOMMO", "READY");
            assertThat(connections.get(acme).state()).isEqualTo(State.NEW);
            assertThat(connections.get(acme).state(Peer.KOMMO)).isEqualTo(State.READY);
            rows.token(acme, "QUICKBOOKS", "NEEDS_RECONNECT");
            assertThat(connections.get(acme).state()).isEqualTo(State.NEEDS_RECONNECT);
            jdbc.sql("update token set state = 'READY'").update();
            assertThat(connections.get(acme).state()).isEqualTo(State.READY);

            connections.update(acme, "Acme", CHANGED, true, Mode.LIVE);
            assertThat(connections.get(acme).state()).isEqualTo(State.PAUSED);
            connections.update(acme, "Acme", CHANGED, false, Mode.OFF);
            assertThat(connections.get(acme).state()).isEqualTo(State.PAUSED);
        }

        @Test
        void knowsWhichPeerIsDown() {
            long acme = readyConnection("Acme");
            for (Peer peer : Peer.values()) {
                Connection.Outage outage = new Connection.Outage(peer.title() + " is down", "Wait.");
                connections.down(acme, peer, NOON, outage);
                assertThat(connections.get(acme).outage()).isEqualTo(outage);
                for (Peer other : Peer.values()) {
                    if (other != peer) {
                        connections.up(acme, other, NOON);
                    }
                }
                assertThat(connections.get(acme).outage()).isEqualTo(outage);
                connections.up(acme, peer, NOON);
                assertThat(connections.get(acme).outage()).isNull();
            }
        }

        @Test
        void keepsWhatThePeersSay() {
            long acme = readyConnection("Acme");
            connections.kommoAccount(acme, 32720107, "Europe/Berlin", "EUR");
            connections.companyName(acme, "Acme Ltd & Söhne");
            connections.provisioned(acme);

            Connection known = connections.get(acme);
            assertThat(known.kommoAccountId()).isEqualTo(32720107);
            assertThat(known.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
            assertThat(known.kommoCurrency()).isEqualTo("EUR");
            assertThat(known.companyName()).isEqualTo("Acme Ltd & Söhne");
            assertThat(known.provisionedAt()).isEqualTo(NOON);
        }
    }
}
