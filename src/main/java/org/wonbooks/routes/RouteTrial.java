package org.wonbooks.routes;

import java.nio.file.Path;
import java.util.List;
import org.wonbooks.routes.file.RouteFault;

/** Something that a set of routes has to stand before it is put to work, beside the check of its files. */
public interface RouteTrial {

    /**
     * What is wrong with it; empty: nothing.
     *
     * @param routes its folder
     */
    List<RouteFault> faults(Path routes);

    /** Does it ask for nothing but the files? Then a start on a folder that was changed holds them to it too. */
    default boolean isOfFilesAlone() {
        return false;
    }
}
