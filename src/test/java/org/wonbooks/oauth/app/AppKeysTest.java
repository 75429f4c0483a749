package org.wonbooks.oauth.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** The keys of our apps: what the configuration gives, else what was entered, on both databases. */
class AppKeysTest {

    private static final Map<AppKey, String> ENTERED = Map.of(
            AppKey.QUICKBOOKS_CLIENT_ID, "books",
            AppKey.QUICKBOOKS_CLIENT_SECRET, "books-secret",
            AppKey.WEBHOOK_VERIFIER_TOKEN, "new, old");

    @Nested
    class OnH2 extends Keys {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Keys {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Keys extends DatabaseTest {

        private AppKeys keys;

        Keys(TestDatabase database) {
            super(database);
        }

        @BeforeEach
        void start() {
            keys = keys("", "");
        }

        @Test
        void whatIsEnteredCountsAtOnceAndAfterARestart() {
            assertThat(keys.has(Peer.QUICKBOOKS)).isFalse();
            assertThat(keys.verifierTokens()).isEmpty();

            enter(ENTERED);

            for (AppKeys each : List.of(keys, keys("", ""))) {
                assertThat(each.at(Peer.QUICKBOOKS)).isEqualTo(new AppKeys.Client("books", "books-secret"));
                assertThat(each.verifierTokens()).containsExactly("new", "old");
                assertThat(each.has(Peer.KOMMO)).isFalse();
            }
        }

        @Test
        void isSealedAndReplaced() {
            enter(ENTERED);
            assertThat(texts("select sealed from app_key")).hasSize(3).noneMatch(kept -> kept.contains("books"));

            enter(Map.of(AppKey.QUICKBOOKS_CLIENT_SECRET, "another"));

            assertThat(keys.at(Peer.QUICKBOOKS)).isEqualTo(new AppKeys.Client("books", "another"));
            assertThat(count("app_key")).isEqualTo(3);
        }

        @Test
        void theConfigurationGoesFirst() {
            enter(ENTERED);

            AppKeys configured = keys("configured", "configured-verifier");

            assertThat(configured.at(Peer.QUICKBOOKS)).isEqualTo(new AppKeys.Client("configured", "configured-secret"));
            assertThat(configured.verifierTokens()).containsExactly("configured-verifier");
        }

        @Test
        void anotherInstanceSeesItWhenItLooks() {
            AppKeys other = keys("", "");
            assertThat(other.has(Peer.QUICKBOOKS)).isFalse();
            enter(ENTERED);
            assertThat(other.has(Peer.QUICKBOOKS)).isFalse();

            other.read();

            assertThat(other.has(Peer.QUICKBOOKS)).isTrue();
        }

        @Test
        void whatIsRolledBackDoesNotCount() {
            transaction.executeWithoutResult(status -> {
                keys.enter(ENTERED);
                status.setRollbackOnly();
            });

            assertThat(keys.has(Peer.QUICKBOOKS)).isFalse();
        }

        private void enter(Map<AppKey, String> entered) {
            transaction.executeWithoutResult(status -> keys.enter(entered));
        }

        private AppKeys keys(String id, String verifier) {
            return new AppKeys(
                    new KommoSettings("", "", null, null, null, List.of()),
                    new QuickBooksSettings(id, id + "-secret", List.of(verifier), null, null, null, null, 0),
                    jdbc,
                    bean(Encryption.class),
                    clock);
        }
    }
}
