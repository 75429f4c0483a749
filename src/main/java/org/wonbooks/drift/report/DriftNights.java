package org.wonbooks.drift.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.database.DatabaseTime;

/** Asks for a report of each connection every night, on whichever instance is first. */
@Component
class DriftNights extends RouteBuilder {

    /** In UTC; the connections follow each other by a minute, over two hours. */
    private static final LocalTime BEGIN = LocalTime.of(2, 30);

    private static final int MINUTES = 120;

    private final ConnectionStore connections;
    private final DriftReports reports;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    public DriftNights(
            ConnectionStore connections,
            DriftReports reports,
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.connections = connections;
        this.reports = reports;
        this.jdbc = jdbc;
        this.clock = clock;
        transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("quartz:drift/nights?cron=30+*+*+*+*+?&stateful=true&trigger.timeZone=UTC")
                .routeId("drift-nights")
                .description("Asks for the drift report of each connection once a night.")
                .process(exchange -> requestDue())
                .id("drift-nights-request");
    }

    /** Asks for the reports whose time has come. A connection that was made lately has its first one next night. */
    void requestDue() {
        connections.all().stream()
                .filter(connection -> connection.state() == Connection.State.READY)
                .forEach(connection -> transaction.executeWithoutResult(status -> request(connection.id(), status)));
    }

    /** The work's row comes before the connection's; where another instance was first, nothing was asked for. */
    private void request(long connectionId, TransactionStatus status) {
        Instant now = clock.instant();
        Instant due = jdbc.sql("select drift_due_at from connection where id = ?")
                .param(connectionId)
                .query((row, number) -> DatabaseTime.read(row, "drift_due_at"))
                .optional()
                .orElse(null);
        if (due != null && due.isAfter(now)) {
            return;
        }
        if (due != null) {
            reports.request(connectionId);
        }
        int won = jdbc.sql(
                        """
                        update connection set drift_due_at = ?
                         where id = ? and (drift_due_at is null or drift_due_at <= ?)
                        """)
                .params(DatabaseTime.parameter(next(connectionId, now)), connectionId, DatabaseTime.parameter(now))
                .update();
        if (won == 0) {
            status.setRollbackOnly();
        }
    }

    /** The connection's time in the night after now. */
    static Instant next(long connectionId, Instant now) {
        ZonedDateTime today = now.atZone(ZoneOffset.UTC).with(BEGIN).plusMinutes(connectionId % MINUTES);
        return today.toInstant().isAfter(now)
                ? today.toInstant()
                : today.toInstant().plus(Duration.ofDays(1));
    }
}
