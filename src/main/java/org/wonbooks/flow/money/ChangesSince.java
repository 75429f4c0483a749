package org.wonbooks.flow.money;

import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.wonbooks.component.read.Read;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.TooLargeFault;
import org.wonbooks.quickbooks.query.Changes;
import org.wonbooks.quickbooks.query.Query;

/**
 * The change data since a call that was to make something, and whose end nobody saw: they may prove that it came to
 * nothing.
 */
public final class ChangesSince {

    private ChangesSince() {}

    /**
     * Looks through all of a kind. Where they are too large there is no proof, as where they are cut off, and nothing
     * is given on: it is asked for under the same id again.
     *
     * @param kind {@code Invoice}, {@code Customer}
     * @param keeper part of a transaction that holds the work's lease
     */
    public static Read<?> read(String kind, Instant since, Consumer<Changes> keeper) {
        return Read.of("cdc", Changes.class)
                .with(Query.changes(kind, since))
                .keep(keeper)
                .failing(PermanentFault.class, fault -> {
                    if (fault instanceof TooLargeFault) {
                        return null;
                    }
                    throw unproved(kind, fault);
                });
    }

    /** What can't be looked through proves nothing: the one that can't be read may be the one that is looked for. */
    public static PermanentFault unproved(String kind, PermanentFault fault) {
        return new PermanentFault(
                "Nobody saw whether the " + kind.toLowerCase(Locale.ROOT)
                        + " was made, and what changed in QuickBooks since can't be looked through: "
                        + fault.getMessage(),
                "Put right in QuickBooks what is named, save it, then press “Try again”.");
    }
}
