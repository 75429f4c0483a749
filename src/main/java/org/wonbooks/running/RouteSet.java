package org.wonbooks.running;

import java.nio.file.Path;

/**
 * A set of routes that passed the check.
 *
 * @param number counts the sets of this installation; 0: not kept, as one that is only tried
 * @param digest of its files
 * @param folder a copy of its files, which nobody edits
 * @param source where its mappings are read; the folder that it was read from, as long as a mapping that is saved there
 *     counts at once, else the copy
 * @param routes how many its files hold
 */
public record RouteSet(long number, String digest, Path folder, Path source, long routes) {

    /** The same files, which nobody edits, under the number that they were kept by. */
    public RouteSet kept(long number) {
        return new RouteSet(number, digest, folder, source, routes);
    }
}
