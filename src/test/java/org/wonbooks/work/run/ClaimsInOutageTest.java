package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Work;

/** Who gets which work while a peer is down. */
class ClaimsInOutageTest {

    @Nested
    class OnH2 extends Outages {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Outages {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Outages extends WorkTest {

        private static final Connection.Outage OUTAGE = new Connection.Outage("It is down", "Wait.");

        Outages(TestDatabase database) {
            super(database);
        }

        @ParameterizedTest
        @EnumSource
        void aPeerThatIsDownIsTriedByOneAtATime(Peer peer) throws Exception {
            for (long lead = 1; lead <= 5; lead++) {
                mark(lead);
            }
            Instant until = NOON.plus(WORK.probe());
            connections.down(acme, peer, until, OUTAGE);
            clock.set(until.minusMillis(1));
            assertThat(claims.claim(10)).isEmpty();

            for (int probe = 1; probe <= 3; probe++) {
                clock.set(NOON.plus(WORK.probe().multipliedBy(probe)));
                List<Work> probing =
                        AtOnce.run(8, caller -> (caller % 2 == 0 ? claims : otherInstance).claim(10)).stream()
                                .flatMap(Collection::stream)
                                .toList();
                assertThat(probing).hasSize(1);
                queue.defer(probing.get(0), clock.instant(), "Still down");
                clock.pass(WORK.probe().minusMillis(1));
                assertThat(claims.claim(10)).isEmpty();
            }
            connections.up(acme, peer, clock.instant());

            assertThat(claims.claim(10)).hasSize(5).allMatch(work -> work.attempts() == 1);
        }

        @ParameterizedTest
        @EnumSource
        void aProbeThatCallsAnotherPeerOnlyIsFollowedByTheNextAtOnce(Peer peer) {
            for (long lead = 1; lead <= 4; lead++) {
                mark(lead);
            }
            connections.down(acme, peer, NOON, OUTAGE);

            for (int calledNobody = 1; calledNobody <= 2; calledNobody++) {
                Work probe = claimOne(claims);
                assertThat(claims.claim(10)).isEmpty();
                queue.done(probe);
                claims.ended(probe);
            }
            Work refused = claimOne(claims);
            connections.down(acme, peer, NOON.plus(WORK.probe()).plusMillis(1), OUTAGE);
            queue.defer(refused, NOON, "Still down");
            claims.ended(refused);
            assertThat(claims.claim(10)).as("what it said stays").isEmpty();

            clock.pass(WORK.probe().plusMillis(1));
            Work answered = claimOne(otherInstance);
            connections.up(acme, peer, clock.instant());
            queue.done(answered);
            otherInstance.ended(answered);
            assertThat(claims.claim(10)).hasSize(1);
            assertThat(connections.get(acme).outage()).isNull();
        }

        @Test
        void aProbeThatShowsOnePeerToBeDownLeavesTheOtherToTheNext() {
            mark(7);
            connections.down(acme, Peer.KOMMO, NOON, OUTAGE);
            connections.down(acme, Peer.QUICKBOOKS, NOON, OUTAGE);
            Work probe = claimOne(claims);
            connections.down(acme, Peer.KOMMO, NOON.plusSeconds(5), OUTAGE);
            queue.defer(probe, NOON, "Still down");
            claims.ended(probe);

            assertThat(claims.claim(10)).isEmpty();
            clock.pass(Duration.ofSeconds(5));
            assertThat(claims.claim(10)).hasSize(1);
        }

        @Test
        void othersGoOnWhileAPeerOfOneConnectionIsDown() {
            long globex = readyConnection("Globex");
            mark(7);
            mark(globex, 8);
            connections.down(acme, Peer.KOMMO, NOON.plusSeconds(30), OUTAGE);

            assertThat(claims.claim(10)).extracting(Work::key).containsExactly("8");
        }

        @Test
        void bothPeersDownAreTriedByOne() {
            mark(7);
            mark(8);
            connections.down(acme, Peer.KOMMO, NOON.plusSeconds(10), OUTAGE);
            connections.down(acme, Peer.QUICKBOOKS, NOON.plusSeconds(20), OUTAGE);

            clock.set(NOON.plusSeconds(10));
            assertThat(claims.claim(10)).isEmpty();
            clock.set(NOON.plusSeconds(20));
            assertThat(claims.claim(10)).hasSize(1);
            assertThat(claims.claim(10)).isEmpty();
        }
    }
}
