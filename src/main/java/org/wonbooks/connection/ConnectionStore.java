package org.wonbooks.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.encryption.Digest;
import org.wonbooks.encryption.Encryption;

/** The connections, in the database. One that was ended has its row, and nobody finds it any more. */
@Repository
public class ConnectionStore {

    private static final String SELECT =
            """
            select c.*,
                   k.state as kommo_state, k.access_expires_at as kommo_access, k.refresh_expires_at as kommo_refresh,
                   k.reason as kommo_reason,
                   q.state as books_state, q.access_expires_at as books_access, q.refresh_expires_at as books_refresh,
                   q.reason as books_reason, b.changed_at as books_changed_at, b.items_at, b.items_again_at
              from connection c
              left join token k on k.connection_id = c.id and k.system = 'KOMMO'
              left join token q on q.connection_id = c.id and q.system = 'QUICKBOOKS'
              left join books_change b on b.connection_id = c.id
             where c.deleted_at is null
            """;

    private final JdbcClient jdbc;
    private final Encryption encryption;
    private final Clock clock;
    private final StoredSettings settings = new StoredSettings();

    public ConnectionStore(JdbcClient jdbc, Encryption encryption, Clock clock) {
        this.jdbc = jdbc;
        this.encryption = encryption;
        this.clock = clock;
    }

    /** Every connection, oldest first. */
    public List<Connection> all() {
        return jdbc.sql(SELECT + " order by c.id").query(this::read).list();
    }

    /** One connection. */
    public Optional<Connection> find(long id) {
        return jdbc.sql(SELECT + " and c.id = ?").param(id).query(this::read).optional();
    }

    /** One connection that must be there; for callers that hold its id from the database. */
    public Connection get(long id) {
        return find(id).orElseThrow(() -> new IllegalStateException("No connection " + id));
    }

    /** The connection of a QuickBooks company. */
    public Optional<Connection> findByRealm(String realmId) {
        return jdbc.sql(SELECT + " and c.realm_id = ?")
                .param(realmId)
                .query(this::read)
                .optional();
    }

    /** The connections of a Kommo account. */
    public List<Connection> findByAccount(long accountId) {
        return jdbc.sql(SELECT + " and c.kommo_account_id = ? order by c.id")
                .param(accountId)
                .query(this::read)
                .list();
    }

    /** The connection whose webhook address carries this secret. */
    public Optional<Connection> findBySecret(String secret) {
        return jdbc.sql(SELECT + " and c.webhook_secret_digest = ?")
                .param(Digest.sha256(secret))
                .query(this::read)
                .optional();
    }

