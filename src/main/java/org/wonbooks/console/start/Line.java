package org.wonbooks.console.start;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.State;
import org.wonbooks.connection.Connection.TokenStatus;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.work.Waiting;
import org.wonbooks.console.work.WorkQueries;
import org.wonbooks.quickbooks.usage.ReadForecast;

/**
 * A connection on the page.
 *
 * @param things how many need a person
 * @param faults how many things its last check found to be mended
 */
record Line(
        Connection connection,
        long things,
        WorkQueries.Counts work,
        ReadForecast.Reads reads,
        long faults,
        Instant now) {

    static final ReadForecast.Reads NO_READS = new ReadForecast.Reads(0, 0);

    /** Then it is time to connect again, if nothing has refreshed it by itself. */
    private static final Duration SHORT = Duration.ofDays(21);

    public long id() {
        return connection.id();
    }

    /** Has it that in its name? */
    boolean isCalled(String part) {
        return connection.name().toLowerCase(Locale.ROOT).contains(part.strip().toLowerCase(Locale.ROOT));
    }

    /** Why its work waits; null: it does not. */
    public Waiting news() {
        return Waiting.of(connection).orElse(null);
    }

    /** Has a person made it wait? */
    public boolean isStopped() {
        return connection.state() == State.PAUSED;
    }

    /** Is it to be connected first? */
    public boolean isNew() {
        return connection.state() == State.NEW;
    }

    /** Does it wait for something that nobody here has wanted? */
    boolean isBroken() {
        return !isStopped() && !isNew() && news() != null;
    }

    boolean hasFault() {
        return things > 0 || isBroken() || !isStopped() && faults > 0 || !connection.hasSettings();
    }

    /** When a system lets it in no more if it is not connected again; null: that is far away, or has come. */
    public Instant ends(Peer peer) {
        TokenStatus token = connection.token(peer);
        if (token == null || token.refusal() != null) {
            return null;
        }
        Instant end = token.refreshExpiresAt() == null && peer == Peer.KOMMO
                ? token.accessExpiresAt()
                : token.refreshExpiresAt();
        return end == null || end.isAfter(now.plus(SHORT)) ? null : end;
    }
}
