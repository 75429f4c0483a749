package org.wonbooks.decision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What is to become of a deal in one won-cycle, as it is stored.
 *
 * @param by the person who decided; null: a rule did
 * @param evidence what was known of when it was won
 * @param shown what a person is shown who has to say something
 * @param digest of the reason and of what is shown
 * @param lets the digests of what persons have let pass, whatever came after
 */
public record Decision(
        Verdict verdict,
        Reason reason,
        String by,
        Instant at,
        Map<String, String> evidence,
        Shown shown,
        String digest,
        Set<String> lets) {

    private static final int DIGEST_LENGTH = 16;

    /** The cause in the evidence, and its facts. */
    private static final String WIN = "win";

    private static final String WIN_FACT = WIN + ".";

    /** Of cause, facts, amount, currency, customer and e-mail: neither of the deal's name nor of any time. */
    public static String digest(Reason reason, Shown shown) {
        StringJoiner text = new StringJoiner("\0");
        text.add(reason.cause().name());
        reason.lasting().forEach((name, value) -> text.add(name).add(value));
        text.add("").add(Objects.toString(shown.amount())).add(Objects.toString(shown.currency()));
        text.add(Objects.toString(shown.customer())).add(Objects.toString(shown.email()));
        return digest(text.toString());
    }

    /** Of any text. */
    public static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Is it decided so, for this reason, with this to be seen? */
    public boolean says(Verdict other, Reason why, Shown seen) {
        return verdict == other && digest.equals(digest(why, seen));
    }

    /** Has a person to say something? */
    public boolean held() {
        return verdict == Verdict.HOLD;
    }

    /** Is it to be billed? */
    public boolean bills() {
        return verdict == Verdict.BILL;
    }

    /**
     * Does it hold for what is to be seen now? What a person has let pass of its win is asked about nowhere else, so it
     * has to be what they were shown.
     */
    public boolean stillSays(Shown now) {
        Reason win = win();
        return !win.cause().ofWin()
                || win.cause() == Cause.BY_PERSON
                || shown.equals(Shown.NOTHING)
                || new Lets(now, lets).pass(win);
    }

    /** Has a person to say something of its win? */
    public boolean asksOfWin() {
        return held() && reason.cause().ofWin();
    }

    /** The reason, or what a person has let pass of its win before something else was asked. */
    public Reason win() {
        return letOfWin().orElse(reason);
    }

    /**
     * What a person has let pass of its win, where something else is asked by now; empty: nothing, or it is the reason.
     */
    public Optional<Reason> letOfWin() {
        if (reason.cause().ofWin() || !evidence.containsKey(WIN)) {
            return Optional.empty();
        }
        Map<String, String> facts = new TreeMap<>();
        evidence.forEach((name, value) -> {
            if (name.startsWith(WIN_FACT)) {
                facts.put(name.substring(WIN_FACT.length()), value);
            }
        });
        return Optional.of(new Reason(Cause.valueOf(evidence.get(WIN)), facts));
    }

    /**
     * The evidence for when something else is asked: what a person has let pass of its win, for what was shown, stays.
     */
    public Map<String, String> evidenceWithWin() {
        if (!bills() || !reason.cause().ofWin()) {
            return evidence;
        }
        Map<String, String> all = new TreeMap<>(evidence);
        all.keySet().removeIf(name -> name.equals(WIN) || name.startsWith(WIN_FACT));
        if (reason.cause() == Cause.BY_PERSON || !shown.equals(Shown.NOTHING)) {
            all.put(WIN, reason.cause().name());
            reason.facts().forEach((name, value) -> all.put(WIN_FACT + name, value));
        }
        return all;
    }

    /** Has a person said yes to it, as it was at some time? */
    public boolean wanted() {
        return (bills() || held()) && !lets.isEmpty();
    }

    /** Has a person said that nothing is to be done? That is final for the won-cycle. */
    public boolean skippedByPerson() {
        return verdict == Verdict.SKIP && by != null;
    }
}
