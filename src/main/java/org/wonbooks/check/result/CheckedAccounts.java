package org.wonbooks.check.result;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What the latest check of each connection saw in its Kommo account. */
@Repository
public class CheckedAccounts {

    private final JdbcClient jdbc;

    public CheckedAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What one account has.
     *
     * @param fields codes and numbers of the deals' fields; null: not known
     * @param stages each pipeline, and each {@code <pipeline>/<stage>}; null: not known
     */
    public record Account(long connectionId, String name, Set<String> fields, Set<String> stages) {}

    /** Takes the place of what was seen before; what is null was not seen this time, and stays. */
    @Transactional
    public void keep(long connectionId, Collection<String> fields, Collection<String> stages) {
        if (jdbc.sql("select count(*) from checked_account where connection_id = ?")
                        .param(connectionId)
                        .query(Long.class)
                        .single()
                == 0) {
            jdbc.sql("insert into checked_account (connection_id) values (?)")
                    .param(connectionId)
                    .update();
        }
        jdbc.sql("update checked_account set fields = coalesce(cast(? as text), fields),"
                        + " stages = coalesce(cast(? as text), stages) where connection_id = ?")
                .params(lines(fields), lines(stages), connectionId)
                .update();
    }

    /** Of connections that are not switched off. */
    public List<Account> all() {
        return jdbc.sql(
                        """
                        select a.*, c.name from checked_account a join connection c on c.id = a.connection_id
                         where c.mode <> 'off' order by c.id
                        """)
                .query((row, number) -> new Account(
                        row.getLong("connection_id"),
                        row.getString("name"),
                        set(row.getString("fields")),
                        set(row.getString("stages"))))
                .list();
    }

    private static String lines(Collection<String> values) {
        return values == null ? null : String.join("\n", values);
    }

    private static Set<String> set(String lines) {
        return lines == null ? null : Set.of(lines.lines().distinct().toArray(String[]::new));
    }
}
