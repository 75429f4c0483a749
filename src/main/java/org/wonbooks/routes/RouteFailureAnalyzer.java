package org.wonbooks.routes;

import java.nio.file.Path;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.wonbooks.running.RouteSets.Change;

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
        String check = "'" + CheckCommand.OPTION + " " + directory + "' checks route files and starts nothing.";
        Change applied = refused.applied();
        if (applied == null) {
            return new FailureAnalysis(
                    "The routes can't be used.\n\n" + refused.getMessage(),
                    "Put this right in " + directory + " (wonbooks.routes). " + check,
                    refused);
        }
        return new FailureAnalysis(
                "The routes that were put to work last can't be used by this version: set " + applied.set() + ", from "
                        + applied.source() + " by " + applied.by()
                        + ". It is in the database; a copy, which nobody edits, is where these"
                        + " lines say.\n\n"
                        + refused.getMessage(),
                "Change " + directory
                        + " (wonbooks.routes), and a start runs what is there: put in what you miss of set "
                        + applied.set() + ", with this put right, or change no more than a comment to do without it. "
                        + check + " Or start the version before.",
                refused);
    }
}
