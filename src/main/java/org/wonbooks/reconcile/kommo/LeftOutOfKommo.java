package org.wonbooks.reconcile.kommo;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.wonbooks.answer.Unreadable;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.reconcile.LeftOut;
import org.wonbooks.reconcile.LeftOut.Thing;

/** Names what a sweep over Kommo had to leave out; named no more is what has been read since. */
@Component
class LeftOutOfKommo {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH);

    /** No later sweep comes to what changed before it, and the same thing is known by another second each time. */
    private static final Duration NAMED_FOR = Duration.ofDays(1);

    private final LeftOut leftOut;
    private final DatabaseTime time;

    public LeftOutOfKommo(LeftOut leftOut, DatabaseTime time) {
        this.leftOut = leftOut;
        this.time = time;
    }

    /** What one list of a sweep has shown, and what not. */
    static final class Found {

        private final Connection connection;
        private final String kind;
        private final Instant since;
        private final Set<String> read = new HashSet<>();
        private final List<Thing> things = new ArrayList<>();

        /**
         * Nothing yet.
         *
         * @param kind {@code lead}, {@code event}
         * @param since all that changed since then is read, or left out
         */
        Found(Connection connection, String kind, Instant since) {
            this.connection = connection;
            this.kind = kind;
            this.since = since;
        }

        void read(long id) {
            read.add(String.valueOf(id));
        }

        void leaveOut(Unreadable broken) {
            things.add(new Thing(
                    kind,
                    broken.id() == null ? "" : broken.id(),
                    null,
                    broken.words(),
                    broken.id() == null
                            ? "Nothing: all others were worked."
                            : "The deal is read by itself; all others were worked. Open it in Kommo, put that right and"
                                    + " save it.",
                    null));
        }

        void leaveOut(Long seconds, PermanentFault why) {
            Instant after = seconds == null ? since : Instant.ofEpochSecond(seconds);
            long before = things.stream()
                    .filter(thing -> after.equals(thing.changedAt()))
                    .count();
            things.add(new Thing(
                    kind,
                    Thing.at(after, before),
                    after,
                    "No list with a certain " + kind + " of " + TIME.format(after.atZone(connection.zone()))
                            + ", or a little later, can be read: " + why.getMessage(),
                    "Find the deal in Kommo by that time, put right what is named, and save it: it is read again by itself;"
                            + " all others were worked.",
                    null));
        }

        /** An event never changes; the deal that it is about has been looked at. */
        private boolean settles(Thing thing, Instant notSince) {
            return thing.kind().equals(kind)
                    && (kind.equals("event")
                            || thing.object().isEmpty()
                            || read.contains(thing.object())
                            || thing.changedAt() != null
                                    && (!thing.changedAt().isBefore(since)
                                            || thing.lookedAt().isBefore(notSince)));
        }
    }

    /** Part of the caller's transaction, which holds the fence. */
    void settle(Found found) {
        long connection = found.connection.id();
        Instant notSince = time.now().minus(NAMED_FOR);
        leftOut.settle(connection, Peer.KOMMO, known -> found.settles(known, notSince), found.things);
    }
}
