package org.wonbooks.console;

import java.time.Clock;
import java.time.Instant;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.oauth.server.ConnectionNews;

/** Who did what when. Written in the transaction of what was done; holds no secrets. */
@Repository
public class AuditLog {

    private static final int LONGEST = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One thing that a person did. */
    record Entry(long id, Instant at, String username, String action, String subject, String detail) {}

    /**
     * Writes down what a person did.
     *
     * @param subject to what, as {@code connection 7}
     * @param detail may be null
     */
    public void add(String username, String action, String subject, String detail) {
        jdbc.sql("insert into audit (at, username, action, subject, detail) values (?, ?, ?, ?, ?)")
                .params(DatabaseTime.parameter(clock.instant()), username, action, subject)
                .param(DatabaseText.fit(detail, LONGEST))
                .update();
    }

    /** What nobody did by our pages or calls. */
    @EventListener
    void add(ConnectionNews news) {
        add(news.who(), news.action(), connection(news.connectionId()), news.detail());
    }

    /** How a connection is named as the subject. */
    public static String connection(long id) {
        return "connection " + id;
    }

    /** Newest first. */
    Page<Entry> list(int page) {
        var items = jdbc.sql("select * from audit order by id desc limit ? offset ?")
                .params(Page.SIZE, Page.offset(page))
                .query((row, number) -> new Entry(
                        row.getLong("id"),
                        DatabaseTime.read(row, "at"),
                        row.getString("username"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")))
                .list();
        long total = jdbc.sql("select count(*) from audit").query(Long.class).single();
        return new Page<>(items, page, total);
    }
}
