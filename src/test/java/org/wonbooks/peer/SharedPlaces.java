package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.transaction.PlatformTransactionManager;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;

/** Places of two instances that count together. */
abstract class SharedPlaces extends DatabaseTest {

    static final Duration SECOND = Duration.ofSeconds(1);

    Places places;
    Places other;

    SharedPlaces(TestDatabase database) {
        super(database);
    }

    /** Two instances that count together, in the memory of one or in the database of both. */
    List<Places> sharers() {
        if (database == TestDatabase.H2) {
            Places one = new PlacesInMemory(clock, jdbc);
            return List.of(one, one);
        }
        PlatformTransactionManager transactions = bean(PlatformTransactionManager.class);
        return List.of(
                new PlacesOnPostgreSql(jdbc, time, transactions), new PlacesOnPostgreSql(jdbc, time, transactions));
    }

    @BeforeEach
    void share() {
        jdbc.sql("delete from rate_place").update();
        List<Places> sharers = sharers();
        places = sharers.get(0);
        other = sharers.get(1);
    }

    static CallWindow window(int calls, Duration width) {
        return new CallWindow(calls, width);
    }

    static Places.Attempt take(Places sharer, CallWindow window) {
        return sharer.take("acme", List.of(window), Places.PATIENCE);
    }

    /** A call is begun, if it may be. */
    boolean depart(Places sharer, List<CallWindow> windows, Deque<List<Places.Held>> onTheirWay, List<Instant> begun) {
        List<Places.Held> held = sharer.take("acme", windows, Places.PATIENCE).held();
        if (held.isEmpty()) {
            return false;
        }
        onTheirWay.add(held);
        return begun.add(clock.instant());
    }

    /** What is taken until nothing is free. */
    static List<Places.Held> takeAll(Places sharer, CallWindow window) {
        List<Places.Held> all = new ArrayList<>();
        Places.Attempt attempt = take(sharer, window);
        while (!attempt.held().isEmpty()) {
            all.addAll(attempt.held());
            attempt = take(sharer, window);
        }
        return all;
    }
}
