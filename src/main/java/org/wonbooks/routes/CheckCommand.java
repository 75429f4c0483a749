package org.wonbooks.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;
import org.wonbooks.routes.check.RouteCheck;
import org.wonbooks.running.RouteFiles;

/** {@code --check routes/}: says what is wrong with route files; starts nothing. */
public final class CheckCommand {

    /** What asks for it. */
    public static final String OPTION = "--check";

    /**
     * Writes it down beside the jar where there is no fault, so that a start on these files need not check them again.
     */
    static final String REMEMBER = "--remember";

    private CheckCommand() {}

    /**
     * Prints a line for each fault, or one that all is fine.
     *
     * @param args the product's arguments; the directory follows {@link #OPTION}, and is {@code ./routes} if left out
     * @return the process's exit code: 1 if there is a fault
     */
    public static int run(String[] args) {
        // Nothing but the faults is said.
        new LogbackLoggingSystem(CheckCommand.class.getClassLoader()).beforeInitialize();
        Path directory = Arrays.stream(args)
                .dropWhile(arg -> !arg.equals(OPTION))
                .skip(1)
                .findFirst()
                .filter(arg -> !arg.startsWith("--"))
                .map(Path::of)
                .orElse(Path.of("routes"));
        Optional<String> before = digest(directory);
        RouteCheck.Result result = RouteCheck.run(directory);
        result.faults().forEach(System.out::println);
        if (result.faults().isEmpty()) {
            System.out.println(result.files().size() + " files, " + result.routes() + " routes: fine");
        }
        // What was changed meanwhile was not checked.
        if (List.of(args).contains(REMEMBER) && digest(directory).equals(before)) {
            before.ifPresent(digest -> Build.running()
                    .ifPresent(
                            build -> new CheckedBefore(build.folder(), () -> Optional.of(build)).keep(digest, result)));
        }
        return result.faults().isEmpty() ? 0 : 1;
    }

    private static Optional<String> digest(Path directory) {
        try {
            return Optional.of(RouteFiles.read(directory).digest());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
