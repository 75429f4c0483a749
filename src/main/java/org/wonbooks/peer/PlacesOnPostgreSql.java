package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;
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

    /**
     * Nobody waits for the disk: what a crash of the database forgets is over before it is back. Whoever takes places
     * of a scope does so alone, so that none count what the others have not written yet.
     */
    private static final String ALONE =
            "select set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(hashtextextended(?, 17))";

    private static final String TAKE =
            """
            update rate_place
               set free_at = :until,
                   begun_at = coalesce(
                       (select due
                          from (select begun_at + :width * interval '1 millisecond' as due from rate_place
                                 where scope = :scope and place < :places and begun_at is not null
                                 order by begun_at desc offset :calls - 1 limit 1) latest
                         where due between :since and :now),
                       :now)
             where scope = :scope
               and place = (select place from rate_place
                             where scope = :scope and place < :places and free_at <= :now
                             limit 1)
               and (select count(*) from rate_place
                     where scope = :scope and place < :places and begun_at > :lately) < :calls
            returning place
            """;

    /** Rows are made when they are first needed; those beyond a setting that became smaller are left alone. */
    private static final String MAKE =
            """
            insert into rate_place (scope, place, free_at, begun_at)
            select :scope, made, :until, :now
              from (select count(*) as made, count(*) filter (where begun_at > :lately) as begun
                      from rate_place where scope = :scope and place < :places) rows
             where made < :places and begun < :calls
            on conflict do nothing
            returning place
            """;

    /** When a place is free, and when so many calls were not begun lately. */
    private static final String NEXT =
            """
            select case when count(*) < :places then cast(:now as timestamp with time zone) else min(free_at) end as free,
                   (array_agg(begun_at order by begun_at desc) filter (where begun_at > :lately))[:calls] as begun
              from rate_place
             where scope = :scope and place < :places
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
    public Attempt take(String scope, List<CallWindow> windows, Duration patience) {
        return transaction.execute(status -> {
            Attempt attempt = takeAll(scope, windows, patience);
            if (attempt.held().isEmpty()) {
                status.setRollbackOnly();
            }
            return attempt;
        });
    }

    private Attempt takeAll(String scope, List<CallWindow> windows, Duration patience) {
        jdbc.sql(ALONE).param(scope).query().singleRow();
        Instant now = time.now();
        Closed closed = closed(scope);
        if (closed != null && closed.until().isAfter(now)) {
            return Places.closed(scope, now, closed.until(), closed.tried(), patience);
        }
        List<Held> taken = new ArrayList<>();
        for (CallWindow window : windows) {
            Optional<Integer> place = take(TAKE, scope, window, now);
            if (place.isEmpty()) {
                place = take(MAKE, scope, window, now);
            }
            if (place.isEmpty()) {
                return new Attempt(List.of(), window.lookAgain(now, next(scope, window, now)));
            }
            taken.add(new Held(window, place.get(), window.heldUntil(now)));
        }
        if (closed != null) {
            Held trial = new Held(TRIAL, 0, TRIAL.heldUntil(now));
            if (!tryOut(scope, closed, trial)) {
                return new Attempt(List.of(), NEXT_LOOK);
            }
            taken.add(trial);
        }
        return new Attempt(taken, Duration.ZERO);
    }

    /** Unless a late answer has closed the scope again meanwhile. */
    private boolean tryOut(String scope, Closed closed, Held trial) {
        return jdbc.sql("update rate_place set free_at = ?, tried = true where scope = ? and place = 0 and free_at = ?")
                        .params(DatabaseTime.parameter(trial.until()), scope)
                        .param(DatabaseTime.parameter(closed.until()))
                        .update()
                == 1;
    }

    private Optional<Integer> take(String sql, String scope, CallWindow window, Instant now) {
        return counted(sql, scope, window, now)
                .param("until", DatabaseTime.parameter(window.heldUntil(now)))
                .query(Integer.class)
                .optional();
    }

    private Instant next(String scope, CallWindow window, Instant now) {
        return counted(NEXT, scope, window, now)
                .query((row, number) -> {
                    Instant free = DatabaseTime.read(row, "free");
                    Instant begun = DatabaseTime.read(row, "begun");
                    boolean begins =
                            begun == null || !begun.plus(window.width()).isAfter(free);
                    return begins ? free : begun.plus(window.width());
                })
                .single();
    }

    private JdbcClient.StatementSpec counted(String sql, String scope, CallWindow window, Instant now) {
        return jdbc.sql(sql)
                .param("scope", rows(scope, window))
                .param("places", window.places())
                .param("calls", window.calls())
                .param("now", DatabaseTime.parameter(now))
                .param("lately", DatabaseTime.parameter(now.minus(window.width())))
                .param("since", DatabaseTime.parameter(window.madeUpSince(now)))
                .param("width", window.width().toMillis());
    }

    @Override
    public void giveBack(String scope, List<Held> held) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set local synchronous_commit = off").update();
            Instant now = time.now();
            for (Held one : held) {
                boolean trial = one.window() == TRIAL;
                jdbc.sql(
                                """
                                update rate_place set free_at = ?, tried = false
                                 where scope = ? and place = ? and free_at = ? and tried = ?
                                """)
                        .param(DatabaseTime.parameter(now.plus(one.window().width())))
                        .params(trial ? scope : rows(scope, one.window()), one.place())
                        .params(DatabaseTime.parameter(one.until()), trial)
                        .update();
            }
        });
    }

    @Override
    public void answered(String scope, List<Held> held) {
        Places.trial(held)
                .ifPresent(trial -> jdbc.sql("delete from rate_place where scope = ? and free_at = ? and tried")
                        .params(scope, DatabaseTime.parameter(trial.until()))
                        .update());
    }

    @Override
    public void pause(String scope, Duration wait) {
        jdbc.sql(
                        """
                        insert into rate_place (scope, place, free_at) values (?, 0, ?)
                        on conflict (scope, place) do update
                           set free_at = case when rate_place.tried then excluded.free_at
                                              else greatest(rate_place.free_at, excluded.free_at) end,
                               tried = false
                        """)
                .params(scope, DatabaseTime.parameter(time.now().plus(wait)))
                .update();
    }

    @Override
    public Block block(String scope, List<Held> held) {
        return transaction.execute(status -> {
            jdbc.sql(ALONE).param(scope).query().singleRow();
            Instant now = time.now();
            Closed closed = closed(scope);
            boolean counts = closed == null
                    || !closed.until().isAfter(now)
                    || Places.trial(held)
                            .filter(trial -> closed.tried() && trial.until().equals(closed.until()))
                            .isPresent();
            if (!counts) {
                return new Block(closed.refusals(), closed.tried() ? PATIENCE : Duration.between(now, closed.until()));
            }
            int refusals = (closed == null ? 0 : closed.refusals()) + 1;
            Duration wait = Places.blockedFor(refusals);
            close(scope, now.plus(wait), refusals);
            return new Block(refusals, wait);
        });
    }

    /** Until when; whether somebody tries, until then; and how many pages there were in place of an answer. */
    private record Closed(Instant until, boolean tried, int refusals) {}

    /** The row with the scope's own name is no place: it says how the scope is closed. Null: it is open. */
    private Closed closed(String scope) {
        return jdbc.sql("select free_at, tried, refusals from rate_place where scope = ?")
                .param(scope)
                .query((row, number) ->
                        new Closed(DatabaseTime.read(row, "free_at"), row.getBoolean("tried"), row.getInt("refusals")))
                .optional()
                .orElse(null);
    }

    private void close(String scope, Instant until, int refusals) {
        jdbc.sql(
                        """
                        insert into rate_place (scope, place, free_at, refusals) values (?, 0, ?, ?)
                        on conflict (scope, place) do update
                           set free_at = excluded.free_at, tried = false, refusals = excluded.refusals
                        """)
                .params(scope, DatabaseTime.parameter(until), refusals)
                .update();
    }

    private static String rows(String scope, CallWindow window) {
        return scope + "/" + window.width();
    }
}
