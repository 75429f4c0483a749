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
        return digests.contains(Decision.digest(reason, shown)) || digests.contains(reason.words());
    }

    /** Nothing was let pass. */
    public static Lets nothing() {
        return new Lets(Shown.NOTHING, Set.of());
    }
}
