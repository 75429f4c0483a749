package org.wonbooks.routes.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFile;
import org.wonbooks.running.LoadedRoutes;

/**
 * The files of one set with all names that Camel has but once, of routes, steps and policies, made its own by a suffix:
 * so that several sets can be there at once, and what runs on one never comes to another's routes.
 */
final class NumberedRoutes {

    private static final String FOLDER = "{{wonbooks.routes}}";
    private static final String DIRECT = "direct:";
    private static final String ID = "id";
    private static final String PREFIX = "nodePrefixId";
    private static final String POLICY = "routeConfigurationId";

    /** The name of the policy that has none: it is for the set's own routes that name none, not for all of Camel's. */
    private static final String NAMELESS = "others";

    private final String suffix;
    private final String routes;
    private final Set<String> own;
    private final boolean nameless;

    /** @param routes the folder that {@code {{wonbooks.routes}}} means in these files */
    NumberedRoutes(List<RouteFile> files, String suffix, String routes) {
        this.suffix = suffix;
        this.routes = routes;
        own = files.stream()
                .flatMap(file -> file.all("route"))
                .map(route -> DIRECT + route.text(ID))
                .collect(Collectors.toSet());
        nameless = files.stream()
                .flatMap(file -> file.all("routeConfiguration"))
                .anyMatch(policy -> policy.get(ID).isEmpty());
    }

    Node of(RouteFile file) {
        return each("", file.root().value(), false);
    }

    private Node each(String key, Node node, boolean inPolicy) {
        if (node instanceof SequenceNode list) {
            return new SequenceNode(
                    list.getTag(),
                    true,
                    list.getValue().stream()
                            .map(item -> each(key, item, inPolicy))
                            .toList(),
                    list.getFlowStyle(),
                    list.getStartMark(),
                    list.getEndMark());
        }
        if (node instanceof MappingNode mapping) {
            return mapping(key, mapping, inPolicy || key.equals("routeConfiguration"));
        }
        return node instanceof ScalarNode scalar ? copy(scalar, text(key, scalar.getValue(), inPolicy)) : node;
    }

    private String text(String key, String text, boolean inPolicy) {
        boolean called = (key.equals("uri") || key.equals("deadLetterUri")) && own.contains(text);
        if (called) {
            return LoadedRoutes.direct(text.substring(DIRECT.length()), suffix);
        }
        return inPolicy && key.equals(ID) ? suffix.substring(1) + "-" + text : text.replace(FOLDER, routes);
    }

    private Node mapping(String key, MappingNode mapping, boolean inPolicy) {
        boolean route = key.equals("route");
        boolean named = route || key.equals("routeConfiguration");
        Entry whole = new Entry(key, 0, mapping);
        List<NodeTuple> parts = new ArrayList<>();
        for (Entry part : whole.entries()) {
            boolean ofOwn = named && Set.of(ID, POLICY, PREFIX).contains(part.name());
            if (!ofOwn) {
                parts.add(tuple(mapping, part.name(), each(part.name(), part.value(), inPolicy)));
            }
        }
        if (named) {
            String id = whole.get(ID).map(Entry::text).orElse(NAMELESS);
            parts.add(tuple(mapping, ID, id + suffix));
        }
        if (route) {
            parts.add(tuple(mapping, PREFIX, suffix.substring(1) + "-" + whole.text(PREFIX)));
            whole.get(POLICY)
                    .map(Entry::text)
                    .or(() -> Optional.of(NAMELESS).filter(name -> nameless))
                    .ifPresent(policy -> parts.add(tuple(mapping, POLICY, policy + suffix)));
        }
        return new MappingNode(
                mapping.getTag(), true, parts, mapping.getFlowStyle(), mapping.getStartMark(), mapping.getEndMark());
    }

    private static NodeTuple tuple(Node place, String key, String text) {
        return tuple(place, key, scalar(place, text));
    }

    private static NodeTuple tuple(Node place, String key, Node value) {
        return new NodeTuple(scalar(place, key), value);
    }

    private static ScalarNode scalar(Node place, String text) {
        return new ScalarNode(Tag.STR, true, text, ScalarStyle.PLAIN, place.getStartMark(), place.getEndMark());
    }

    private static ScalarNode copy(ScalarNode scalar, String text) {
        return new ScalarNode(
                scalar.getTag(), true, text, scalar.getScalarStyle(), scalar.getStartMark(), scalar.getEndMark());
    }
}
