package org.wonbooks.oauth.app;

import static org.wonbooks.database.DatabaseTime.parameter;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.encryption.Encryption;

/**
 * Who we are at Kommo and Intuit. The configuration goes before what a person has entered: of an app its id and secret
 * together, and the verifier token by itself. What was entered is kept in memory, since each webhook asks for it.
 */
@Component
public class AppKeys {

    private final KommoSettings kommo;
    private final QuickBooksSettings quickbooks;
    private final JdbcClient jdbc;
    private final Encryption encryption;
    private final Clock clock;

    /** What was entered; null: not read yet. */
    private volatile Map<AppKey, String> entered;

    public AppKeys(
            KommoSettings kommo, QuickBooksSettings quickbooks, JdbcClient jdbc, Encryption encryption, Clock clock) {
        this.kommo = kommo;
        this.quickbooks = quickbooks;
        this.jdbc = jdbc;
        this.encryption = encryption;
        this.clock = clock;
    }

    /** What an app calls itself; empty texts: it has no keys yet. */
    public record Client(String id, String secret) {

        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Client[id=" + id + "]";
        }
    }

    /** Our app at a peer. */
    public Client at(Peer peer) {
        if (isConfigured(peer)) {
            return configured(peer);
        }
        return peer == Peer.KOMMO
                ? new Client(entered(AppKey.KOMMO_CLIENT_ID), entered(AppKey.KOMMO_CLIENT_SECRET))
                : new Client(entered(AppKey.QUICKBOOKS_CLIENT_ID), entered(AppKey.QUICKBOOKS_CLIENT_SECRET));
    }

    /** Has it keys, wherever they come from? */
    public boolean has(Peer peer) {
        return !at(peer).id().isBlank();
    }

    /** What Intuit signs webhooks with: one, or two while it is being changed; none: every webhook is refused. */
    public List<String> verifierTokens() {
        return isVerifierConfigured()
                ? quickbooks.webhookVerifierToken()
                : Stream.of(entered(AppKey.WEBHOOK_VERIFIER_TOKEN).split(","))
                        .map(String::strip)
                        .filter(token -> !token.isEmpty())
                        .toList();
    }

    /** Are an app's id and secret given by the configuration? */
    public boolean isConfigured(Peer peer) {
        return !configured(peer).id().isBlank();
    }

    /** The same of the verifier token. */
    public boolean isVerifierConfigured() {
        return !quickbooks.webhookVerifierToken().isEmpty();
    }

    private Client configured(Peer peer) {
        return peer == Peer.KOMMO
                ? new Client(kommo.clientId(), kommo.clientSecret())
                : new Client(quickbooks.clientId(), quickbooks.clientSecret());
    }

    private String entered(AppKey key) {
        return known().getOrDefault(key, "");
    }

    /** Which were entered, whether they count or not. */
    public Set<AppKey> entered() {
        return Set.copyOf(known().keySet());
    }

    private Map<AppKey, String> known() {
        Map<AppKey, String> known = entered;
        return known == null ? read() : known;
    }

    /** Reads anew what was entered, here or at another instance. */
    synchronized Map<AppKey, String> read() {
        Map<AppKey, String> found = new EnumMap<>(AppKey.class);
        jdbc.sql("select name, sealed from app_key").query(row -> {
            String name = row.getString("name");
            found.put(AppKey.called(name), encryption.decrypt(row.getString("sealed"), AppKey.place(name)));
        });
        entered = found;
        return found;
    }

    /** Keeps what a person has entered; the others stay. Part of the caller's transaction. */
    public void enter(Map<AppKey, String> keys) {
        keys.forEach(this::keep);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                forget();
            }
        });
    }

    /** Whoever asks next reads; a reading that is under way, and may not see the latest, is over before. */
    private synchronized void forget() {
        entered = null;
    }

    private void keep(AppKey key, String value) {
        String sealed = encryption.encrypt(value, AppKey.place(key.title()));
        boolean replaced = jdbc.sql("update app_key set sealed = ?, changed_at = ? where name = ?")
                        .params(sealed, parameter(clock.instant()), key.title())
                        .update()
                == 1;
        if (!replaced) {
            jdbc.sql("insert into app_key (name, sealed, changed_at) values (?, ?, ?)")
                    .params(key.title(), sealed, parameter(clock.instant()))
                    .update();
        }
    }
}
