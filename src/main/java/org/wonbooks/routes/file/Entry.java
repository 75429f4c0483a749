package org.wonbooks.routes.file;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A named place in a route file: a key with its value, or an item of the list under that key.
 *
 * @param name the key
 * @param line where the key (or the item) stands, counted from 1
 */
public record Entry(String name, int line, Node value) {

    static Entry root(Node value) {
        return new Entry("", line(value), value);
    }

    public boolean isMapping() {
        return value instanceof MappingNode;
    }

    public boolean isList() {
        return value instanceof SequenceNode;
    }

    public boolean isText() {
        return value instanceof ScalarNode;
    }

    /** The value as it is written; empty for a mapping or a list. */
    public String text() {
        return value instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** The line of the text's own first line, which in block style is the one below the key. */
    public int textLine() {
        boolean block = value instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED);
        return line(value) + (block ? 1 : 0);
    }

    /** What a mapping holds. */
    public List<Entry> entries() {
        if (!(value instanceof MappingNode mapping)) {
            return List.of();
        }
        return mapping.getValue().stream()
                .map(tuple -> new Entry(
                        tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "",
                        line(tuple.getKeyNode()),
                        tuple.getValueNode()))
                .toList();
    }

    /** What a list holds, each item under the list's name. */
    public List<Entry> items() {
        if (!(value instanceof SequenceNode list)) {
            return List.of();
        }
        return list.getValue().stream()
                .map(item -> new Entry(name, line(item), item))
                .toList();
    }

    public Optional<Entry> get(String key) {
        return entries().stream().filter(entry -> entry.name.equals(key)).findFirst();
    }

    /** The text under a key; empty where there is none. */
    public String text(String key) {
        return get(key).map(Entry::text).orElse("");
    }

    /** This entry and all below it, in the order of the file. */
    public Stream<Entry> walk() {
        return Stream.concat(
                Stream.of(this),
                Stream.concat(entries().stream(), items().stream()).flatMap(Entry::walk));
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
