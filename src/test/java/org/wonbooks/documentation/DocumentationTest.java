package org.wonbooks.documentation;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.testing.SourceFiles;

/** What the README and the guides name has to be there: files, headings, properties, excerpts. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern PROPERTY = Pattern.compile("(?<![\\w/.-])(wonbooks(?:\\.[a-z][a-z-]*)+)(?![\\w/(])");
    private static final Pattern VARIABLE = Pattern.compile("\\b(WONBOOKS_[A-Z_]*[A-Z])\\b");
    private static final Pattern FILE = Pattern.compile("`((?:routes|src|docs)/[\\w./-]+)`");
    private static final Pattern BEAN = Pattern.compile("\\b(?:ref|ask|step): (\\w+)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    /** Not properties of the application: the folder of the data, and what reads as one and is none. */
    private static final Set<String> OTHER =
            Set.of("wonbooks.data", "wonbooks.routes.candidates", "wonbooks.env", "wonbooks.jar", "wonbooks.example");

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
            docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(pages::add);
            return pages;
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyRelativeLinkLeadsSomewhere(Path page) {
        for (MatchResult link : found(LINK, SourceFiles.text(page))) {
            Path target = link.group(1).isEmpty()
                    ? page
                    : page.resolveSibling(link.group(1)).normalize();
            assertThat(target).as("linked from " + page).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as("headings of " + target).contains(link.group(2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyFileThatIsNamedIsThere(Path page) {
        assertThat(names(FILE, page))
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPropertyThatIsNamedExists(Path page) throws IOException {
        Set<String> known = properties();
        Set<String> variables = known.stream().map(DocumentationTest::variable).collect(toCollection(TreeSet::new));

        assertThat(names(PROPERTY, page)).allSatisfy(name -> assertThat(OTHER.contains(name)
                        || known.contains(name)
                        || known.stream().anyMatch(in(name)))
                .as(name)
                .isTrue());
        assertThat(variables).containsAll(names(VARIABLE, page));
    }

    /** Whoever looks a property up finds it: none is left out. */
    @Test
    void everyPropertyIsInTheTable() throws IOException {
        String table = SourceFiles.text(Path.of("docs/install.md"));

        assertThat(properties())
                .filteredOn(name -> name.startsWith("wonbooks.") && !name.startsWith("wonbooks.sandbox."))
                .allSatisfy(name -> assertThat(table).contains("`" + name + "`"));
    }

    @Test
    void everyBeanThatStepsUseIsInTheGuide() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> routes = Files.walk(Path.of("routes"))) {
            routes.filter(path -> path.toString().endsWith(".yaml"))
                    .forEach(path -> found(BEAN, SourceFiles.text(path)).forEach(bean -> used.add(bean.group(1))));
        }
        String guide = SourceFiles.text(Path.of("docs/edit-routes.md"));

        assertThat(used).hasSizeGreaterThan(20).allSatisfy(bean -> assertThat(guide)
                .contains("`" + bean + "`"));
    }

    @Test
    void everySettingOfAConnectionIsDescribed() {
        String page = SourceFiles.text(Path.of("docs/settings.md"));

        for (RecordComponent group : ConnectionSettings.class.getRecordComponents()) {
            for (RecordComponent setting : group.getType().getRecordComponents()) {
                JsonProperty called = setting.getAccessor().getAnnotation(JsonProperty.class);
                String name = called == null ? setting.getName() : called.value();
                assertThat(page).contains("`" + group.getName() + "." + name + "`");
            }
        }
    }

    /** Whoever is asked something under a code finds there what it means. */
    @Test
    void everyCauseThatAsksAPersonIsDescribed() {
        String page = SourceFiles.text(Path.of("docs/deals.md"));

        assertThat(Cause.values())
                .filteredOn(cause -> Reason.of(cause).fix() != null)
                .hasSizeGreaterThan(20)
                .allSatisfy(cause -> assertThat(page).contains("`" + cause.name() + "`"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySettingInAnExampleIsTaken(Path page) throws IOException {
        for (String example : blocks("json", page)) {
            JsonNode settings = JSON.readTree(example).path("settings");
            if (!settings.isMissingNode()) {
                assertThat(JSON.treeToValue(settings, ConnectionSettings.class)).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyExcerptIsToTheLetter(Path page) throws IOException {
        List<String> files;
        try (Stream<Path> routes = Files.walk(Path.of("routes"))) {
            files = routes.filter(Files::isRegularFile).map(SourceFiles::text).toList();
        }

        assertThat(blocks("yaml", page))
                .allSatisfy(excerpt -> assertThat(files).anyMatch(file -> file.contains("\n" + excerpt)));
    }

    private static Predicate<String> in(String group) {
        return name -> name.startsWith(group + ".");
    }

    private static Set<String> properties() throws IOException {
        Set<String> properties = new TreeSet<>();
        for (URL metadata : Collections.list(
                DocumentationTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            for (JsonNode property : JSON.readTree(metadata).path("properties")) {
                properties.add(property.path("name").asText());
            }
        }
        return properties;
    }

    private static String variable(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** A heading's address, as GitHub makes it. */
    private static Collection<String> anchors(Path page) {
        return found(HEADING, SourceFiles.text(page)).stream()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static Set<String> names(Pattern pattern, Path page) {
        return found(pattern, SourceFiles.text(page)).stream()
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static List<String> blocks(String language, Path page) {
        return found(FENCE, SourceFiles.text(page)).stream()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static List<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
