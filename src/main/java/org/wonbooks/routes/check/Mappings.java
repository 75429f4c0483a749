package org.wonbooks.routes.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.component.write.Write;
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

    /** All by their names below the folder. */
    private final Map<String, Path> paths = new TreeMap<>();

    private final Map<String, Script> scripts = new TreeMap<>();
    private final Map<String, List<VariableNames.Named>> variables = new HashMap<>();
    private final List<RouteFault> faults = new ArrayList<>();

    /** Reads those of a directory, or puts down why one can't be read. */
    Mappings(Path directory, List<Path> files) {
        folder = directory.resolve("mappings");
        files.stream().filter(path -> path.toString().endsWith(SUFFIX)).forEach(this::read);
    }

    private void read(Path path) {
        String name = folder.relativize(path).toString();
        paths.put(name, path);
        try {
            String text = Files.readString(path);
            Script.read(path, text, 1, faults).ifPresent(script -> {
                scripts.put(name, script);
                // At once: the check changes what it looks at.
                variables.put(name, VariableNames.in(script));
            });
            HouseRules.checkSecrets(path, text, faults);
        } catch (IOException e) {
            faults.add(new RouteFault(path, 0, "can't be read as UTF-8: " + e.getMessage()));
        }
    }

    /** The variables that a mapping asks for. */
    List<VariableNames.Named> variables(String name) {
        return variables.getOrDefault(name, List.of());
    }

    /** Gives what is wrong with scripts, by what they mean too. */
    List<RouteFault> check(List<RouteFile> files, Map<String, Set<Gives>> places, VariableTypes types) {
        ScriptCheck check = new ScriptCheck(types);
        scripts.forEach((name, script) -> check.check(script, places.getOrDefault(name, Set.of())));
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
    static Map<String, Set<Gives>> places(List<RouteFile> files, Beans beans) {
        Map<String, Set<Gives>> places = new HashMap<>();
        files.stream().flatMap(file -> Endpoint.in(file.root())).forEach(endpoint -> endpoint.option("mapping")
                .ifPresent(mapping -> endpoint.option("step").flatMap(step -> beans.type(step.text())).stream()
                        .map(Write.ByMapping::wanted)
                        .filter(Objects::nonNull)
                        .forEach(gives -> places.computeIfAbsent(mapping.text(), name -> new HashSet<>())
                                .add(gives))));
        return places;
    }

    /** Scripts that no step names: who edits such a one, edits nothing. */
    List<RouteFault> unnamed(List<RouteFile> files) {
        Set<String> named = files.stream()
                .flatMap(file -> file.root().walk())
                .map(Entry::text)
                .filter(text -> text.endsWith(SUFFIX))
                .map(text -> text.replaceFirst("resource:file:.*}}/mappings/", ""))
                .collect(Collectors.toSet());
        return paths.entrySet().stream()
                .filter(script -> !named.contains(script.getKey()))
                .map(script -> new RouteFault(
                        script.getValue(),
                        0,
                        "no step names this script, so whatever is edited here counts for nothing: name it as"
                                + " 'mapping', or take it out of the folder"))
                .toList();
    }
}
