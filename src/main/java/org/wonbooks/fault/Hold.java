package org.wonbooks.fault;

import java.util.function.Predicate;

/** A rule wants a person to look before anything is made. The deal waits, with the reason, for an approval. */
public class Hold extends Fault {

    public Hold(String reason) {
        super(reason, "Change the deal in Kommo, or have it approved in Wonbooks.");
    }

    /** Where an approval is not what helps. */
    public Hold(String reason, String fix) {
        super(reason, fix);
    }

    /** Throws it, unless a person has let just this pass. */
    public void unless(Predicate<Hold> let) {
        if (!let.test(this)) {
            throw this;
        }
    }
}
