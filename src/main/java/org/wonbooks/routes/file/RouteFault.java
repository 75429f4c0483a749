package org.wonbooks.routes.file;

import java.nio.file.Path;

/**
 * One thing that keeps a route file from being used.
 *
 * @param file the file, or the routes directory itself
 * @param line counted from 1; 0 where no line is to blame
 * @param reason what is wrong and what is right instead
 */
public record RouteFault(Path file, int line, String reason) {

    /** {@code file:line: reason}, the form that editors and build servers turn into a link. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
}
