package org.wonbooks.routes;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.wonbooks.component.mapping.MappingTaken;
import org.wonbooks.running.LoadedRoutes;
import org.wonbooks.running.RouteFiles;
import org.wonbooks.running.RouteSet;
import org.wonbooks.running.RouteSets;
import org.wonbooks.running.RouteSets.Way;
import org.wonbooks.running.RunningRoutes;

/** A mapping that was saved in place makes another set, with the same routes and a number of its own. */
@Component
class SavedMappings {

    private static final Logger LOG = LoggerFactory.getLogger(SavedMappings.class);

    private final RunningRoutes running;
    private final RouteSets sets;
    private final RouteDeployment deployment;

    SavedMappings(RunningRoutes running, RouteSets sets, RouteDeployment deployment) {
        this.running = running;
        this.sets = sets;
        this.deployment = deployment;
    }

    @EventListener
    void taken(MappingTaken taken) {
        // Not while another set comes to work.
        synchronized (deployment) {
            keep(taken);
        }
    }

    private void keep(MappingTaken taken) {
        LoadedRoutes current = running.current();
        RouteSet before = current.set();
        if (!before.source().equals(taken.routes()) || before.number() == 0) {
            return;
        }
        SortedMap<String, byte[]> files =
                new TreeMap<>(sets.files(before.number()).files());
        files.put("mappings/" + taken.file(), taken.text().getBytes(StandardCharsets.UTF_8));
        RouteFiles now = new RouteFiles(files);
        long number = sets.keep(now);
        if (number != before.number()) {
            sets.changed(
                    number, before.number(), Way.SAVED, "mappings/" + taken.file(), deployment.folderNow(), "saved");
            current.became(new RouteSet(number, now.digest(), before.folder(), before.source(), before.routes()));
            LOG.info(
                    "Routes: set {} is at work, mappings/{} was saved; it was set {}",
                    number,
                    taken.file(),
                    before.number());
        }
    }
}
