package org.wonbooks.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The database's clock: the one that all instances share, so leases and due times go by it. */
@Component
public class DatabaseTime {

    /** What H2 goes by, which runs in this process. */
    private static final Clock OURS = Clock.systemUTC();

    private final JdbcClient jdbc;
    private final DatabaseKind database;

    public DatabaseTime(JdbcClient jdbc, DatabaseKind database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    /** What PostgreSQL says all through a transaction: when it began. It ends with the transaction. */
    private record Begun(Instant at) implements TransactionSynchronization {}

    /**
     * Now, as the database sees it, in whole microseconds; on PostgreSQL, when the transaction began, if there is one.
     */
    public Instant now() {
        if (database.oursAlone()) {
            return OURS.instant().truncatedTo(ChronoUnit.MICROS);
        }
        if (!mayKeep()) {
            return ask();
        }
        for (TransactionSynchronization each : TransactionSynchronizationManager.getSynchronizations()) {
            if (each instanceof Begun begun) {
                return begun.at();
            }
        }
        Instant now = ask();
        isNow(now);
        return now;
    }

    /** In a transaction that has not ended: its end takes all that was registered away before it is told of. */
    private static boolean mayKeep() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive();
    }

    private Instant ask() {
        return jdbc.sql("select current_timestamp")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /**
     * A statement of this transaction has read PostgreSQL's {@code current_timestamp} by the way: nobody asks again.
     */
    public static void isNow(Instant now) {
        if (mayKeep()) {
            TransactionSynchronizationManager.registerSynchronization(new Begun(now));
        }
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
