package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.database.DatabaseTime;

/** The places of all instances on one PostgreSQL, as rows of {@code rate_place}, by its clock. */
final class PlacesOnPostgreSql implements Places {

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

    /** Rows are made when they are first needed; those beyond a setting that became smaller are left alone. */
    private static final String MAKE =
            """
            insert into rate_place (scope, place, free_at)
            select :scope, made, :until
              from (select count(*) as made from rate_place where scope = :scope and place < :calls) places
             where made < :calls
            on conflict do nothing
            returning place
            """;

    /** At once, where another instance made the row that was to be made here. */
    private static final String EARLIEST =
            """
            select case when count(*) < :calls then cast(:now as timestamp with time zone) else min(free_at) end
              from rate_place
             where scope = :scope and place < :calls
            """;

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final TransactionTemplate transaction;

    PlacesOnPostgreSql(JdbcClient jdbc, DatabaseTime time, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.time = time;
        transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public Attempt take(String scope, List<CallWindow> windows) {
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
            throw Places.paused(scope, now, paused.get());
        }
        List<Held> taken = new ArrayList<>();
        for (CallWindow window : windows) {
            Instant until = window.heldUntil(now);
            Optional<Integer> place = take(rows(scope, window), window.calls(), now, until);
            if (place.isEmpty()) {
                place = make(rows(scope, window), window.calls(), until);
            }
            if (place.isEmpty()) {
                return new Attempt(
                        List.of(), window.lookAgain(now, earliest(rows(scope, window), window.calls(), now)));
            }
            taken.add(new Held(window, place.get(), until));
        }
        return new Attempt(taken, Duration.ZERO);
    }

    private Optional<Integer> take(String rows, int calls, Instant now, Instant until) {
        return jdbc.sql(TAKE)
                .param("scope", rows)
                .param("calls", calls)
                .param("now", DatabaseTime.parameter(now))
                .param("until", DatabaseTime.parameter(until))
                .query(Integer.class)
                .optional();
    }

    private Optional<Integer> make(String rows, int calls, Instant until) {
        return jdbc.sql(MAKE)
                .param("scope", rows)
                .param("calls", calls)
                .param("until", DatabaseTime.parameter(until))
                .query(Integer.class)
                .optional();
    }

    private Instant earliest(String rows, int calls, Instant now) {
        return jdbc.sql(EARLIEST)
                .param("scope", rows)
                .param("calls", calls)
                .param("now", DatabaseTime.parameter(now))
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

    /** Nobody waits for the disk: what a crash of the database forgets is over before it is back. */
    private void needNotLast() {
        jdbc.sql("set local synchronous_commit = off").update();
    }

    private static String rows(String scope, CallWindow window) {
        return scope + "/" + window.width();
    }
}
