package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
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
            """
            select set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(hashtextextended(?, 17)),
                   current_timestamp as began
            """;

    /** One place of each window that has one, and whether the scope is or was closed. */
    private static final String TAKE =
            """
            update rate_place taken
               set free_at = :now + (:longest + asked.width) * interval '1 millisecond',
                   begun_at = coalesce(
                       (select due
                          from (select begun_at + asked.width * interval '1 millisecond' as due from rate_place
                                 where scope = asked.rows and place < asked.places and begun_at is not null
                                 order by begun_at desc offset asked.calls - 1 limit 1) latest
                         where due between :since and :now),
                       :now)
              from (select wanted.*,
                           (select place from rate_place
                             where scope = wanted.rows and place < wanted.places and free_at <= :now
                             limit 1) as free
                      from unnest(:rows, :places, :calls, :widths) as wanted(rows, places, calls, width)) asked
             where taken.scope = asked.rows
               and taken.place = asked.free
               and (select count(*) from rate_place
                     where scope = asked.rows and place < asked.places
                       and begun_at > :now - asked.width * interval '1 millisecond') < asked.calls
            returning taken.scope, taken.place, exists (select from rate_place where scope = :scope) as shut
            """;

    private static final String GIVE_BACK =
            """
            update rate_place taken
               set free_at = :now + given.width * interval '1 millisecond', tried = false
              from unnest(:rows, :places, :untils, :trials, :widths) as given(rows, place, until, trial, width),
                   (select set_config('synchronous_commit', 'off', true)) unhurried
             where taken.scope = given.rows and taken.place = given.place
               and taken.free_at = given.until and taken.tried = given.trial
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
    private final TransactionTemplate byItself;

    PlacesOnPostgreSql(JdbcClient jdbc, DatabaseTime time, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.time = time;
        transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        byItself = new TransactionTemplate(transactions);
        byItself.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
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
        Instant now = alone(scope);
        Map<String, Integer> free = new HashMap<>();
        boolean shut = take(scope, windows, now, free);
        Closed closed = shut || free.size() < windows.size() ? closed(scope) : null;
        if (closed != null && closed.until().isAfter(now)) {
            return Places.closed(scope, now, closed.until(), closed.tried(), patience);
        }
        List<Held> taken = new ArrayList<>();
        for (CallWindow window : windows) {
            Integer place = free.get(rows(scope, window));
            if (place == null) {
                place = make(scope, window, now).orElse(null);
            }
            if (place == null) {
                return new Attempt(List.of(), window.lookAgain(now, next(scope, window, now)));
            }
            taken.add(new Held(window, place, window.heldUntil(now)));
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

    /** When this transaction began, in which nobody else takes a place of the scope. */
    private Instant alone(String scope) {
        DatabaseTime.isNow(jdbc.sql(ALONE)
                .param(scope)
                .query((row, number) -> DatabaseTime.read(row, "began"))
                .single());
        return time.now();
    }

    /** @return whether the scope is or was closed, if that is seen by the way */
    private boolean take(String scope, List<CallWindow> windows, Instant now, Map<String, Integer> free) {
        boolean[] shut = new boolean[1];
        jdbc.sql(TAKE)
                .param("scope", scope)
                .param("rows", array("varchar", windows, window -> rows(scope, window)))
                .param("places", array("int", windows, CallWindow::places))
                .param("calls", array("int", windows, CallWindow::calls))
                .param("widths", array("bigint", windows, window -> window.width()
                        .toMillis()))
                .param("longest", CallWindow.LONGEST_CALL.toMillis())
                .param("now", DatabaseTime.parameter(now))
                .param("since", DatabaseTime.parameter(CallWindow.madeUpSince(now)))
                .query(row -> {
                    free.put(row.getString("scope"), row.getInt("place"));
                    shut[0] |= row.getBoolean("shut");
                });
        return shut[0];
    }

    private static <T> SqlArrayValue array(String type, List<T> of, Function<T, Object> value) {
        return new SqlArrayValue(type, of.stream().map(value).toArray());
    }

    private Optional<Integer> make(String scope, CallWindow window, Instant now) {
        return counted(MAKE, scope, window, now)
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
                .param("lately", DatabaseTime.parameter(now.minus(window.width())));
    }

    @Override
    public void giveBack(String scope, List<Held> held) {
        // One statement, so that it needs no transaction of its own; and it is none of the caller's.
        byItself.executeWithoutResult(status -> jdbc.sql(GIVE_BACK)
                .param("rows", array("varchar", held, one -> isTrial(one) ? scope : rows(scope, one.window())))
                .param("places", array("int", held, Held::place))
                .param("untils", array("timestamptz", held, one -> DatabaseTime.parameter(one.until())))
                .param("trials", array("boolean", held, PlacesOnPostgreSql::isTrial))
                .param(
                        "widths",
                        array("bigint", held, one -> one.window().width().toMillis()))
                .param("now", DatabaseTime.parameter(time.now()))
                .update());
    }

    private static boolean isTrial(Held held) {
        return held.window() == TRIAL;
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
            Instant now = alone(scope);
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
