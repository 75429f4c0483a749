package org.wonbooks.decision;

import java.util.Set;

/**
 * What persons have let pass of a deal, and what they would be shown of it now.
 *
 * @param digests of what they were shown; before decisions were kept, the words of the hold
 */
public record Lets(Shown shown, Set<String> digests) {

    /** Has a person let just this pass? Another amount, or another reason, is another question. */
    public boolean pass(Reason reason) {
        return digests.contains(Decision.digest(reason, shown))
                || digests.stream().anyMatch(let -> isWordsOf(let, reason.words()));
    }

    /** At that time some of the words went on, behind a colon, with what to do. */
    private static boolean isWordsOf(String let, String words) {
        return let.equals(words) || let.startsWith(words + ": ");
    }

    /** Nothing was let pass. */
    public static Lets nothing() {
        return new Lets(Shown.NOTHING, Set.of());
    }
}
