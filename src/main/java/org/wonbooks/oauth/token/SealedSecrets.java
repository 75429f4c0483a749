package org.wonbooks.oauth.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;

/** Everything in the database that is encrypted, as it is kept. */
@Repository
class SealedSecrets {

    /** Columns with tokens, and how the place of each is named. */
    private static final List<Map.Entry<String, String>> TOKENS = List.of(
            Map.entry("access_token", "access"),
            Map.entry("refresh_token", "refresh"),
            Map.entry("previous_refresh_token", "previous"),
            Map.entry("earlier_refresh_token", "earlier"));

    private final JdbcClient jdbc;

    SealedSecrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One of them.
     *
     * @param place that it was encrypted for
     */
    record Secret(String place, String value, long connectionId, String table, String column, String system) {

        /** Without what is kept. */
        @Override
        public String toString() {
            return "Secret[place=" + place + "]";
        }
    }

    List<Secret> all() {
        List<Secret> all = new ArrayList<>();
        jdbc.sql("select * from token order by connection_id, system").query(row -> {
            for (Map.Entry<String, String> token : TOKENS) {
                String value = row.getString(token.getKey());
                if (value != null) {
                    long connection = row.getLong("connection_id");
                    String system = row.getString("system");
                    String place = TokenStore.place(connection, Peer.valueOf(system), token.getValue());
                    all.add(new Secret(place, value, connection, "token", token.getKey(), system));
                }
            }
        });
        jdbc.sql("select id, webhook_secret_digest, webhook_secret from connection order by id")
                .query(row -> {
                    String place = ConnectionStore.secretPlace(row.getString("webhook_secret_digest"));
                    String value = row.getString("webhook_secret");
                    all.add(new Secret(place, value, row.getLong("id"), "connection", "webhook_secret", null));
                });
        return all;
    }

    /** Keeps a secret otherwise encrypted, unless there is another one by now. */
    void replace(Secret old, String anew) {
        String row = old.system() == null ? "id = :connection" : "connection_id = :connection and system = :system";
        jdbc.sql("update " + old.table() + " set " + old.column() + " = :anew where " + row + " and " + old.column()
                        + " = :old")
                .param("anew", anew)
                .param("connection", old.connectionId())
                .param("system", old.system())
                .param("old", old.value())
                .update();
    }
}
