package org.wonbooks.component.read;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.fault.TooLargeFault;
import org.wonbooks.quickbooks.QueryRefusedFault;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;

/**
 * Reads what changed of one kind in the books between two seconds, page by page in the order of its change. The next
 * page is asked for by the time of the last thing seen, never by its number, since what changes meanwhile moves; only
 * within one second things are counted through. Where an answer is refused or too large, the window is halved until
 * nothing but the guilty thing is left out.
 */
public final class QuickBooksPages {

    /** No books have more things without a time, or in one second: the list does not come to an end. */
    private static final int MOST_COUNTED = 100_000;

    private final String kind;
    private final Taker taker;
    private final Deque<Window> windows = new ArrayDeque<>();
    private final GuiltyThings guilty = new GuiltyThings();

    /** Who looks at what is found. */
    public interface Taker {

        /** When the next reading begins. */
        Instant now();

        /** A page; part of a transaction that holds the work's lease. Things may come twice. */
        void take(QueryAnswer page, Instant readAt);

        /** A thing of that second can't be read in any list. Not part of a transaction. */
        void leaveOut(String kind, Instant second, PermanentFault why);

        /** All is read; what is to be read next, null: nothing. Part of the transaction of the last page. */
        default Read<?> end() {
            return null;
        }
    }

    /**
     * A part of what is read.
     *
     * @param position of the first one, where things are counted through, as within a second; 0: from its beginning
     * @param grows whether more are asked for the next time
     */
    private record Window(Instant from, Instant to, int position, int many, boolean grows) {

        static Window of(Instant from, Instant to) {
            return new Window(from, to, 0, Query.PAGE, true);
        }

        Window at(int next, int howMany, boolean growing) {
            return new Window(from, to, next, howMany, growing);
        }

        boolean counted() {
            return position > 0;
        }

        Instant middle() {
            return from.plusSeconds(Duration.between(from, to).toSeconds() / 2);
        }
    }

    /** @param kind {@code Invoice}, {@code Payment} … */
    public QuickBooksPages(String kind, Taker taker) {
        this.kind = kind;
        this.taker = taker;
    }

    /** Also what changed between these two, both included, in whole seconds; what is said first is read first. */
    public QuickBooksPages between(Instant from, Instant to) {
        if (!from.isAfter(to)) {
            windows.addLast(Window.of(from, to));
        }
        return this;
    }

    /** Is this the failure of a list that its parts may not share? */
    public static boolean narrows(PermanentFault fault) {
        return fault instanceof TooLargeFault || fault instanceof RefusedFault && !(fault instanceof QueryRefusedFault);
    }

    /** Begins. */
    public Read<?> read() {
        if (windows.isEmpty()) {
            return taker.end();
        }
        Window window = windows.removeFirst();
        Instant readAt = taker.now();
        return Read.of("query", QueryAnswer.class)
                .with(Query.changed(kind, window.from(), window.to(), Math.max(1, window.position()), window.many()))
                .keepThen(answer -> {
                    taker.take(answer, readAt);
                    goOn(window, answer);
                    return read();
                })
                .failing(PermanentFault.class, fault -> {
                    narrow(window, fault);
                    return read();
                });
    }

    private void goOn(Window window, QueryAnswer answer) {
        if (answer.changed() > 0) {
            guilty.somethingIsRead();
        }
        if (answer.changed() < window.many()) {
            return;
        }
        Instant last = answer.lastChange();
        boolean oneSecond = !window.from().isBefore(window.to());
        if ((!window.counted() || !oneSecond) && last != null && last.isAfter(window.from())) {
            windows.addFirst(Window.of(last, window.to()));
            return;
        }
        if (window.position() > MOST_COUNTED) {
            throw new PermanentFault(
                    "QuickBooks' list of what changed of " + kind + " does not come to an end",
                    "Press “Try again” in an hour. If it stays so, report it, as CONTRIBUTING.md says.");
        }
        Window second = window;
        if (!window.counted() && last != null) {
            // All of one second.
            Instant next = window.from().plusSeconds(1);
            if (!next.isAfter(window.to())) {
                windows.addFirst(Window.of(next, window.to()));
            }
            second = Window.of(window.from(), window.from());
        }
        int many = window.grows() ? Math.min(Query.PAGE, window.many() * 2) : window.many();
        windows.addFirst(second.at(Math.max(1, window.position()) + window.many(), many, window.grows()));
    }

    private void narrow(Window window, PermanentFault fault) {
        if (!narrows(fault)) {
            throw fault;
        }
        if (!window.counted() && window.from().isBefore(window.to())) {
            windows.addFirst(Window.of(window.middle().plusSeconds(1), window.to()));
            windows.addFirst(Window.of(window.from(), window.middle()));
        } else if (!window.counted()) {
            windows.addFirst(window.at(1, 1, true));
        } else if (window.many() > 1) {
            windows.addFirst(window.at(window.position(), window.many() / 2, false));
        } else {
            guilty.add(fault);
            taker.leaveOut(kind, window.from(), fault);
            windows.addFirst(window.at(window.position() + 1, 1, true));
        }
    }
}
