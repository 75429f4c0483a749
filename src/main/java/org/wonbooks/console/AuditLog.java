package org.wonbooks.console;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.oauth.server.ConnectionNews;

/** Who did what when, and from where. Written in the transaction of what was done; holds no secrets. */
@Repository
public class AuditLog {

    /** Who stands there for whoever was not let in. */
    public static final String STRANGER = "stranger";

    private static final int LONGEST = 2000;
    private static final int LONGEST_ADDRESS = 60;

    private final JdbcClient jdbc;
    private final ClientAddress addresses;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, ClientAddress addresses, Clock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * One thing that was done.
     *
     * @param address from where; null: not over HTTP, or before that was kept
     */
    public record Entry(
            long id, Instant at, String username, String action, String subject, String detail, String address) {}

    /**
     * Writes down what a person did, from where this thread's request comes.
     *
     * @param subject to what, as {@code connection 7}
     * @param detail may be null
     */
    public void add(String username, String action, String subject, String detail) {
        add(username, action, subject, detail, addresses.ofThisRequest());
    }

    /**
     * The same, of a request that may have ended.
     *
     * @param address from where; null: not known
     */
    public void add(String username, String action, String subject, String detail, String address) {
        jdbc.sql("insert into audit (at, username, action, subject, detail, address) values (?, ?, ?, ?, ?, ?)")
                .params(DatabaseTime.parameter(clock.instant()), username, action, subject)
                .params(DatabaseText.fit(detail, LONGEST), DatabaseText.fit(address, LONGEST_ADDRESS))
                .update();
    }

    /** What nobody did by our pages or calls. */
    @EventListener
    void add(ConnectionNews news) {
        add(news.who(), news.action(), connection(news.connectionId()), news.detail());
    }

    /** Drops what strangers did before that time. */
    void forgetStrangersBefore(Instant time) {
        jdbc.sql("delete from audit where username = ? and at < ?")
                .params(STRANGER, DatabaseTime.parameter(time))
                .update();
    }

    /** How a connection is named as the subject. */
    public static String connection(long id) {
        return "connection " + id;
    }

    /** Newest first. */
    Page<Entry> list(int page) {
        List<Entry> items = jdbc.sql("select * from audit order by id desc limit ? offset ?")
                .params(Page.SIZE, Page.offset(page))
                .query(AuditLog::read)
                .list();
        long total = jdbc.sql("select count(*) from audit").query(Long.class).single();
        return new Page<>(items, page, total);
    }

    /**
     * Some of them, newest first.
     *
     * @param who did it; empty: whoever
     * @param what begins with that, as {@code deal} of {@code deal.approve}; empty: whatever
     * @param before which one they come
     */
    public List<Entry> before(String who, String what, long before, int most) {
        return jdbc.sql(
                        """
                        select * from audit
                         where id < :before and (:who = '' or username = :who) and (:what = '' or action like :actions)
                         order by id desc limit :most
                        """)
                .param("before", before)
                .param("who", who)
                .param("what", what)
                .param("actions", what + ".%")
                .param("most", most)
                .query(AuditLog::read)
                .list();
    }

    private static Entry read(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("id"),
                DatabaseTime.read(row, "at"),
                row.getString("username"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("address"));
    }
}
