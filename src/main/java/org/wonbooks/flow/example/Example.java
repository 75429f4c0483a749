package org.wonbooks.flow.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wonbooks.component.mapping.MappingFault;

/**
 * What a run knows, and what mappings have to give then.
 *
 * @param file as seen from the mappings, for people
 * @param variables of the run
 * @param expected by the name of the mapping, without its end
 */
record Example(String file, Map<String, Object> variables, ObjectNode expected) {

    static final String FOLDER = "examples";

    private static final String GIVES = "gives";

    /** What examples expected before they were run here: people may have edited their mappings since, and not these. */
    private static final List<String> EXPECTED_BEFORE = List.of("customer", "invoice");

    /** All of a folder, or else one where all is as usual. What can't be read of them is added to the faults. */
    static List<Example> of(Path mappings, List<MappingFault> faults) {
        List<Example> examples = new ArrayList<>();
        List<Path> files = files(mappings.resolve(FOLDER));
        for (Path file : files) {
            String name = FOLDER + "/" + file.getFileName();
            String text = "";
            try {
                text = Files.readString(file);
                examples.add(read(name, text));
            } catch (JsonProcessingException e) {
                int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
                faults.add(new MappingFault("mappings/" + name, Math.max(line, 0), e.getOriginalMessage()));
            } catch (IOException e) {
                faults.add(new MappingFault("mappings/" + name, 0, "can't be read as UTF-8: " + e.getMessage()));
            } catch (ExampleParts.Unknown e) {
                faults.add(new MappingFault("mappings/" + name, line(text, e.key()), e.getMessage()));
            } catch (RuntimeException e) {
                faults.add(new MappingFault("mappings/" + name, 0, "can't be read: " + e.getMessage()));
            }
        }
        if (files.isEmpty()) {
            examples.add(builtIn());
        }
        return examples;
    }

    private static Example builtIn() {
        try {
            return read("the built-in example", "{}");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private static Example read(String name, String text) throws JsonProcessingException {
        if (!(ExampleParts.JSON.readTree(text) instanceof ObjectNode example)) {
            throw new ExampleParts.Unknown("", "is no example: it has to be an object {…}");
        }
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        example.remove(EXPECTED_BEFORE);
        JsonNode gives = example.remove(GIVES);
        if (gives != null && !gives.isObject()) {
            throw new ExampleParts.Unknown(GIVES, "'gives' has to be an object {…}, with a key for each mapping");
        } else if (gives != null) {
            expected.setAll((ObjectNode) gives);
        }
        return new Example(name, new ExampleParts(example).variables(), expected);
    }

    private static int line(String text, String key) {
        int at = text.indexOf("\"" + key + "\"");
        return at < 0
                ? 0
                : (int) text.substring(0, at).lines().count() + (text.charAt(Math.max(at - 1, 0)) == '\n' ? 1 : 0);
    }
}
