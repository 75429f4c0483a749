package org.wonbooks.routes.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A route file that could be read, by the same YAML reader that Camel uses.
 *
 * @param folder flows, steps or policies; empty where it is in none of them
 * @param name the file's name without {@link #SUFFIX}
 * @param faults where its faults are put
 */
public record RouteFile(Path path, String folder, String name, String text, Entry root, List<RouteFault> faults) {

    public static final String SUFFIX = ".camel.yaml";

    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_DEPTH = 100;

    /** Reads a file, or puts down why it can't be read. */
    public static Optional<RouteFile> read(Path directory, Path path, List<RouteFault> faults) {
        try {
            String text = text(path);
            LoadSettings settings =
                    LoadSettings.builder().setLabel(path.toString()).build();
            Entry root = new Composer(settings, new Untricked(settings, text))
                    .getSingleNode()
                    .map(Entry::root)
                    .orElseThrow(() -> new Unreadable(1, "is empty"));
            root.walk().forEach(RouteFile::refuseDoubleKeys);
            String folder = folder(directory.relativize(path));
            String name = path.getFileName().toString();
            return Optional.of(new RouteFile(
                    path, folder, name.substring(0, name.length() - SUFFIX.length()), text, root, faults));
        } catch (Unreadable unreadable) {
            faults.add(new RouteFault(path, unreadable.line, unreadable.getMessage()));
        } catch (MarkedYamlEngineException invalid) {
            faults.add(new RouteFault(path, line(invalid.getProblemMark()), "is not YAML: " + invalid.getProblem()));
        } catch (YamlEngineException | IOException unreadable) {
            faults.add(new RouteFault(path, 0, "can't be read: " + unreadable.getMessage()));
        }
        return Optional.empty();
    }

    public void fault(int line, String reason) {
        faults.add(new RouteFault(path, line, reason));
    }

    /** The file's routes or route configurations. */
    public Stream<Entry> all(String kind) {
        return root.items().stream().flatMap(item -> item.get(kind).stream());
    }

    /** Steps may be kept apart by what they are about, as steps/kommo/; flows and policies are few. */
    private static String folder(Path file) {
        String first = file.getName(0).toString();
        int deepest = first.equals("steps") ? 3 : 2;
        return file.getNameCount() >= 2 && file.getNameCount() <= deepest ? first : "";
    }

    private static String text(Path path) throws IOException {
        if (Files.size(path) >= MAX_BYTES) {
            throw new Unreadable(0, "is larger than 256 KB");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        CharBuffer text = CharBuffer.allocate(bytes.capacity());
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        if (decoder.decode(bytes, text, true).isError()) {
            byte[] before = Arrays.copyOf(bytes.array(), bytes.position());
            String readable = new String(before, StandardCharsets.UTF_8);
            throw new Unreadable(
                    1 + (int) readable.chars().filter(c -> c == '\n').count(), "is not UTF-8");
        }
        return text.flip().toString();
    }

    private static void refuseDoubleKeys(Entry entry) {
        Set<String> seen = new HashSet<>();
        for (Entry below : entry.entries()) {
            if (!seen.add(below.name())) {
                throw new Unreadable(below.line(), "'" + below.name() + "' stands twice in one place");
            }
        }
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(place -> place.getLine() + 1).orElse(0);
    }

    /** Routes need no anchors, tags or deep nesting; a file that swells in memory does. */
    private static final class Untricked extends ParserImpl {

        private int depth;

        Untricked(LoadSettings settings, String text) {
            super(settings, new StreamReader(settings, text));
        }

        @Override
        public Event next() {
            Event event = super.next();
            int line = line(event.getStartMark());
            if (event instanceof AliasEvent
                    || event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                throw new Unreadable(line, "anchors and aliases are not taken: write it out");
            }
            boolean tagged =
                    event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
                            || event instanceof CollectionStartEvent start
                                    && start.getTag().isPresent();
            if (tagged) {
                throw new Unreadable(line, "tags (!…) are not taken");
            }
            depth += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                default -> 0;
            };
            if (depth > MAX_DEPTH) {
                throw new Unreadable(line, "is nested more than " + MAX_DEPTH + " deep");
            }
            return event;
        }
    }

    private static final class Unreadable extends RuntimeException {
        private final int line;

        Unreadable(int line, String reason) {
            super(reason);
            this.line = line;
        }
    }
}
