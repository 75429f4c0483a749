package org.wonbooks.decision;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Why something stands as it does, for a person: in English, and with the reason behind that, by which pages tell it in
 * other languages.
 *
 * @param reason what happened; null: nothing needs a word
 * @param fix what a person can do about it; null: nothing is to be done
 * @param decided the reason of which these are the words; null: they are nobody's
 * @param currency of amounts that are said without one; null: not known
 */
public record Why(String reason, String fix, @JsonIgnore Reason decided, @JsonIgnore String currency) {

    /** All is as it should be. */
    public static final Why NOTHING = new Why(null, null, null, null);

    /** In words that have no cause. */
    public static Why of(String reason, String fix) {
        return new Why(reason, fix, null, null);
    }

    /** @param shown what a person is shown beside it */
    public static Why of(Reason reason, Shown shown) {
        return new Why(reason.words(), reason.fix(), reason, shown.currency());
    }
}
