package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.database.DatabaseTime;

/**
 * The places of one process that has the database for itself; there it keeps what a restart must not forget: blocks.
 */
final class PlacesInMemory implements Places {

    private record Key(String scope, CallWindow window) {}

    private record Place(Instant begunAt, Instant freeAt) {}

    /** Until when; whether somebody tries, until then; and how many pages there were in place of an answer. */
    private record Closed(Instant until, boolean tried, int refusals) {}

    private final InstantSource time;
    private final Map<Key, List<Place>> places = new HashMap<>();
    private final Map<String, Closed> closed = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final JdbcClient jdbc;

    PlacesInMemory(InstantSource time, JdbcClient jdbc) {
        this.time = time;
        this.jdbc = jdbc;
    }

    @Override
    public synchronized Attempt take(String scope, List<CallWindow> windows, Duration patience) {
        Instant now = time.instant();
        Closed shut = closed(scope);
        if (shut != null && shut.until().isAfter(now)) {
            return Places.closed(scope, now, shut.until(), shut.tried(), patience);
        }
        List<Held> found = new ArrayList<>();
        List<Instant> begun = new ArrayList<>();
        for (CallWindow window : windows) {
            List<Place> all = places(scope, window);
            Instant next = next(all, window);
            if (next.isAfter(now)) {
                return new Attempt(List.of(), window.lookAgain(now, next));
            }
            int free = IntStream.range(0, all.size())
                    .filter(place -> !all.get(place).freeAt().isAfter(now))
                    .findFirst()
                    .orElse(all.size());
            found.add(new Held(window, free, window.heldUntil(now)));
            begun.add(next.isBefore(window.madeUpSince(now)) ? now : next);
        }
        for (int i = 0; i < found.size(); i++) {
            Held held = found.get(i);
            List<Place> all = places(scope, held.window());
            Place taken = new Place(begun.get(i), held.until());
            if (held.place() < all.size()) {
                all.set(held.place(), taken);
            } else {
                all.add(taken);
            }
        }
        if (shut != null) {
            Held trial = new Held(TRIAL, 0, TRIAL.heldUntil(now));
            found.add(trial);
            closed.put(scope, new Closed(trial.until(), true, shut.refusals()));
        }
        return new Attempt(found, Duration.ZERO);
    }

    /** When a place is free, and so many calls were not begun lately. A place that nobody took so far always was. */
    private static Instant next(List<Place> all, CallWindow window) {
        if (all.size() < window.calls()) {
            return Instant.MIN;
        }
        Instant free = all.size() < window.places()
                ? Instant.MIN
                : all.stream().map(Place::freeAt).min(Comparator.naturalOrder()).orElseThrow();
        if (window.places() == window.calls()) {
            return free;
        }
        Instant begun = all.stream()
                .map(Place::begunAt)
                .sorted(Comparator.reverseOrder())
                .skip(window.calls() - 1L)
                .findFirst()
                .orElseThrow();
        Instant mayBegin = begun.equals(Instant.MIN) ? begun : begun.plus(window.width());
        return free.isAfter(mayBegin) ? free : mayBegin;
    }

    @Override
    public synchronized void giveBack(String scope, List<Held> held) {
        Instant now = time.instant();
        for (Held one : held) {
            if (one.window() == TRIAL) {
                closed.computeIfPresent(
                        scope, (key, shut) -> holds(shut, one) ? new Closed(now, false, shut.refusals()) : shut);
                continue;
            }
            List<Place> all = places(scope, one.window());
            Place place = all.get(one.place());
            if (place.freeAt().equals(one.until())) {
                all.set(
                        one.place(),
                        new Place(place.begunAt(), now.plus(one.window().width())));
            }
        }
    }

    private static boolean holds(Closed shut, Held trial) {
        return shut.tried() && shut.until().equals(trial.until());
    }

    @Override
    public synchronized void answered(String scope, List<Held> held) {
        Closed shut = closed.get(scope);
        if (shut != null
                && Places.trial(held).filter(trial -> holds(shut, trial)).isPresent()) {
            closed.remove(scope);
            if (shut.refusals() > 0) {
                jdbc.sql("delete from rate_place where scope = ?").param(scope).update();
            }
        }
    }

    @Override
    public synchronized void pause(String scope, Duration wait) {
        Instant until = time.instant().plus(wait);
        closed.merge(
                scope,
                new Closed(until, false, 0),
                (shut, asked) -> new Closed(
                        shut.tried() || asked.until().isAfter(shut.until()) ? asked.until() : shut.until(),
                        false,
                        shut.refusals()));
    }

    @Override
    public synchronized Block block(String scope, List<Held> held) {
        Instant now = time.instant();
        Closed shut = closed(scope);
        boolean counts = shut == null
                || !shut.until().isAfter(now)
                || Places.trial(held).filter(trial -> holds(shut, trial)).isPresent();
        if (!counts) {
            return new Block(shut.refusals(), shut.tried() ? PATIENCE : Duration.between(now, shut.until()));
        }
        int refusals = (shut == null ? 0 : shut.refusals()) + 1;
        Duration wait = Places.blockedFor(refusals);
        closed.put(scope, new Closed(now.plus(wait), false, refusals));
        jdbc.sql("merge into rate_place (scope, place, free_at, refusals) key (scope, place) values (?, 0, ?, ?)")
                .params(scope, DatabaseTime.parameter(now.plus(wait)), refusals)
                .update();
        return new Block(refusals, wait);
    }

    /** Null: it is open. */
    private Closed closed(String scope) {
        if (!known.contains(scope)) {
            jdbc.sql("select free_at, refusals from rate_place where scope = ?")
                    .param(scope)
                    .query((row, number) ->
                            new Closed(DatabaseTime.read(row, "free_at"), false, row.getInt("refusals")))
                    .optional()
                    .ifPresent(before -> closed.put(scope, before));
            // Not before the database has answered.
            known.add(scope);
        }
        return closed.get(scope);
    }

    /** Those that were taken so far. */
    private List<Place> places(String scope, CallWindow window) {
        return places.computeIfAbsent(new Key(scope, window), key -> new ArrayList<>());
    }
}
