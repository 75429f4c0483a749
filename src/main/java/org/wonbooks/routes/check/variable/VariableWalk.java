package org.wonbooks.routes.check.variable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wonbooks.routes.check.flow.Duties;
import org.wonbooks.routes.check.flow.RouteGraph;
import org.wonbooks.routes.check.mapping.Script;
import org.wonbooks.routes.check.mapping.VariableNames;
import org.wonbooks.routes.check.mapping.VariableNames.Named;
import org.wonbooks.routes.check.product.Beans;
import org.wonbooks.routes.check.product.VariableTypes;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.routes.file.RouteFile;

/** Goes the way of each flow, and holds what is asked for against what has been kept by then. */
public final class VariableWalk {

    /** What is done only after what stands beside it. */
    private static final Set<String> LATER = Set.of("steps", "when", "otherwise", "doCatch", "doFinally", "onFallback");

    /** A place where a variable is asked for. */
    private record Place(Path path, int line, String name) {}

    private final List<RouteFile> files;
    private final RouteGraph graph;
    private final KeptVariables kept;
    private final VariableTypes types;
    private final Function<String, List<Named>> ofMappings;
    private final Path mappings;

    /** By each place: has something been kept by then, on any way there? */
    private final Map<Place, Boolean> places = new LinkedHashMap<>();

    private final List<String> within = new ArrayList<>();

    /** @param ofMappings what the mapping of a name asks for */
    public VariableWalk(
            List<RouteFile> files,
            RouteGraph graph,
            Beans beans,
            Path mappings,
            Function<String, List<Named>> ofMappings) {
        this.files = files;
        this.graph = graph;
        this.kept = new KeptVariables(beans);
        this.types = kept.in(files);
        this.mappings = mappings;
        this.ofMappings = ofMappings;
    }

    public VariableTypes types() {
        return types;
    }

    /** Puts down members that are not there. */
    public void checkMembers() {
        files.forEach(file -> texts(file.root(), "")
                .forEach(asked -> asked.absent(types).ifPresent(words -> file.fault(asked.line(), words))));
    }

    /** Puts down what nothing keeps, or only later, on every way that flows take. */
    public void checkNames(Set<String> flows, Consumer<RouteFault> faults) {
        Set<String> reached = new HashSet<>();
        flows.forEach(
                flow -> graph.file(flow).ifPresent(file -> walk(file, new HashSet<>(Duties.variables(flow)), reached)));
        // What no flow reaches, and what stands in policies, may be called at any time.
        files.stream()
                .filter(file -> !reached.contains(file.name()))
                .forEach(file -> walk(file, new HashSet<>(types.types().keySet()), new HashSet<>()));
        places.forEach((place, there) -> {
            if (!types.has(place.name())) {
                faults.accept(new RouteFault(
                        place.path(),
                        place.line(),
                        "there is no variable '" + place.name() + "'" + types.hint(place.name())));
            } else if (!there) {
                faults.accept(new RouteFault(
                        place.path(),
                        place.line(),
                        "the variable '" + place.name() + "' is not there yet: only a later step keeps it"));
            }
        });
    }

    private static Stream<Asked> texts(Entry entry, String owner) {
        return entry.isText()
                ? Asked.in(entry, owner)
                : Stream.concat(entry.entries().stream(), entry.items().stream())
                        .flatMap(below -> texts(below, entry.name()));
    }

    private void walk(RouteFile file, Set<String> have, Set<String> reached) {
        if (within.contains(file.name())) {
            return;
        }
        within.add(file.name());
        reached.add(file.name());
        visit(file, file.root(), "", have, reached);
        within.remove(within.size() - 1);
    }

    private void visit(RouteFile file, Entry entry, String owner, Set<String> have, Set<String> reached) {
        if (entry.isText()) {
            Asked.in(entry, owner).forEach(asked -> asked(file.path(), asked.line(), asked.name(), have));
            if (owner.equals("groovy")) {
                askedByScript(file, entry, have);
            }
            return;
        }
        if (entry.name().equals("loop")) {
            entry.walk().flatMap(this::keptAt).forEach(have::add);
        }
        entry.items().forEach(item -> visit(file, item, owner, have, reached));
        entry.entries().stream()
                .filter(below -> !LATER.contains(below.name()))
                .forEach(below -> visit(file, below, entry.name(), have, reached));
        kept.by(entry).map(KeptVariables.Kept::name).forEach(have::add);
        entry.get("uri").map(uri -> new Endpoint(entry, uri)).ifPresent(endpoint -> {
            endpoint.option("mapping").ifPresent(mapping -> askedByMapping(mapping.text(), have));
            if (!entry.name().equals("from")) {
                called(endpoint.uri()).ifPresent(callee -> walk(callee, have, reached));
            }
        });
        entry.entries().stream()
                .filter(below -> LATER.contains(below.name()))
                .forEach(below -> visit(file, below, entry.name(), have, reached));
    }

    private void askedByScript(RouteFile file, Entry script, Set<String> have) {
        if (script.text().startsWith("resource:")) {
            askedByMapping(script.text().replaceFirst(".*/mappings/", ""), have);
        } else {
            Script.read(file.path(), script.text(), script.textLine(), new ArrayList<>()).stream()
                    .flatMap(read -> VariableNames.in(read).stream())
                    .forEach(named -> asked(file.path(), named.line(), named.name(), have));
        }
    }

    private void askedByMapping(String name, Set<String> have) {
        ofMappings.apply(name).forEach(named -> asked(mappings.resolve(name), named.line(), named.name(), have));
    }

    private Stream<String> keptAt(Entry entry) {
        Stream<String> here = kept.by(entry).map(KeptVariables.Kept::name);
        return entry.name().equals("uri")
                ? Stream.concat(
                        here,
                        called(entry).stream()
                                .flatMap(callee -> callee.root().walk())
                                .flatMap(kept::by)
                                .map(KeptVariables.Kept::name))
                : here;
    }

    private Optional<RouteFile> called(Entry uri) {
        return uri.text().startsWith("direct:")
                ? graph.file(uri.text().substring("direct:".length()))
                : Optional.empty();
    }

    private void asked(Path path, int line, String name, Set<String> have) {
        places.merge(new Place(path, line, name), have.contains(name), Boolean::logicalOr);
    }
}
