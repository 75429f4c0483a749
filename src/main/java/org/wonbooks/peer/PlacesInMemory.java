package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The places of one process that has the database for itself. */
final class PlacesInMemory implements Places {

    private record Key(String scope, CallWindow window) {}

    private final InstantSource time;
    private final Map<Key, List<Instant>> freeAt = new HashMap<>();
    private final Map<String, Instant> pausedUntil = new HashMap<>();

    PlacesInMemory(InstantSource time) {
        this.time = time;
    }

    @Override
    public synchronized Attempt take(String scope, List<CallWindow> windows) {
        Instant now = time.instant();
        Instant paused = pausedUntil.getOrDefault(scope, now);
        if (paused.isAfter(now)) {
            throw Places.paused(scope, now, paused);
        }
        List<Held> found = new ArrayList<>();
        for (CallWindow window : windows) {
            List<Instant> places = places(scope, window);
            int place = 0;
            while (place < places.size() && places.get(place).isAfter(now)) {
                place++;
            }
            if (place == places.size()) {
                return new Attempt(List.of(), window.lookAgain(now, Collections.min(places)));
            }
            found.add(new Held(window, place, window.heldUntil(now)));
        }
        found.forEach(held -> places(scope, held.window()).set(held.place(), held.until()));
        return new Attempt(found, Duration.ZERO);
    }

    @Override
    public synchronized void giveBack(String scope, List<Held> held) {
        Instant now = time.instant();
        for (Held one : held) {
            List<Instant> places = places(scope, one.window());
            if (places.get(one.place()).equals(one.until())) {
                places.set(one.place(), now.plus(one.window().width()));
            }
        }
    }

    @Override
    public synchronized void pause(String scope, Duration wait) {
        pausedUntil.merge(scope, time.instant().plus(wait), (one, other) -> one.isAfter(other) ? one : other);
    }

    private List<Instant> places(String scope, CallWindow window) {
        return freeAt.computeIfAbsent(
                new Key(scope, window), key -> new ArrayList<>(Collections.nCopies(window.calls(), Instant.MIN)));
    }
}
