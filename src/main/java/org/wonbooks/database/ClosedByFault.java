package org.wonbooks.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.api.ErrorCode;
import org.h2.mvstore.MVStoreException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;

/**
 * Notices that H2 has closed its file by itself, as it does when a write fails: on a full disk, or one that has become
 * read-only. Its connections then say of themselves that they are good, so no pool would ever drop them, and nothing is
 * read or written any more.
 */
public final class ClosedByFault implements SQLExceptionOverride {

    private static final Set<Integer> CLOSED =
            Set.of(ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);

    private final ApplicationEventPublisher events;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile String cause = "no cause was given";

    ClosedByFault(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** H2 has closed its file; told once, on whichever thread has met it. */
    public record DatabaseClosed(String cause) {}

    /** Asked by both pools about every fault of a statement. */
    @java.lang.Override
    public Override adjudicate(SQLException fault) {
        if (isOfTheStore(fault) && NestedExceptionUtils.getRootCause(fault) instanceof IOException root) {
            // Words of the file system: they name no row.
            cause = root.getMessage();
        }
        if (CLOSED.contains(fault.getErrorCode()) && closed.compareAndSet(false, true)) {
            events.publishEvent(new DatabaseClosed(cause));
        }
        return Override.CONTINUE_EVICT;
    }

    /** Comes from what H2 writes its pages by. */
    static boolean isOfTheStore(Throwable fault) {
        for (Throwable each = fault.getCause(); each != null; each = each.getCause()) {
            if (each instanceof MVStoreException) {
                return true;
            }
        }
        return false;
    }

    /** It was opened anew: the next time is told of again. */
    public void openedAgain() {
        closed.set(false);
    }
}
