package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.database.DatabaseTime;

/** The places of all instances on one PostgreSQL, as rows of {@code rate_place}, by its clock. */
final class PlacesOnPostgreSql implements Places {

    /** As many as the settings say; a setting that is smaller now leaves rows behind that nobody looks at. */
    private static final String MAKE =
            """
            insert into rate_place (scope, place, free_at)
            select :scope, place, :now from generate_series(0, :calls - 1) place
            on conflict do nothing
            """;

    /** Those who look at the same time each find another place. */
    private static final String TAKE =
            """
            update rate_place set free_at = :until
             where scope = :scope
               and place = (select place from rate_place
                             where scope = :scope and place < :calls and free_at <= :now
                             limit 1 for update skip locked)
            returning place
            """;

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final TransactionTemplate transaction;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    PlacesOnPostgreSql(JdbcClient jdbc, DatabaseTime time, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.time = time;
        transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public Attempt take(String scope, List<CallWindow> windows) {
        windows.forEach(window -> make(rows(scope, window), window.calls()));
        return transaction.execute(status -> {
            Attempt attempt = takeAll(scope, windows);
            if (attempt.held().isEmpty()) {
                status.setRollbackOnly();
            }
            return attempt;
        });
    }

    private Attempt takeAll(String scope, List<CallWindow> windows) {
        needNotLast();
        Instant now = time.now();
        Optional<Instant> paused = jdbc.sql("select free_at from rate_place where scope = ? and free_at > ?")
                .params(scope, DatabaseTime.parameter(now))
                .query((row, number) -> DatabaseTime.read(row, "free_at"))
                .optional();
        if (paused.isPresent()) {
            return new Attempt(List.of(), Duration.between(now, paused.get()));
        }
        List<Held> taken = new ArrayList<>();
        for (CallWindow window : windows) {
            Instant until = window.heldUntil(now);
            Optional<Integer> place = jdbc.sql(TAKE)
                    .param("scope", rows(scope, window))
                    .param("calls", window.calls())
                    .param("now", DatabaseTime.parameter(now))
                    .param("until", DatabaseTime.parameter(until))
                    .query(Integer.class)
                    .optional();
            if (place.isEmpty()) {
                return new Attempt(List.of(), window.lookAgain(now, earliest(rows(scope, window), window.calls())));
            }
            taken.add(new Held(window, place.get(), until));
        }
        return new Attempt(taken, Duration.ZERO);
    }

    private Instant earliest(String rows, int calls) {
        return jdbc.sql("select min(free_at) from rate_place where scope = ? and place < ?")
                .params(rows, calls)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Override
    public void giveBack(String scope, List<Held> held) {
        transaction.executeWithoutResult(status -> {
            needNotLast();
            Instant now = time.now();
            for (Held one : held) {
                jdbc.sql("update rate_place set free_at = ? where scope = ? and place = ? and free_at = ?")
                        .params(DatabaseTime.parameter(now.plus(one.window().width())), rows(scope, one.window()))
                        .params(one.place(), DatabaseTime.parameter(one.until()))
                        .update();
            }
        });
    }

    /** The row with the scope's own name is no place: it says until when nobody gets one. */
    @Override
    public void pause(String scope, Duration wait) {
        jdbc.sql(
                        """
                        insert into rate_place (scope, place, free_at) values (?, 0, ?)
                        on conflict (scope, place) do update set free_at = greatest(rate_place.free_at, excluded.free_at)
                        """)
                .params(scope, DatabaseTime.parameter(time.now().plus(wait)))
                .update();
    }

    private void make(String rows, int calls) {
        if (!made.contains(rows)) {
            jdbc.sql(MAKE)
                    .param("scope", rows)
                    .param("calls", calls)
                    .param("now", DatabaseTime.parameter(time.now()))
                    .update();
            made.add(rows);
        }
    }

    /** Nobody waits for the disk: what a crash of the database forgets is over before it is back. */
    private void needNotLast() {
        jdbc.sql("set local synchronous_commit = off").update();
    }

    private static String rows(String scope, CallWindow window) {
        return scope + "/" + window.width();
    }
}
