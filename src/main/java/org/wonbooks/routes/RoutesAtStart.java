package org.wonbooks.routes;

import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;

/** Lets nothing start on route files that are missing or faulty; Camel loads them once all beans are there. */
@Component
class RoutesAtStart {

    /**
     * Checks the routes directory.
     *
     * @throws RoutesRefused with every fault, by absolute path
     */
    RoutesAtStart(WonbooksSettings settings) {
        Path directory = settings.routes().toAbsolutePath().normalize();
        List<RouteFault> faults = RouteCheck.check(directory);
        if (!faults.isEmpty()) {
            throw new RoutesRefused(faults);
        }
    }
}
