package org.wonbooks.routes;

import java.nio.file.Path;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says in file, line and reason why the product did not start on its routes, where a stack trace would say it worse.
 */
class RouteFailureAnalyzer extends AbstractFailureAnalyzer<RoutesRefused> {

    private final Path directory;

    RouteFailureAnalyzer(Environment environment) {
        String routes = environment.getProperty("wonbooks.routes", "./routes");
        directory = Path.of(routes).toAbsolutePath().normalize();
    }

    @Override
    protected FailureAnalysis analyze(Throwable failure, RoutesRefused refused) {
        return new FailureAnalysis(
                "The routes can't be used.\n\n" + refused.getMessage(),
                "Put this right in " + directory + " (wonbooks.routes). '" + CheckCommand.OPTION + " " + directory
                        + "' checks route files and starts nothing.",
                refused);
    }
}
