package org.wonbooks.console.door;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.stereotype.Component;

/**
 * How many wrong passwords are looked at. Each visitor has a count of his own, so nobody's guesses keep another one
 * out: neither an address the next one, nor a whole address a browser in it that was in before. While many addresses
 * guess at once, each has fewer guesses; a first one it always has, as it may be the right person's.
 *
 * <p>A guess is counted before it is looked at, and taken back if it was right. Those of one visitor are looked at one
 * after the other, so that those at one moment see each other's.
 */
@Component
class Guesses {

    /** So many wrong ones of a visitor within {@link #WITHIN}. */
    static final int MOST = 10;

    /** So many while strangers together have been wrong {@link #MANY} times. */
    static final int MOST_AMONG_MANY = 3;

    static final int MANY = 100;

    static final Duration WITHIN = Duration.ofMinutes(5);

    /** Whoever has more addresses than that begins anew with the first one. */
    private static final int VISITORS = 10_000;

    private final Clock clock;

    private final Map<String, Wrong> byVisitor = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
            return size() > VISITORS;
        }
    };

    /** The latest ones of all strangers together. */
    private final Wrong strangers = new Wrong();

    Guesses(Clock clock) {
        this.clock = clock;
    }

    /** When somebody was wrong, oldest first. */
    private static final class Wrong {

        private final Deque<Instant> times = new ArrayDeque<>(2);

        /** How long until there is room for one more among so many; zero: there is. */
        private Duration wait(Instant now, int most) {
            times.removeIf(time -> !now.isBefore(time.plus(WITHIN)));
            return times.stream()
                    .skip(Math.max(0, times.size() - most))
                    .findFirst()
                    .filter(oldest -> times.size() >= most)
                    .map(oldest -> Duration.between(now, oldest.plus(WITHIN)))
                    .orElse(Duration.ZERO);
        }

        private void add(Instant now, int most) {
            times.addLast(now);
            if (times.size() > most) {
                times.removeFirst();
            }
        }
    }

    /**
     * Looks at a password, where its visitor may guess yet.
     *
     * @param look throws {@link BadCredentialsException} for a wrong one
     * @throws TooManyFailures it was not looked at
     */
    <T> T count(Visitor visitor, Supplier<T> look) {
        Wrong own = of(visitor);
        synchronized (own) {
            Instant now = clock.instant();
            Duration wait = own.wait(now, visitor.isKnown() || !areMany(now) ? MOST : MOST_AMONG_MANY);
            if (!wait.isZero()) {
                throw new TooManyFailures(wait);
            }
            own.add(now, MOST);
            try {
                T right = look.get();
                own.times.removeLast();
                return right;
            } catch (BadCredentialsException wrong) {
                if (!visitor.isKnown()) {
                    addStranger(now);
                }
                throw wrong;
            }
        }
    }

    private Wrong of(Visitor visitor) {
        synchronized (byVisitor) {
            return byVisitor.computeIfAbsent(visitor.counted(), unknown -> new Wrong());
        }
    }

    private boolean areMany(Instant now) {
        synchronized (strangers) {
            return !strangers.wait(now, MANY).isZero();
        }
    }

    private void addStranger(Instant now) {
        synchronized (strangers) {
            strangers.add(now, MANY);
        }
    }
}
