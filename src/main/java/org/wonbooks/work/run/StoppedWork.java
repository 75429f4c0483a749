package org.wonbooks.work.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.wonbooks.running.StoppedRoute;
import org.wonbooks.running.StoppedRoutes;
import org.wonbooks.work.WorkKind;

/** The kinds of work that wait since a route that they may come by does not run here. */
@Component
public class StoppedWork {

    private final StoppedRoutes routes;

    public StoppedWork(StoppedRoutes routes) {
        this.routes = routes;
    }

    /** With the route that each waits for. */
    public Map<WorkKind, StoppedRoute> kinds() {
        Map<WorkKind, StoppedRoute> stopped = new EnumMap<>(WorkKind.class);
        for (WorkKind kind : WorkKind.values()) {
            routes.itself(WorkRunRoute.ID)
                    .or(() -> routes.on(kind.route()))
                    .ifPresent(route -> stopped.put(kind, route));
        }
        return stopped;
    }

    /** Their names. */
    List<String> names() {
        return kinds().keySet().stream().map(WorkKind::route).toList();
    }
}
