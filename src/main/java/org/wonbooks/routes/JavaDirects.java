package org.wonbooks.routes;

import java.util.Set;

/**
 * The names that route files may call and that Java answers to. Kept by hand, so that files can be checked without
 * starting anything; a test of the whole product holds it against the truth.
 */
public final class JavaDirects {

    /** Without {@code direct:}. */
    public static final Set<String> NAMES = Set.of("kommo-call", "quickbooks-call", "quickbooks-query");

    private JavaDirects() {}
}
