package org.wonbooks.check.fact;

import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that was to be read, or why it could not be.
 *
 * @param found null: it could not be read
 * @param why null: it was read
 */
public record Part<T>(T found, Outcome why) {

    /** What was read. */
    public static <T> Part<T> of(T found) {
        return new Part<>(found, null);
    }

    /** What could not be read. */
    public static <T> Part<T> unread(Outcome why) {
        return new Part<>(null, why);
    }

    /** Was it read? */
    public boolean isRead() {
        return why == null;
    }

    /** A part of it, or what is said where it could not be read. */
    public <R> R map(Function<T, R> of, R otherwise) {
        return isRead() ? of.apply(found) : otherwise;
    }

    /** What was read; empty: it could not be. */
    public Optional<T> optional() {
        return Optional.ofNullable(found);
    }
}
