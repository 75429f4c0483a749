package org.wonbooks.routes.check.product;

import java.util.Set;

/**
 * What Java answers to when a route file calls it: the offer to whoever edits routes, kept by hand so that files can be
 * checked without starting anything. A test of the whole product holds every name against the routes that are there.
 */
public final class JavaDirects {

    /** Without {@code direct:}. */
    public static final Set<String> NAMES = Set.of(
            "work-await-reconnect",
            "work-dead-letter",
            "work-hold",
            "work-lost",
            "work-pause",
            "work-skipped",
            "work-stopped",
            "work-try-again",
            "work-wait");

    private JavaDirects() {}
}
