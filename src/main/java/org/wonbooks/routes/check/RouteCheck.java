package org.wonbooks.routes.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.routes.check.flow.Duties;
import org.wonbooks.routes.check.flow.RouteGraph;
import org.wonbooks.routes.check.flow.WorkPolicy;
import org.wonbooks.routes.check.product.BeanIndex;
import org.wonbooks.routes.check.product.Beans;
import org.wonbooks.routes.check.product.JavaDirects;
import org.wonbooks.routes.check.variable.VariableWalk;
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

    private static final String NO_FILE = "is no file, or a link that leads to none: mend it, or remove it";

    private RouteCheck() {}

    /** The faults of a routes directory; empty when it can be used. */
    public static List<RouteFault> check(Path directory) {
        return run(directory).faults();
    }

    /** Checks a routes directory: every file for itself, then all together, and whether all is there. */
    public static Result run(Path directory) {
        return run(directory, new BeanIndex(), JavaDirects.NAMES, Duties.mayBeCalled());
    }

    /** The same of some files, which may lack what the product needs. */
    public static Result some(Path directory) {
        return some(directory, new BeanIndex(), JavaDirects.NAMES);
    }

    /** The same for a product that has these beans and answers to these names. */
    static Result some(Path directory, Beans beans, Set<String> javaDirects) {
        return run(directory, beans, javaDirects, Set.of());
    }

    /** Reads the files of a directory that was checked before: of what they mean nothing is asked. */
    public static Result read(Path directory) {
        List<RouteFault> faults = new ArrayList<>();
        List<RouteFile> files = new ArrayList<>();
        try {
            filesIn(directory, faults).forEach(path -> read(directory, path, files, faults));
        } catch (IOException | UncheckedIOException e) {
            return unreadable(directory, e);
        }
        return new Result(files, faults);
    }

    private static Result run(Path directory, Beans beans, Set<String> javaDirects, Set<String> flows) {
        if (!Files.isDirectory(directory)) {
            return refused(directory, "there is no such directory");
        }
        List<RouteFault> faults = new ArrayList<>();
        List<RouteFile> files = new ArrayList<>();
        try (CamelSyntax syntax = new CamelSyntax()) {
            List<Path> paths = filesIn(directory, faults);
            // Beside the rest: Groovy's reader alone takes as long as all else.
            CompletableFuture<Mappings> scripts =
                    CompletableFuture.supplyAsync(() -> new Mappings(directory, paths), RouteCheck::aside);
            paths.forEach(path -> read(directory, path, files, faults));
            RouteGraph graph = new RouteGraph(files);
            VariableWalk variables =
                    new VariableWalk(files, graph, beans, directory.resolve("mappings"), name -> scripts.join()
                            .variables(name));
            Map<String, Set<Gives>> places = Mappings.places(files, beans);
            CompletableFuture<List<RouteFault>> ofScripts = scripts.thenApplyAsync(
                    mappings -> mappings.check(files, places, variables.types()), RouteCheck::aside);
            CamelSchema schema = new CamelSchema();
            files.forEach(file -> checkAlone(file, schema, syntax));
            new References(directory, files, beans).check(javaDirects);
            graph.checkLoops();
            variables.checkMembers();
            // What is missing elsewhere would be told once more, in other words.
            if (faults.isEmpty() && !flows.isEmpty() && !files.isEmpty()) {
                checkAll(directory, files, graph, variables, flows, faults::add);
                faults.addAll(scripts.join().unnamed(files));
            }
            faults.addAll(ofScripts.join());
        } catch (IOException | UncheckedIOException e) {
            return unreadable(directory, e);
        }
        if (files.isEmpty() && faults.isEmpty()) {
            return refused(directory, "holds no route file (flows/*" + RouteFile.SUFFIX + ")");
        }
        faults.sort(Comparator.comparing(RouteFault::file).thenComparing(RouteFault::line));
        return new Result(files, faults);
    }

    /** Is all there that the product, and each flow, needs? */
    static void checkAll(
            Path directory,
            List<RouteFile> files,
            RouteGraph graph,
            VariableWalk variables,
            Set<String> flows,
            Consumer<RouteFault> faults) {
        variables.checkNames(flows, faults);
        Duties.check(graph, flow -> faults.accept(missing(directory, flow)));
        graph.checkReached(flows);
        graph.checkOnlyLooks(Duties.previews());
        WorkPolicy.check(directory, files, faults);
    }

    private static RouteFault missing(Path directory, String flow) {
        return new RouteFault(
                directory.resolve("flows").resolve(flow + RouteFile.SUFFIX),
                0,
                "is missing: nothing answers to direct:" + flow + ", which Wonbooks calls");
    }

    private static void aside(Runnable task) {
        new Thread(task, "script-check").start();
    }

    private static void read(Path directory, Path path, List<RouteFile> files, List<RouteFault> faults) {
        String name = path.getFileName().toString();
        if (name.endsWith(RouteFile.SUFFIX)) {
            RouteFile.read(directory, path, faults).ifPresent(files::add);
        } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            faults.add(new RouteFault(path, 0, "would not be loaded: route files end in " + RouteFile.SUFFIX));
        }
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

    /** Each is found, by links too; a link that leads nowhere is a file less, and nothing that may be passed over. */
    private static List<Path> filesIn(Path directory, List<RouteFault> faults) throws IOException {
        try (Stream<Path> paths = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(path -> !Files.isDirectory(path))
                    .filter(path -> !isHidden(directory.relativize(path)))
                    .filter(path -> Files.isRegularFile(path) || !faults.add(new RouteFault(path, 0, NO_FILE)))
                    .sorted()
                    .toList();
        }
    }

    /** As what editors and copies leave behind; it does not come to work either. */
    private static boolean isHidden(Path file) {
        return StreamSupport.stream(file.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }

    private static Result unreadable(Path directory, Exception e) {
        return refused(directory, "can't be read: " + e);
    }

    private static Result refused(Path directory, String reason) {
        return new Result(List.of(), List.of(new RouteFault(directory, 0, reason)));
    }
}
