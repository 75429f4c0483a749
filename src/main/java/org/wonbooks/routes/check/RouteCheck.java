package org.wonbooks.routes.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.routes.file.RouteFile;

/** Whether route files may be used: at start, and by {@code --check} before they are put in place. */
public final class RouteCheck {

    /**
     * What was looked at and found.
     *
     * @param files those that could be read
     * @param faults in the order of files and lines; empty when all is fine
     */
    public record Result(List<RouteFile> files, List<RouteFault> faults) {

        /** How many routes the files hold. */
        public long routes() {
            return files.stream().flatMap(file -> file.all("route")).count();
        }
    }

    private RouteCheck() {}

    /** The faults of a routes directory; empty when it can be used. */
    public static List<RouteFault> check(Path directory) {
        return run(directory).faults();
    }

    /** Checks a routes directory: every file for itself, then all together. */
    public static Result run(Path directory) {
        return run(directory, new BeanIndex(), JavaDirects.NAMES);
    }

    /** The same for a product that has these beans and answers to these names. */
    public static Result run(Path directory, Beans beans, Set<String> javaDirects) {
        if (!Files.isDirectory(directory)) {
            return refused(directory, "there is no such directory");
        }
        List<RouteFault> faults = new ArrayList<>();
        List<RouteFile> files = new ArrayList<>();
        try (CamelSyntax syntax = new CamelSyntax()) {
            List<Path> paths = filesIn(directory);
            // Beside the rest: Groovy's reader alone takes as long as all else.
            CompletableFuture<List<RouteFault>> scripts = CompletableFuture.supplyAsync(
                    () -> faultsOfScripts(paths), task -> new Thread(task, "script-check").start());
            CamelSchema schema = new CamelSchema();
            for (Path path : paths) {
                String name = path.getFileName().toString();
                if (name.endsWith(RouteFile.SUFFIX)) {
                    RouteFile.read(directory, path, faults).ifPresent(file -> {
                        files.add(file);
                        checkAlone(file, schema, syntax);
                    });
                } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                    faults.add(new RouteFault(path, 0, "would not be loaded: route files end in " + RouteFile.SUFFIX));
                }
            }
            faults.addAll(scripts.join());
        } catch (IOException | UncheckedIOException e) {
            return refused(directory, "can't be read: " + e);
        }
        if (files.isEmpty() && faults.isEmpty()) {
            return refused(directory, "holds no route file (flows/*" + RouteFile.SUFFIX + ")");
        }
        new References(directory, files, beans).check(javaDirects);
        faults.sort(Comparator.comparing(RouteFault::file).thenComparing(RouteFault::line));
        return new Result(files, faults);
    }

    /** What is not in Camel's form is not looked at further: the rest would only repeat it in other words. */
    static void checkAlone(RouteFile file, CamelSchema schema, CamelSyntax syntax) {
        int before = file.faults().size();
        schema.check(file);
        if (file.faults().size() == before) {
            HouseRules.check(file);
            syntax.check(file);
        }
    }

    private static List<RouteFault> faultsOfScripts(List<Path> paths) {
        List<RouteFault> faults = new ArrayList<>();
        paths.stream().filter(path -> path.toString().endsWith(".groovy")).forEach(path -> checkScript(path, faults));
        return faults;
    }

    private static void checkScript(Path path, List<RouteFault> faults) {
        try {
            String script = Files.readString(path);
            CamelSyntax.checkGroovy(path, script, 1, faults);
            HouseRules.checkSecrets(path, script, faults);
        } catch (IOException e) {
            faults.add(new RouteFault(path, 0, "can't be read as UTF-8: " + e.getMessage()));
        }
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !isHidden(directory.relativize(path)))
                    .sorted()
                    .toList();
        }
    }

    /** As what editors and copies leave behind; it does not come to work either. */
    private static boolean isHidden(Path file) {
        return StreamSupport.stream(file.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }

    private static Result refused(Path directory, String reason) {
        return new Result(List.of(), List.of(new RouteFault(directory, 0, reason)));
    }
}
