package org.wonbooks.routes;

import java.nio.file.Path;
import java.util.List;
import org.wonbooks.routes.file.RouteFault;

/** Looks whether files that passed the check fit what is known beside them, before they are put to work. */
public interface RouteTrial {

    /** @param folder of routes; the faults name places in it */
    List<RouteFault> faults(Path folder);
}
