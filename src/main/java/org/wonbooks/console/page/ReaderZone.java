package org.wonbooks.console.page;

import java.time.ZoneId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The zone of times that belong to no connection: that of the first account, since readers sit where their accounts
 * are.
 */
@Component
public class ReaderZone {

    private final JdbcClient jdbc;

    ReaderZone(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** UTC, as long as no account is known. */
    public ZoneId get() {
        return jdbc.sql(
                        """
                        select kommo_timezone from connection where kommo_timezone is not null and deleted_at is null
                         order by id limit 1
                        """)
                .query(String.class)
                .optional()
                .map(ZoneId::of)
                .orElse(ZoneId.of("UTC"));
    }
}
