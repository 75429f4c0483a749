package org.wonbooks.routes.load;

import java.util.Comparator;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.core.NestedExceptionUtils;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.routes.file.RouteFile;

/** What only Camel can tell, with all settings there: its words, with the file and line that it leaves out. */
public final class CamelRefusal {

    private CamelRefusal() {}

    /** What a person reads of it. */
    public static RouteFault of(Throwable refused, CheckedSet read) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedToCreateRouteException notCreated) {
                return locate(PlainNames.plain(notCreated.getRouteId()), cause, read);
            } else if (cause instanceof FailedToStartRouteException notStarted) {
                return locate(PlainNames.plain(notStarted.getRouteId()), cause, read);
            } else if (cause instanceof MarkedYamlEngineException) {
                // It names file and line itself.
                return new RouteFault(read.source(), 0, cause.getMessage());
            }
        }
        return new RouteFault(read.source(), 0, words(refused));
    }

    /** Camel names the route only. Its file has its name; the line is the one with the value that the reason quotes. */
    private static RouteFault locate(String routeId, Throwable cause, CheckedSet read) {
        String reason = words(cause);
        Optional<RouteFile> file = read.checked().files().stream()
                .filter(each -> each.name().equals(routeId))
                .findFirst();
        if (file.isEmpty()) {
            return new RouteFault(read.source(), 0, "route " + routeId + ": " + reason);
        }
        int line = file.get()
                .root()
                .walk()
                .filter(entry -> !entry.text().isBlank() && reason.contains(entry.text()))
                .max(Comparator.comparing(entry -> entry.text().length()))
                .map(Entry::line)
                .orElse(1);
        return new RouteFault(read.place(file.get().path()), line, reason);
    }

    private static String words(Throwable cause) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
    }
}
