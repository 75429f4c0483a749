package org.wonbooks.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A Kommo account joined to a QuickBooks company.
 *
 * @param mode {@code live}; {@code shadow}: all but the writes; or {@code off}: nothing is done for it
 * @param paused by an operator: work waits
 * @param settings null: those that are stored can't be read
 * @param outage why no work is done for it, as of when this was read; null: both peers answer
 * @param booksChange when something last told that a list or setting of the company changed; null: never
 * @param kommoTimezone the account's zone; dates that people see are in it; null until the account was read
 */
public record Connection(
        long id,
        String name,
        Mode mode,
        boolean paused,
        ConnectionSettings settings,
        String kommoSubdomain,
        Long kommoAccountId,
        String kommoTimezone,
        String kommoCurrency,
        String realmId,
        String companyName,
        Instant provisionedAt,
        Outage outage,
        Live live,
        TokenStatus kommo,
        TokenStatus quickbooks,
        BooksChange booksChange) {

    /** What comes before the domain in the address of a Kommo account: one label, no port, no path. */
    public static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

    /** What a connection does. */
    public enum Mode {
        LIVE,
        SHADOW,
        OFF
    }

    /** Where a connection stands. */
    public enum State {
        NEW,
        READY,
        NEEDS_RECONNECT,
        PAUSED
    }

    /**
     * What is known of one peer's tokens without reading them.
     *
     * @param refusal why the peer refused the refresh token, in words: only a new consent helps; null: it did not
     * @param accessExpiresAt null before the first use of a refresh token that was given to us
     * @param refreshExpiresAt null for a long-lived token, which has no refresh token
     */
    public record TokenStatus(String refusal, Instant accessExpiresAt, Instant refreshExpiresAt) {

        State state() {
            return refusal != null ? State.NEEDS_RECONNECT : State.READY;
        }
    }

    /**
     * A peer does not answer, or lets us in no more.
     *
     * @param reason what it said, in words
     * @param fix what a person can do about it
     */
    public record Outage(String reason, String fix) {}

    /**
     * Since when the connection does its work.
     *
     * @param since what was won before is not billed by itself; null: it never was live
     * @param seenAt when it was seen at work the last time; null: never
     * @param gap when it was not at work the last time; null: it always was
     */
    public record Live(Instant since, Instant seenAt, Gap gap) {

        /** It is looked each minute whether it is at work. */
        public static final Duration NOTICED_AFTER = Duration.ofMinutes(10);

        /** Gaps that lie closer together are one: what came in between may not have been worked off. */
        private static final Duration APART = Duration.ofHours(1);

        /** @param to when it was at work again */
        public record Gap(Instant from, Instant to) {}

        /** When it was not at work the last time, as of now; null: it always was. */
        public Gap gap(Instant now) {
            if (seenAt == null || !seenAt.plus(NOTICED_AFTER).isBefore(now)) {
                return gap;
            }
            boolean goesOn = gap != null && seenAt.isBefore(gap.to().plus(APART));
            return new Gap(goesOn ? gap.from() : seenAt, now);
        }
    }

    /** What a person can do whose connection has settings that can't be read. */
    public static final String UNREADABLE_FIX =
            "Look them through in “Settings” and save them: what can't be read has its default there.";

    /** Nothing can be done by settings that can't be read. */
    public static final class UnreadableSettings extends RuntimeException {

        private UnreadableSettings() {
            super("The connection's settings, as they are stored, can't be read. " + UNREADABLE_FIX);
        }
    }

    /** Throws {@link UnreadableSettings} where it has none that can be read. */
    @Override
    public ConnectionSettings settings() {
        if (settings == null) {
            throw new UnreadableSettings();
        }
        return settings;
    }

    /** Can its settings be read? */
    public boolean hasSettings() {
        return settings != null;
    }

    /** Does it watch only, and write to neither system? */
    public boolean inShadow() {
        return mode == Mode.SHADOW;
    }

    /** The same, with no right to write: for looking what would be done. */
    public Connection asShadow() {
        return with(Mode.SHADOW, settings);
    }

    /** The same with other settings, for looking what they would change. */
    public Connection with(ConnectionSettings others) {
        return with(mode, others);
    }

    private Connection with(Mode otherMode, ConnectionSettings others) {
        return new Connection(
                id,
                name,
                otherMode,
                paused,
                others,
                kommoSubdomain,
                kommoAccountId,
                kommoTimezone,
                kommoCurrency,
                realmId,
                companyName,
                provisionedAt,
                outage,
                live,
                kommo,
                quickbooks,
                booksChange);
    }

    /** Where it stands as a whole. */
    public State state() {
        if (paused || mode == Mode.OFF) {
            return State.PAUSED;
        }
        if (state(Peer.KOMMO) == State.NEW || state(Peer.QUICKBOOKS) == State.NEW) {
            return State.NEW;
        }
        boolean known = state(Peer.KOMMO) == State.READY && state(Peer.QUICKBOOKS) == State.READY;
        return known ? State.READY : State.NEEDS_RECONNECT;
    }

    /** Where it stands with one peer. */
    public State state(Peer peer) {
        TokenStatus status = token(peer);
        return status == null ? State.NEW : status.state();
    }

    /** The tokens of one peer, or null when there are none yet. */
    public TokenStatus token(Peer peer) {
        return peer == Peer.KOMMO ? kommo : quickbooks;
    }

    /** What has been told by now of changes of the company's lists and settings; null: nothing. */
    public Instant booksChangedAt() {
        return booksChange == null ? null : booksChange.all();
    }

    /** The same of its items. */
    public Instant itemsChangedAt() {
        return booksChange == null ? null : booksChange.items();
    }

    /** The zone of dates that people see. */
    public ZoneId zone() {
        return kommoTimezone == null ? ZoneId.of("UTC") : ZoneId.of(kommoTimezone);
    }

    /** A time as people read it. */
    public String shown(Instant at) {
        return TIME.format(at.atZone(zone()));
    }
}
