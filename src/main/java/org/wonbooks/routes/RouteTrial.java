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
}
