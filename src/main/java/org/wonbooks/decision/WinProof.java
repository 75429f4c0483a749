package org.wonbooks.decision;

import static org.wonbooks.connection.ConnectionSettings.Won.CLOSED_WON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.wonbooks.connection.Connection.Live;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.decision.Win.Move;
import org.wonbooks.decision.Win.Stage;

/**
 * Whether a deal was won since its connection went live: by itself, only such a one is billed. Kommo says it in
 * {@code closed_at}, which may or may not be renewed when a won deal is moved or restored; so a deal that is older than
 * the connection is looked up in Kommo's list of moves too.
 *
 * @param since when the connection went live
 * @param gap when the connection did not work the last time; null: it always did
 */
public record WinProof(Instant since, Live.Gap gap, ConnectionSettings.Won won) {

    /** What was told of shortly before a gap may not have been looked at before it. */
    private static final Duration JUST_BEFORE = Duration.ofHours(1);

    /**
     * A finding.
     *
     * @param wonAt when it was won, as far as that counts; null: not known, or not won
     */
    public record Finding(Verdict verdict, Reason reason, Instant wonAt) {}

    /** Of a deal that stands in the stage that triggers an invoice, or came there and moved on. */
    public Finding of(Win win) {
        if (!counts(win.at())) {
            return passedBy(win);
        }
        if (closedBefore(win)) {
            return new Finding(Verdict.LEAVE, Reason.of(Cause.WON_BEFORE), win.closedAt());
        }
        Optional<Instant> arrival = lastArrival(win);
        if (!win.createdAt().isBefore(since)) {
            return win.toldOfEarlier() && arrival.isEmpty()
                    ? new Finding(Verdict.LEAVE, Reason.of(Cause.WON_BEFORE), null)
                    : timely(arrival.orElse(createdThere(win)));
        }
        if (earlier(win)) {
            return arrival.isPresent()
                    ? new Finding(Verdict.HOLD, Reason.of(Cause.WON_AGAIN), arrival.get())
                    : new Finding(Verdict.LEAVE, Reason.of(Cause.WON_BEFORE), null);
        }
        if (arrival.isPresent()) {
            return timely(arrival.get());
        }
        if (win.closedAt() == null) {
            return new Finding(Verdict.LEAVE, Reason.of(Cause.NOT_PROVED), null);
        }
        return win.restored() || win.toldOfEarlier()
                ? new Finding(Verdict.LEAVE, Reason.of(Cause.WON_BEFORE), null)
                : timely(win.closedAt());
    }

    /** Does it take the deal's moves to say so? */
    public boolean needsMoves(Win win) {
        if (!counts(win.at())) {
            return true;
        }
        if (closedBefore(win)) {
            return false;
        }
        return win.createdAt().isBefore(since)
                || win.toldOfEarlier()
                || isLong() && win.createdAt().isBefore(gap.to());
    }

    /** Can a deal have been won too long before the connection worked again? */
    private boolean isLong() {
        return gap != null && gap.from().minus(JUST_BEFORE).plus(won.catchUp()).isBefore(gap.to());
    }

    /** One that never came to its stage was made there; its card may have been closed anew since. */
    private static Instant createdThere(Win win) {
        return win.moves() != null || win.closedAt() == null ? win.createdAt() : win.closedAt();
    }

    /** Can only the bin say whether an old win looks like a new one? */
    public boolean needsBin(Win win) {
        return counts(win.at())
                && win.closedAt() != null
                && !closedBefore(win)
                && win.createdAt().isBefore(since)
                && !earlier(win)
                && lastArrival(win).isEmpty();
    }

    private Finding timely(Instant wonAt) {
        boolean late = gap != null
                && !wonAt.isBefore(gap.from().minus(JUST_BEFORE))
                && wonAt.plus(won.catchUp()).isBefore(gap.to());
        return late
                ? new Finding(Verdict.HOLD, Reason.of(Cause.WON_LONG_AGO, "catchUp", words(won.catchUp())), wonAt)
                : new Finding(Verdict.BILL, Reason.of(Cause.WON), wonAt);
    }

    /** It stands elsewhere. */
    private Finding passedBy(Win win) {
        Optional<Instant> arrival = earlier(win) ? Optional.empty() : came(win, move -> counts(move.to()));
        if (arrival.isEmpty() && !win.createdAt().isBefore(since)) {
            arrival = moves(win).stream()
                    .limit(1)
                    .filter(move -> counts(move.from()))
                    .map(move -> win.createdAt())
                    .findFirst();
        }
        return arrival.map(at -> new Finding(Verdict.HOLD, Reason.of(Cause.MOVED_ON), at))
                .orElse(new Finding(Verdict.SKIP, Reason.of(Cause.NOT_WON), null));
    }

    private boolean closedBefore(Win win) {
        return win.closedAt() != null && win.closedAt().isBefore(since);
    }

    /** When it came to a won stage from one that is none, the last time since the connection went live. */
    private Optional<Instant> lastArrival(Win win) {
        return came(win, move -> isWon(move.to()));
    }

    private Optional<Instant> came(Win win, Predicate<Move> where) {
        return moves(win).stream()
                .filter(move -> !move.at().isBefore(since) && where.test(move) && !isWon(move.from()))
                .map(Move::at)
                .reduce((before, last) -> last);
    }

    /** Was it won before the connection went live? The stage that it left first says where it stood. */
    private boolean earlier(Win win) {
        return moves(win).stream()
                        .anyMatch(move -> move.at().isBefore(since) && (isWon(move.to()) || isWon(move.from())))
                || win.createdAt().isBefore(since)
                        && moves(win).stream()
                                .filter(move -> !move.at().isBefore(since))
                                .limit(1)
                                .anyMatch(move -> isWon(move.from()));
    }

    private static List<Move> moves(Win win) {
        return win.moves() == null ? List.of() : win.moves();
    }

    private boolean counts(Stage stage) {
        return stage != null && won.includes(stage.pipelineId(), stage.statusId());
    }

    /** Does a deal count as won there, in whichever pipeline? */
    private boolean isWon(Stage stage) {
        return stage != null && (stage.statusId() == CLOSED_WON || counts(stage));
    }

    private static String words(Duration duration) {
        long days = duration.toDays();
        return duration.equals(Duration.ofDays(days))
                ? days + (days == 1 ? " day" : " days")
                : duration.toHours() + (duration.toHours() == 1 ? " hour" : " hours");
    }
}
