package org.wonbooks.routes.file;

import java.util.Set;
import java.util.stream.Stream;

/**
 * An expression in a route file.
 *
 * @param language simple, groovy …
 * @param source its text
 * @param predicate whether it answers yes or no
 */
public record Expression(String language, Entry source, boolean predicate) {

    private static final Set<String> PREDICATES = Set.of("filter", "when", "onWhen", "validate");

    /** The keys that hold a language directly; all others have it under {@code expression}. */
    private static final Set<String> HOLDERS = Set.of(
            "expression",
            "handled",
            "continued",
            "retryWhile",
            "correlationExpression",
            "completionPredicate",
            "completionSizeExpression",
            "completionTimeoutExpression");

    /** All expressions at and below an entry. */
    public static Stream<Expression> in(Entry root) {
        return root.walk().filter(Entry::isMapping).flatMap(owner -> owner.entries().stream()
                .filter(holder -> HOLDERS.contains(holder.name()))
                .flatMap(holder -> holder.entries().stream())
                .map(language -> new Expression(
                        language.name(),
                        language.get("expression").orElse(language),
                        PREDICATES.contains(owner.name()))));
    }
}
