package org.wonbooks.reconcile.kommo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.reconcile.Watermarks;

/**
 * Where a sweep over Kommo begins. It looks through what changed since the watermark: first {@link SweptDeals}, then
 * {@link SweptMoves}, after which the watermark moves.
 */
@Component("kommoSweep")
public class KommoSweep {

    /** Clocks differ, and what Kommo has stored a list may not show at once. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private final Watermarks watermarks;
    private final DatabaseTime time;

    public KommoSweep(Watermarks watermarks, DatabaseTime time) {
        this.watermarks = watermarks;
        this.time = time;
    }

    /**
     * How far a sweep has come.
     *
     * @param seen the watermarks at its beginning
     * @param began the watermark once it has come to its end
     * @param from it looks at what changed since then, in seconds
     */
    public record Place(Watermarks.Swept seen, Instant began, long from) {

        /** What was won before it is none of a sweep's business. */
        Instant since() {
            return seen.sweptFrom() == null ? began.truncatedTo(ChronoUnit.SECONDS) : seen.sweptFrom();
        }

        LeftOutOfKommo.Found found(Connection connection, String kind) {
            return new LeftOutOfKommo.Found(connection, kind, Instant.ofEpochSecond(from));
        }
    }

    /** Where to begin. */
    public Place begin(@Variable("connection") Connection connection) {
        Watermarks.Swept seen = watermarks.kommo(connection.id());
        Instant began = time.now();
        Instant from = Stream.of(seen.sweptTo(), seen.sweptFrom())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(began)
                .minus(OVERLAP);
        return new Place(seen, began, from.getEpochSecond());
    }
}
