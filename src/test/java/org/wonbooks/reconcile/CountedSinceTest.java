package org.wonbooks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** Since when the deals of a connection count. */
class CountedSinceTest {

    @Nested
    class OnH2 extends Counted {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Counted {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Counted extends TimedSweeps {

        Counted(TestDatabase database) {
            super(database);
        }

        @Test
        void whatCountsBeginsWhenBothSystemsAreConnectedForTheFirstTime() {
            Watermarks watermarks = bean(Watermarks.class);
            long half = connections.create("Half", "half", null, ConnectionSettings.defaults());
            rows.token(half, "KOMMO", "READY");
            sweeps.connected(new PeerConnected(half, Peer.KOMMO));
            assertThat(watermarks.kommo(half).sweptFrom()).isNull();

            clock.pass(Duration.ofDays(1));
            rows.token(half, "QUICKBOOKS", "READY");
            sweeps.connected(new PeerConnected(half, Peer.QUICKBOOKS));
            Instant connected = NOON.plus(Duration.ofDays(1));
            assertThat(watermarks.kommo(half)).isEqualTo(new Watermarks.Swept(connected, null));

            clock.pass(Duration.ofDays(1));
            sweeps.connected(new PeerConnected(half, Peer.QUICKBOOKS));
            assertThat(watermarks.kommo(half).sweptFrom()).as("connected again").isEqualTo(connected);
        }

        @Test
        void whatCountsBeginsAnewWhereOtherDealsCountAsWon() {
            Instant connected = live();
            change("{\"invoice\": {\"send\": false}}", Mode.LIVE);
            assertThat(counted()).as("something else").isEqualTo(connected);

            clock.pass(Duration.ofDays(1));
            change("{\"won\": {\"statusId\": 7}}", Mode.LIVE);
            assertThat(counted()).as("another stage").isEqualTo(NOON.plus(Duration.ofDays(1)));

            clock.pass(Duration.ofDays(1));
            change("{\"won\": {\"statusId\": 7, \"pipelineIds\": [1]}}", Mode.LIVE);
            assertThat(counted()).as("other pipelines").isEqualTo(NOON.plus(Duration.ofDays(2)));

            clock.pass(Duration.ofDays(1));
            change("{\"won\": {\"statusId\": 7, \"pipelineIds\": [1], \"catchUp\": \"P1D\"}}", Mode.LIVE);
            assertThat(counted()).as("the same deals").isEqualTo(NOON.plus(Duration.ofDays(2)));
        }

        @Test
        void whatIsNotConnectedYetBeginsWithNoSetting() {
            change("{\"won\": {\"statusId\": 7}}", Mode.LIVE);
            assertThat(counted()).isNull();
        }

        @ParameterizedTest
        @EnumSource(
                value = Mode.class,
                names = {"OFF", "SHADOW"})
        void whatCountsBeginsWhenItGoesLiveForTheFirstTime(Mode first) {
            connections.update(acme, "Acme", ConnectionSettings.defaults(), false, first);
            Instant connected = begin();
            assertThat(counted()).isEqualTo(connected);

            clock.pass(Duration.ofDays(1).plusMillis(1));
            change("{}", Mode.LIVE);
            // Kommo says in whole seconds when a deal was won: none of the second before it counts.
            assertThat(counted()).isEqualTo(NOON.plus(Duration.ofDays(1)).plusSeconds(1));
        }

        @Test
        void whatCountsStaysWhereItGoesOn() {
            Instant connected = live();
            change("{}", Mode.OFF);
            clock.pass(Duration.ofDays(1));
            change("{}", Mode.LIVE);
            assertThat(counted()).isEqualTo(connected);
        }

        @ParameterizedTest
        @EnumSource(
                value = Mode.class,
                names = {"OFF", "LIVE"})
        void whatCountsBeginsAnewWithTheEndOfAShadow(Mode after) {
            live();
            change("{}", Mode.SHADOW);
            clock.pass(Duration.ofDays(1));
            change("{}", after);
            assertThat(counted()).isEqualTo(NOON.plus(Duration.ofDays(1)).plusSeconds(1));
        }

        /** It has been at work; answers since when deals count. */
        private Instant live() {
            Instant connected = begin();
            sweeps.tick(connection());
            return connected;
        }

        private Instant begin() {
            sweeps.connected(new PeerConnected(acme, Peer.QUICKBOOKS));
            return NOON;
        }

        private void change(String settings, Mode mode) {
            Connection before = connection();
            sweeps.beforeChange(before);
            connections.update(
                    acme, before.name(), ProductJson.read(settings, ConnectionSettings.class), before.paused(), mode);
            sweeps.changed(before, connection());
        }

        private Instant counted() {
            return bean(Watermarks.class).kommo(acme).sweptFrom();
        }
    }
}
