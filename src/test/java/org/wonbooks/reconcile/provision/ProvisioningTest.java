package org.wonbooks.reconcile.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection.Outage;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.WorkClaims;

/** What connecting a system sets going. */
class ProvisioningTest {

    @Nested
    class OnH2 extends Connecting {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Connecting {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Connecting extends DatabaseTest {

        private static final Outage FORBIDDEN = new Outage("It forbids access", "Connect it as an administrator.");

        private final Provisioning provisioning;
        private final WorkClaims claims;

        Connecting(TestDatabase database) {
            super(database);
            provisioning = new Provisioning(
                    connections, bean(WorkQueue.class), time, new WonbooksSettings("http://localhost", "", null, null));
            claims = bean(WorkClaims.class);
        }

        @ParameterizedTest
        @EnumSource
        void aPeerThatIsConnectedAgainIsTriedAtOnceByOne(Peer peer) {
            long acme = readyConnection("Acme");
            rows.work(acme, "deal-won", "7", "OPEN");
            connections.down(acme, peer, NOON.plus(Duration.ofMinutes(15)), FORBIDDEN);
            assertThat(claims.claim(10)).isEmpty();

            provisioning.connected(new PeerConnected(acme, peer));

            assertThat(connections.get(acme).outage())
                    .as("nobody has seen it up")
                    .isEqualTo(FORBIDDEN);
            assertThat(claims.claim(10)).hasSize(1);
            assertThat(claims.claim(10)).isEmpty();
            connections.up(acme, peer, clock.instant());
            assertThat(claims.claim(10)).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource
        void aPeerThatIsNotConnectedAgainStaysWhereItIs(Peer peer) {
            long acme = readyConnection("Acme");
            long globex = readyConnection("Globex");
            Peer other = peer == Peer.KOMMO ? Peer.QUICKBOOKS : Peer.KOMMO;
            connections.down(acme, other, NOON.plusSeconds(60), FORBIDDEN);
            connections.down(globex, peer, NOON.plusSeconds(60), FORBIDDEN);
            rows.work(globex, "deal-won", "7", "OPEN");

            provisioning.connected(new PeerConnected(acme, peer));

            assertThat(connections.get(acme).outage()).isEqualTo(FORBIDDEN);
            assertThat(claims.claim(10)).isEmpty();
            connections.up(acme, other, clock.instant());
            assertThat(claims.claim(10)).extracting(Work::kind).containsExactly(WorkKind.CONNECTION_PROVISION);
        }
    }
}
