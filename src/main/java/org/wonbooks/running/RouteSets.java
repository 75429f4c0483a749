package org.wonbooks.running;

import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;

/** The sets of routes that were put to work, and which each instance runs. */
@Repository
public class RouteSets {

    /** Who is not heard of for so long runs nothing any more. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private static final int LONGEST = 200;

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final DatabaseKind database;
    private final String instance = UUID.randomUUID().toString();

    public RouteSets(JdbcClient jdbc, DatabaseTime time, DatabaseKind database) {
        this.jdbc = jdbc;
        this.time = time;
        this.database = database;
    }

    /** How a set came to work. */
    public enum Way {
        /** A start found it in the folder of {@code wonbooks.routes}. */
        START,
        /** A mapping of that folder was saved while it ran. */
        SAVED,
        APPLIED,
        ROLLED_BACK
    }

    /**
     * A set was put to work.
     *
     * @param before the number of the set before; null: there was none
     * @param source the candidate, or the folder
     * @param folder the digest of the folder of {@code wonbooks.routes} then
     */
    public record Change(long set, Long before, Way way, String source, String folder, String by, Instant at) {}

    /** A kept set's number and digest. */
    public record Kept(long number, String digest) {}

    /** Keeps the files; gives the number that they have had since they were kept first. */
    public long keep(RouteFiles files) {
        String digest = files.digest();
        return number(digest).orElseGet(() -> insert(files, digest));
    }

    private long insert(RouteFiles files, String digest) {
        try {
            jdbc.sql("insert into route_set (digest, files, kept_at) values (?, ?, ?)")
                    .params(digest, files.zip(), DatabaseTime.parameter(time.now()))
                    .update();
        } catch (DuplicateKeyException another) {
            // An instance that starts beside this one.
        }
        return number(digest).orElseThrow();
    }

    /** Were files of that digest kept before? */
    public boolean hasKept(String digest) {
        return number(digest).isPresent();
    }

    private Optional<Long> number(String digest) {
        return jdbc.sql("select number from route_set where digest = ?")
                .params(digest)
                .query(Long.class)
                .optional();
    }

    /** What a set consists of. */
    public RouteFiles files(long number) {
        return RouteFiles.unzip(jdbc.sql("select files from route_set where number = ?")
                .params(number)
                .query(byte[].class)
                .single());
    }

    /** What was put to work last, by any instance. */
    public Optional<Change> last() {
        return changes(1).stream().findFirst();
    }

    /** What was put to work, the latest first. */
    public List<Change> changes(int most) {
        return jdbc.sql("select * from route_change order by id desc limit ?")
                .params(most)
                .query((row, number) -> change(row))
                .list();
    }

    /** When a set was put to work last. */
    public Optional<Change> lastChangeTo(long set) {
        return jdbc.sql("select * from route_change where route_set = ? order by id desc limit 1")
                .params(set)
                .query((row, number) -> change(row))
                .optional();
    }

    /**
     * Which set was at work before a set that comes to work now: where that is the same one, put to work once more,
     * what was before it then.
     */
    public Long before(long set, long atWork) {
        return set == atWork ? lastChangeTo(set).map(Change::before).orElse(null) : Long.valueOf(atWork);
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getLong("route_set"),
                row.getObject("before_set", Long.class),
                Way.valueOf(row.getString("way")),
                row.getString("source"),
                row.getString("folder"),
                row.getString("changed_by"),
                DatabaseTime.read(row, "changed_at"));
    }

    /** A set is at work here from now on. */
    @Transactional
    public void changed(long set, Long before, Way way, String source, String folder, String by) {
        jdbc.sql(
                        """
                        insert into route_change (route_set, before_set, way, source, folder, changed_by, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(set, before, way.name(), DatabaseText.fit(source, LONGEST), folder, by)
                .params(DatabaseTime.parameter(time.now()))
                .update();
        runs(set);
    }

    /** Says that this instance runs that set; nobody else is there to ask on H2. */
    public void runs(long set) {
        if (database.oursAlone() || set == 0) {
            return;
        }
        var now = DatabaseTime.parameter(time.now());
        int known = jdbc.sql("update route_instance set route_set = ?, seen_at = ? where instance = ?")
                .params(set, now, instance)
                .update();
        if (known == 0) {
            jdbc.sql("insert into route_instance (instance, route_set, seen_at) values (?, ?, ?)")
                    .params(instance, set, now)
                    .update();
        }
        jdbc.sql("delete from route_instance where seen_at < ?")
                .params(DatabaseTime.parameter(time.now().minus(SILENCE.multipliedBy(10))))
                .update();
    }

    /** This instance ends: nobody has to wait until it is not heard of any more. */
    @PreDestroy
    void ends() {
        if (database.oursAlone()) {
            return;
        }
        try {
            jdbc.sql("delete from route_instance where instance = ?")
                    .param(instance)
                    .update();
        } catch (DataAccessException away) {
            // Then it is silent, which says the same a little later.
        }
    }

    /**
     * An instance that was heard of lately.
     *
     * @param here is it this one?
     */
    public record Instance(String name, long set, Instant seenAt, boolean here) {}

    /** All of them; on H2 there is this one alone, and nobody asks. */
    public List<Instance> instances() {
        return jdbc.sql("select * from route_instance where seen_at > ? order by instance")
                .param(DatabaseTime.parameter(time.now().minus(SILENCE)))
                .query((row, number) -> new Instance(
                        row.getString("instance"),
                        row.getLong("route_set"),
                        DatabaseTime.read(row, "seen_at"),
                        row.getString("instance").equals(instance)))
                .list();
    }

    /** The sets that other instances run and this one does not. */
    public List<Long> elsewhere(long here) {
        if (database.oursAlone()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select distinct route_set from route_instance
                         where instance <> ? and route_set <> ? and seen_at > ? order by route_set
                        """)
                .params(instance, here, DatabaseTime.parameter(time.now().minus(SILENCE)))
                .query(Long.class)
                .list();
    }
}
