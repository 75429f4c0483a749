package org.wonbooks.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The database's clock: the one that all instances share, so leases and due times go by it. */
@Component
public class DatabaseTime {

    private final JdbcClient jdbc;

    public DatabaseTime(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Now, as the database sees it. */
    public Instant now() {
        return jdbc.sql("select current_timestamp")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** An instant in the form that both databases take as a parameter. */
    public static OffsetDateTime parameter(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** A column's instant, or null. */
    public static Instant read(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
