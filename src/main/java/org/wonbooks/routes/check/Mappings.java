package org.wonbooks.routes.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wonbooks.component.write.Write;
import org.wonbooks.routes.check.mapping.Gives;
import org.wonbooks.routes.check.mapping.Script;
import org.wonbooks.routes.check.mapping.ScriptCheck;
import org.wonbooks.routes.check.mapping.VariableNames;
import org.wonbooks.routes.check.product.Beans;
import org.wonbooks.routes.check.product.VariableTypes;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.Expression;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.routes.file.RouteFile;

/** The scripts of a routes directory, and those that stand in route files. */
final class Mappings {

    private static final String SUFFIX = ".groovy";

    private final Path folder;
    private final Set<Path> paths = new HashSet<>();
    private final Map<Path, Script> scripts = new TreeMap<>();
    private final Map<Path, List<VariableNames.Named>> variables = new HashMap<>();
    private final List<RouteFault> faults = new ArrayList<>();

    /** Reads those of a directory, or puts down why one can't be read. */
    Mappings(Path directory, List<Path> files) {
        folder = directory.resolve("mappings");
        files.stream().filter(path -> path.toString().endsWith(SUFFIX)).forEach(this::read);
    }

    private void read(Path path) {
        paths.add(path);
        try {
            String text = Files.readString(path);
            Script.read(path, text, 1, faults).ifPresent(script -> {
                scripts.put(path, script);
                // At once: the check changes what it looks at.
                variables.put(path, VariableNames.in(script));
            });
            HouseRules.checkSecrets(path, text, faults);
        } catch (IOException e) {
            faults.add(new RouteFault(path, 0, "can't be read as UTF-8: " + e.getMessage()));
        }
    }

    /** The variables that a mapping asks for. */
    List<VariableNames.Named> variables(String name) {
        return variables.getOrDefault(folder.resolve(name), List.of());
    }

    /** Gives what is wrong with scripts, by what they mean too. */
    List<RouteFault> check(List<RouteFile> files, Map<Path, Set<Gives>> places, VariableTypes types) {
        ScriptCheck check = new ScriptCheck(types);
        scripts.forEach((path, script) -> check.check(script, places.getOrDefault(path, Set.of())));
        for (RouteFile file : files) {
            Expression.in(file.root())
                    .filter(expression -> expression.language().equals("groovy"))
                    .map(Expression::source)
                    .filter(source -> !source.text().startsWith("resource:"))
                    .forEach(source -> inFile(file, source, check));
        }
        return faults;
    }

    private void inFile(RouteFile file, Entry source, ScriptCheck check) {
        List<RouteFault> found = new ArrayList<>();
        // What can't be read is put down already.
        Script.read(file.path(), source.text(), source.textLine(), found).ifPresent(script -> {
            check.check(script, Set.of());
            faults.addAll(found);
        });
    }

    /** What each mapping has to give, by the steps that name it. */
    static Map<Path, Set<Gives>> places(Path directory, List<RouteFile> files, Beans beans) {
        Map<Path, Set<Gives>> places = new HashMap<>();
        files.stream().flatMap(file -> Endpoint.in(file.root())).forEach(endpoint -> endpoint.option("mapping")
                .ifPresent(mapping -> endpoint.option("step").flatMap(step -> beans.type(step.text())).stream()
                        .flatMap(Mappings::takes)
                        .forEach(gives -> places.computeIfAbsent(
                                        directory.resolve("mappings").resolve(mapping.text()), path -> new HashSet<>())
                                .add(gives))));
        return places;
    }

    private static Stream<Gives> takes(Class<?> step) {
        if (Write.ByText.class.isAssignableFrom(step)) {
            return Stream.of(Gives.TEXT);
        }
        return Write.ByMap.class.isAssignableFrom(step) ? Stream.of(Gives.MAP) : Stream.empty();
    }

    /** Scripts that no step names: who edits such a one, edits nothing. */
    List<RouteFault> unnamed(Path directory, List<RouteFile> files) {
        Set<Path> named = new HashSet<>();
        files.stream().flatMap(file -> file.root().walk()).filter(Entry::isText).forEach(entry -> {
            named.add(folder.resolve(entry.text().replaceAll("[^\\w./-]", "_")));
            int place = entry.text().indexOf("}}/");
            if (place >= 0) {
                named.add(directory.resolve(entry.text().substring(place + 3)).normalize());
            }
        });
        return paths.stream()
                .filter(path -> !named.contains(path))
                .map(path -> new RouteFault(
                        path,
                        0,
                        "no step names this script, so whatever is edited here counts for nothing: name it as"
                                + " 'mapping', or take it out of the folder"))
                .toList();
    }
}
