package org.wonbooks.oauth.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.app.AppKey;

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
     * @param row the columns that name its row
     */
    record Secret(String place, String value, String table, String column, Map<String, Object> row) {

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
                    Map<String, Object> its = Map.of("connection_id", connection, "system", system);
                    all.add(new Secret(place, value, "token", token.getKey(), its));
                }
            }
        });
        jdbc.sql("select id, webhook_secret_digest, webhook_secret from connection order by id")
                .query(row -> {
                    String place = ConnectionStore.secretPlace(row.getString("webhook_secret_digest"));
                    String value = row.getString("webhook_secret");
                    Map<String, Object> its = Map.of("id", row.getLong("id"));
                    all.add(new Secret(place, value, "connection", "webhook_secret", its));
                });
        jdbc.sql("select name, sealed from app_key order by name").query(row -> {
            String name = row.getString("name");
            Map<String, Object> its = Map.of("name", name);
            all.add(new Secret(AppKey.place(name), row.getString("sealed"), "app_key", "sealed", its));
        });
        return all;
    }

    /** Keeps a secret otherwise encrypted, unless there is another one by now. */
    void replace(Secret old, String anew) {
        String row = old.row().keySet().stream()
                .map(column -> column + " = :" + column)
                .collect(Collectors.joining(" and "));
        jdbc.sql("update " + old.table() + " set " + old.column() + " = :anew where " + row + " and " + old.column()
                        + " = :old")
                .params(old.row())
                .param("anew", anew)
                .param("old", old.value())
                .update();
    }
}
