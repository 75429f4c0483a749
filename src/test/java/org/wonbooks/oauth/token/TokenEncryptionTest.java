package org.wonbooks.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** Nobody reads tokens in their table who has not the key, and a key can be replaced by another. */
class TokenEncryptionTest {

    @Nested
    class OnH2 extends EncryptedTokens {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends EncryptedTokens {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class EncryptedTokens extends StoredTokens {

        EncryptedTokens(TestDatabase database) {
            super(database);
        }

        @Test
        void keepsAPairThatNobodyReadsInTheTable() {
            store.store(acme, Peer.QUICKBOOKS, OLD);

            assertThat(store.find(acme, Peer.QUICKBOOKS))
                    .contains(new TokenStore.Stored(OLD, List.of(), false, null, 1, null));
            assertThat(store.find(acme, Peer.KOMMO)).isEmpty();
            assertThat(store.find(globex, Peer.QUICKBOOKS)).isEmpty();
            assertThat(column("access_token") + column("refresh_token")).doesNotContain("old");
        }

        @Test
        void aTokenMovedToAnotherColumnOrRowCannotBeRead() {
            store.store(acme, Peer.QUICKBOOKS, OLD);
            store.store(globex, Peer.QUICKBOOKS, NEW);

            jdbc.sql("update token set access_token = refresh_token, refresh_token = access_token"
                            + " where connection_id = ?")
                    .param(acme)
                    .update();
            jdbc.sql("update token set access_token = (select max(access_token) from token where connection_id <> ?)"
                            + " where connection_id = ?")
                    .params(globex, globex)
                    .update();

            for (long connection : List.of(acme, globex)) {
                assertThatThrownBy(() -> store.find(connection, Peer.QUICKBOOKS))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("token/" + connection + "/QUICKBOOKS/access");
            }
        }

        @Test
        void aKeyThatDoesNotFitWhatIsStoredIsFoundAtOnce() {
            SealedSecrets secrets = new SealedSecrets(jdbc);
            store.store(acme, Peer.KOMMO, OLD);

            new ReadableSecrets(secrets, bean(Encryption.class));
            assertThatThrownBy(() -> new ReadableSecrets(secrets, keys("b")))
                    .isInstanceOf(ReadableSecrets.Unreadable.class)
                    .hasMessageContainingAll("token/" + acme + "/KOMMO/access", "wonbooks.encryption-key");
            jdbc.sql("delete from token").update();
            assertThatThrownBy(() -> new ReadableSecrets(secrets, keys("b")))
                    .isInstanceOf(ReadableSecrets.Unreadable.class)
                    .hasMessageContainingAll("connection/", "/webhook", "wonbooks.encryption-key");
        }

        @Test
        void anOldKeyCanBeDroppedAfterOneStartWithBoth() {
            jdbc.sql("delete from connection").update();
            Encryption before = keys("a");
            ConnectionStore old = new ConnectionStore(jdbc, before, clock);
            long id = old.create("Acme", "acme", null, ConnectionSettings.defaults());
            String webhook = old.webhookSecret(id);
            TokenStore oldStore = new TokenStore(jdbc, before, new DatabaseTime(jdbc, new DatabaseKind(pool)), clock);
            oldStore.store(id, Peer.KOMMO, OLD);
            oldStore.replace(id, Peer.KOMMO, oldStore.find(id, Peer.KOMMO).orElseThrow(), NEW);
            oldStore.storeLongLived(id, "long-lived");
            oldStore.store(id, Peer.QUICKBOOKS, OLD);
            oldStore.replace(
                    id, Peer.QUICKBOOKS, oldStore.find(id, Peer.QUICKBOOKS).orElseThrow(), NEW);
            TokenStore.Stored pair = oldStore.find(id, Peer.QUICKBOOKS).orElseThrow();
            SealedSecrets secrets = new SealedSecrets(jdbc);
            // Another instance stores a token while this one seals: it stays.
            SealedSecrets.Secret seen = secrets.all().get(0);
            oldStore.storeLongLived(id, "stored meanwhile");
            secrets.replace(seen, before.encrypt("lost", seen.place()));

            List<String> said = said(() -> new ReadableSecrets(secrets, keys("b,a")).sealAnew());

            Encryption alone = keys("b");
            new ReadableSecrets(secrets, alone);
            TokenStore now = new TokenStore(jdbc, alone, new DatabaseTime(jdbc, new DatabaseKind(pool)), clock);
            assertThat(now.find(id, Peer.QUICKBOOKS)).contains(pair);
            assertThat(now.find(id, Peer.KOMMO).orElseThrow().tokens().access()).isEqualTo("stored meanwhile");
            assertThat(new ConnectionStore(jdbc, alone, clock).webhookSecret(id))
                    .isEqualTo(webhook);
            assertThat(String.join("\n", said))
                    .contains("All 5 secrets are sealed under the newest key, " + alone.newestKey()
                            + ": older ones may be dropped")
                    .contains("{" + before.newestKey() + "=5}")
                    .doesNotContain("stored meanwhile", webhook);
        }

        /** What the log gets, however quiet other tests have made it. */
        private static List<String> said(Runnable run) {
            Logger log = (Logger) LoggerFactory.getLogger(ReadableSecrets.class);
            Level level = log.getLevel();
            ListAppender<ILoggingEvent> lines = new ListAppender<>();
            lines.start();
            log.addAppender(lines);
            log.setLevel(Level.INFO);
            try {
                run.run();
            } finally {
                log.setLevel(level);
                log.detachAppender(lines);
            }
            return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }

        /** Each name is a key. */
        private Encryption keys(String names) {
            String keys = Stream.of(names.split(","))
                    .map(name ->
                            Base64.getEncoder().encodeToString(name.repeat(32).getBytes(StandardCharsets.UTF_8)))
                    .collect(Collectors.joining(","));
            return new Encryption(new WonbooksSettings("http://localhost", keys, null, null));
        }
    }
}
