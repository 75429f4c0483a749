package org.wonbooks.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.routes.file.RouteFile;

/**
 * Says in file, line and reason why the product did not start on its routes, where a stack trace would say it worse.
 */
class RouteFailureAnalyzer implements FailureAnalyzer {

    private final Path directory;

    RouteFailureAnalyzer(Environment environment) {
        String routes = environment.getProperty("wonbooks.routes", "./routes");
        directory = Path.of(routes).toAbsolutePath().normalize();
    }

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String description = describe(cause);
            if (description != null) {
                return new FailureAnalysis(
                        "The routes can't be used.\n\n" + description,
                        "Put this right in " + directory + " (wonbooks.routes). '" + CheckCommand.OPTION + " "
                                + directory + "' checks route files and starts nothing.",
                        cause);
            }
        }
        return null;
    }

    private String describe(Throwable cause) {
        if (cause instanceof RoutesRefused) {
            return cause.getMessage();
        } else if (cause instanceof FailedToCreateRouteException notCreated) {
            return locate(notCreated.getRouteId(), cause);
        } else if (cause instanceof FailedToStartRouteException notStarted) {
            return locate(notStarted.getRouteId(), cause);
        } else if (cause instanceof MarkedYamlEngineException) {
            return cause.getMessage(); // names file and line itself
        }
        return null;
    }

    /** Camel names the route only. Its file has its name; the line is the one with the value that the reason quotes. */
    private String locate(String routeId, Throwable cause) {
        String reason =
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
        try (Stream<Path> paths = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            Optional<RouteFile> file = paths.filter(path -> path.endsWith(routeId + RouteFile.SUFFIX))
                    .findFirst()
                    .flatMap(path -> RouteFile.read(directory, path, new ArrayList<>()));
            if (file.isPresent()) {
                int line = file.get()
                        .root()
                        .walk()
                        .filter(entry -> !entry.text().isBlank() && reason.contains(entry.text()))
                        .max(Comparator.comparing(entry -> entry.text().length()))
                        .map(Entry::line)
                        .orElse(1);
                return new RouteFault(file.get().path(), line, reason).toString();
            }
        } catch (IOException | UncheckedIOException e) {
            // The route's name has to do.
        }
        return "route " + routeId + ": " + reason;
    }
}
