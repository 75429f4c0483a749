package org.wonbooks.flow.deal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What {@code src/test/resources/deals} says: a company a file, and the deals that are won there. README.md beside them
 * says how they are written.
 */
final class DealTable {

    /** The one company that is asked for; empty: all. */
    static final String ASKED = System.getProperty("wonbooks.proof.company", "");

    private static final Path FOLDER = Path.of("src/test/resources/deals");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** {@code {ab×3}}: a text so many times. */
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}]+)×(\\d+)}");

    private DealTable() {}

    /** A company with its deals. */
    record Company(String name, JsonNode setting) {

        Instant now() {
            return Instant.parse(setting.path("now").asText());
        }

        /** What has to be made before, in the order of the file: {@code {"item": {…}}}. */
        List<Map.Entry<String, JsonNode>> books() {
            return stream(setting.path("books"))
                    .flatMap(entry -> entry.properties().stream())
                    .toList();
        }

        /** The deals that are won at once, in the order of their rounds. */
        List<Round> rounds() {
            Map<Integer, Map<JsonNode, List<JsonNode>>> rounds = stream(setting.path("deals"))
                    .collect(Collectors.groupingBy(
                            deal -> deal.path("round").asInt(1),
                            TreeMap::new,
                            Collectors.groupingBy(this::settings, LinkedHashMap::new, Collectors.toList())));
            return rounds.values().stream()
                    .flatMap(round -> round.entrySet().stream())
                    .map(round -> new Round(round.getKey(), round.getValue()))
                    .toList();
        }

        private JsonNode settings(JsonNode deal) {
            return merged(setting.path("settings"), deal.path("settings"));
        }
    }

    /** @param settings of the connection, under which the deals are won */
    record Round(JsonNode settings, List<JsonNode> deals) {}

    /** All companies, or the one that is asked for, in the order of their time. */
    static List<Company> companies() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ASKED + ".json"))
                    .map(file -> new Company(file.getFileName().toString().replace(".json", ""), read(file)))
                    .sorted(Comparator.comparing(Company::now))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            String written = Files.readString(file);
            return JSON.readTree(REPEATED.matcher(written)
                    .replaceAll(
                            part -> Matcher.quoteReplacement(part.group(1).repeat(Integer.parseInt(part.group(2))))));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static JsonNode merged(JsonNode settings, JsonNode changes) {
        ObjectNode merged = settings.isObject() ? settings.deepCopy() : JSON.createObjectNode();
        changes.properties().forEach(change -> {
            boolean deeper =
                    change.getValue().isObject() && merged.path(change.getKey()).isObject();
            merged.set(
                    change.getKey(),
                    deeper ? merged(merged.get(change.getKey()), change.getValue()) : change.getValue());
        });
        return merged;
    }

    /** What is expected, with the numbers that Kommo gave: {@code {lead}}, {@code {contact}}, {@code {company}}. */
    static JsonNode withIds(JsonNode expected, JsonNode lead) {
        String text = expected.toString()
                .replace("{lead}", lead.path("id").asText())
                .replace("{contact}", lead.at("/_embedded/contacts/0/id").asText())
                .replace("{company}", lead.at("/_embedded/companies/0/id").asText());
        return json(text);
    }

    /** Numbers to the last digit. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where what there is differs from what is expected; properties that are not named may be whatever they are. */
    static List<String> differences(String place, JsonNode expected, JsonNode actual) {
        List<String> found = new ArrayList<>();
        if (expected.isObject() && actual.isObject()) {
            expected.properties()
                    .forEach(property -> found.addAll(differences(
                            place + "." + property.getKey(), property.getValue(), actual.path(property.getKey()))));
        } else if (expected.isArray() && actual.size() == expected.size()) {
            for (int i = 0; i < expected.size(); i++) {
                found.addAll(differences(place + "[" + i + "]", expected.get(i), actual.get(i)));
            }
        } else if (!same(expected, actual)) {
            found.add(place + " is " + (actual.isMissingNode() ? "missing" : actual) + ", not " + expected);
        }
        return found;
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        if (expected.isTextual() && expected.asText().endsWith("…")) {
            return actual.asText()
                    .startsWith(expected.asText().substring(0, expected.asText().length() - 1));
        }
        return expected.isNull() ? actual.isNull() || actual.isMissingNode() : expected.equals(actual);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