    /** Makes a connection and returns its id. */
    public long create(String name, String subdomain, String realmId, ConnectionSettings settings) {
        String secret = Digest.newSecret();
        String digest = Digest.sha256(secret);
        jdbc.sql(
                        """
                        insert into connection (name, settings, kommo_subdomain, realm_id, webhook_secret_digest,
                                                webhook_secret, created_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(name, StoredSettings.write(settings), subdomain, realmId)
                .params(digest, encryption.encrypt(secret, secretPlace(digest)), now())
                .update();
        long id = findBySecret(secret).orElseThrow().id();
        jdbc.sql("insert into burst (connection_id) values (?)").param(id).update();
        return id;
    }

    /** The secret in a connection's Kommo webhook address. */
    public String webhookSecret(long id) {
        return jdbc.sql("select webhook_secret_digest, webhook_secret from connection where id = ?")
                .param(id)
                .query((row, number) -> encryption.decrypt(
                        row.getString("webhook_secret"), secretPlace(row.getString("webhook_secret_digest"))))
                .single();
    }

    /** The row has no number yet when its secret is made; the digest is as much its own. */
    public static String secretPlace(String digest) {
        return "connection/" + digest + "/webhook";
    }

    /** Stores what an operator may change. */
    public void update(long id, String name, ConnectionSettings settings, boolean paused, Connection.Mode mode) {
        jdbc.sql("update connection set name = ?, settings = ?, paused = ?, mode = ? where id = ?")
                .params(name, StoredSettings.write(settings), paused)
                .params(mode.name().toLowerCase(Locale.ROOT), id)
                .update();
    }

    /** Its mode at this moment: an operator may have changed it since the connection was read. */
    public Connection.Mode mode(long id) {
        return jdbc.sql("select mode from connection where id = ?")
                .param(id)
                .query((row, number) -> mode(row.getString("mode")))
                .single();
    }

    /** What a column's text means. */
    public static Connection.Mode mode(String text) {
        return Connection.Mode.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Stores what Kommo says of its account. */
    public void kommoAccount(long id, long accountId, String timezone, String currency) {
        jdbc.sql("update connection set kommo_account_id = ?, kommo_timezone = ?, kommo_currency = ? where id = ?")
                .params(accountId, timezone, currency, id)
                .update();
    }

    /** Stores the Kommo account's new address; false when it has another one by now. */
    public boolean renameAccount(long id, String from, String to) {
        return jdbc.sql("update connection set kommo_subdomain = ? where id = ? and kommo_subdomain = ?")
                        .params(to, id, from)
                        .update()
                == 1;
    }

    /** Stores which QuickBooks company this is; false when it was joined to another one before. */
    public boolean joinRealm(long id, String realmId) {
        return jdbc.sql("update connection set realm_id = ? where id = ? and (realm_id is null or realm_id = ?)")
                        .params(realmId, id, realmId)
                        .update()
                == 1;
    }

    /** Stores the company's name. */
    public void companyName(long id, String companyName) {
        jdbc.sql("update connection set company_name = ? where id = ?")
                .params(companyName, id)
                .update();
    }

    /** Marks that fields and webhook are there. */
    public void provisioned(long id) {
        jdbc.sql("update connection set provisioned_at = ? where id = ?")
                .params(now(), id)
                .update();
    }

    /** A peer of this connection does not answer: work waits until then, for this reason. */
    public void down(long id, Peer peer, Instant until, Connection.Outage outage) {
        String column = downColumn(peer);
        jdbc.sql("update connection set " + column + "_until = ?, " + column + "_reason = ?, " + column
                        + "_fix = ? where id = ?")
                .params(at(until), outage.reason(), outage.fix(), id)
                .update();
    }

    /** A peer of this connection answers (again). Both times here are the database's, as work's due times are. */
    public void up(long id, Peer peer, Instant now) {
        jdbc.sql("update connection set " + downColumn(peer) + "_until = null, " + answeredColumn(peer)
                        + " = ? where id = ? and " + downColumn(peer) + "_until is not null")
                .params(at(now), id)
                .update();
    }

    /** A peer that is down is tried now, not only when its time comes: a person may have mended what kept it away. */
    public void tryNow(long id, Peer peer, Instant now) {
        jdbc.sql("update connection set " + downColumn(peer) + "_until = ? where id = ? and " + downColumn(peer)
                        + "_until > ?")
                .params(at(now), id, at(now))
                .update();
    }

    /** Has the peer, after it was down, answered somebody since then? */
    public boolean answeredSince(long id, Peer peer, Instant then) {
        return jdbc.sql("select count(*) from connection where id = ? and " + answeredColumn(peer) + " > ?")
                        .params(id, at(then))
                        .query(Long.class)
                        .single()
                == 1;
    }

    private static String downColumn(Peer peer) {
        return peer == Peer.KOMMO ? "kommo_down" : "quickbooks_down";
    }

    private static String answeredColumn(Peer peer) {
        return peer == Peer.KOMMO ? "kommo_answered_at" : "quickbooks_answered_at";
    }

    private Connection read(ResultSet row, int number) throws SQLException {
        return new Connection(
                row.getLong("id"),
                row.getString("name"),
                mode(row.getString("mode")),
                row.getBoolean("paused"),
                settings.read(row.getString("settings")),
                row.getString("kommo_subdomain"),
                row.getObject("kommo_account_id", Long.class),
                row.getString("kommo_timezone"),
                row.getString("kommo_currency"),
                row.getString("realm_id"),
                row.getString("company_name"),
                instant(row, "provisioned_at"),
                outage(row),
                live(row),
                status(row, "kommo"),
                status(row, "books"),
                BooksChange.read(row, clock.instant()));
    }

    private static Connection.Outage outage(ResultSet row) throws SQLException {
        for (Peer peer : Peer.values()) {
            String column = downColumn(peer);
            if (instant(row, column + "_until") != null) {
                return new Connection.Outage(row.getString(column + "_reason"), row.getString(column + "_fix"));
            }
        }
        return null;
    }

    private static Connection.Live live(ResultSet row) throws SQLException {
        Instant idleTo = instant(row, "idle_to");
        return new Connection.Live(
                instant(row, "live_since"),
                instant(row, "live_seen_at"),
                idleTo == null ? null : new Connection.Live.Gap(instant(row, "idle_from"), idleTo));
    }

    private static Connection.TokenStatus status(ResultSet row, String prefix) throws SQLException {
        String state = row.getString(prefix + "_state");
        return state == null
                ? null
                : new Connection.TokenStatus(
                        state.equals("NEEDS_RECONNECT")
                                ? Objects.requireNonNullElse(
                                        row.getString(prefix + "_reason"), "It has to be connected")
                                : null,
                        instant(row, prefix + "_access"),
                        instant(row, prefix + "_refresh"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
