package org.wonbooks.component.mapping;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.running.RouteSet;
import org.wonbooks.running.RunningRoutes;

/** The mappings of the sets of routes that runs are on, compiled once each. */
@Component
public class SetMappings {

    /** More sets than that are not at work at one time; what was let go is compiled anew. */
    private static final int MOST = 8;

    private final WonbooksSettings settings;
    private final Mappings.Trial trial;
    private final ApplicationEventPublisher events;

    private final Map<Path, Mappings> byFolder = new LinkedHashMap<>(MOST, 1, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Mappings> eldest) {
            return size() > MOST;
        }
    };

    public SetMappings(WonbooksSettings settings, Mappings.Trial trial, ApplicationEventPublisher events) {
        this.settings = settings;
        this.trial = trial;
        this.events = events;
    }

    /** Those of the set that an exchange runs on. */
    public Mappings of(Exchange exchange) {
        RouteSet set = RunningRoutes.of(exchange);
        return of(set == null ? settings.routes() : set.source());
    }

    /** What keeps files that were saved in that folder of routes from being taken; empty: nothing. */
    public List<MappingFault> faults(Path routes) {
        return of(routes).faults();
    }

    /** A set of that folder that was just tried comes to work: what was good of an older one is not. */
    public void readAnew(Path routes) {
        synchronized (byFolder) {
            byFolder.remove(routes);
        }
    }

    /** Those of a folder of routes. */
    public Mappings of(Path routes) {
        synchronized (byFolder) {
            // The folder that is followed is never let go: it knows what was refused there.
            byFolder.get(settings.routes().toAbsolutePath().normalize());
            return byFolder.computeIfAbsent(
                    routes,
                    folder -> new Mappings(
                            folder.resolve("mappings"),
                            trial,
                            (file, text) -> events.publishEvent(new MappingTaken(folder, file, text))));
        }
    }
}
