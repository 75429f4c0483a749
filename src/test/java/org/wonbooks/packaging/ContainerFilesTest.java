package org.wonbooks.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Docker is not at hand where tests run, so its files are read: above all, that no variable is misspelt. */
class ContainerFilesTest {

    private static final Path COMPOSE = Path.of("docker-compose.yml");
    private static final Path EXAMPLE = Path.of(".env.example");
    private static final Path DOCKERFILE = Path.of("Dockerfile");

    @Test
    void everyVariableIsASettingThatExists() throws Exception {
        Set<String> used = new TreeSet<>(environment("wonbooks").keySet());
        used.addAll(exampleVariables());
        instructions("ENV").map(line -> line.split("=")[0]).forEach(used::add);

        assertThat(used.remove("JAVA_OPTS")).as("what bin/wonbooks reads").isTrue();
        assertThat(used).contains("WONBOOKS_ENCRYPTIONKEY", "SPRING_DATASOURCE_URL", "SPRING_PROFILES_ACTIVE");
        assertThat(used).isSubsetOf(variablesOfAllSettings());
    }

    @Test
    void everythingThatComposeReadsIsOfferedInTheExample() throws Exception {
        Set<String> read = new TreeSet<>(variables("\\$\\{(\\w+)", COMPOSE));

        assertThat(exampleVariables()).containsAll(read);
    }

    @Test
    void composeSaysWhatIsMissingBeforeAnythingStarts() throws Exception {
        assertThat(variables("\\$\\{(\\w+):\\?[^}]{10,}}", COMPOSE))
                .contains(
                        "WONBOOKS_PUBLICURL",
                        "WONBOOKS_ENCRYPTIONKEY",
                        "WONBOOKS_ADMIN_PASSWORD",
                        "SPRING_DATASOURCE_PASSWORD");
        assertThat(Files.readString(EXAMPLE)).as("no secret of ours").doesNotContainPattern("(?m)^\\w+=.");
    }

    @Test
    void wonbooksReachesTheDatabaseBesideIt() throws Exception {
        Map<String, Object> wonbooks = environment("wonbooks");
        Map<String, Object> postgres = environment("postgres");

        assertThat(wonbooks)
                .containsEntry(
                        "SPRING_DATASOURCE_URL", "jdbc:postgresql://postgres:5432/" + postgres.get("POSTGRES_USER"))
                .containsEntry("SPRING_DATASOURCE_USERNAME", postgres.get("POSTGRES_USER"))
                .containsEntry("SPRING_DATASOURCE_PASSWORD", postgres.get("POSTGRES_PASSWORD"));
    }

    @Test
    void theImageRunsTheJarInProductionAndNotAsRoot() throws Exception {
        assertThat(instructions("COPY")).contains("--from=build /build/target/wonbooks .", "bin bin", "routes routes");
        assertThat(instructions("ENV")).startsWith("SPRING_PROFILES_ACTIVE=production");
        assertThat(instructions("EXPOSE")).containsExactly("8080");
        assertThat(instructions("USER")).singleElement().asString().matches("[1-9]\\d*");
        // As JSON: without a shell of Docker's in between; ours becomes Java, which so gets the signal to stop.
        String entrypoint = instructions("ENTRYPOINT").findFirst().orElseThrow();
        assertThat(new ObjectMapper().readValue(entrypoint, String[].class)).containsExactly("bin/wonbooks");
        assertThat(Files.readString(Path.of("bin/wonbooks"))).contains("\nexec \"$java\" ");
    }

    /** The environment form of every property of Wonbooks and of Spring Boot, as their builds describe them. */
    private static Set<String> variablesOfAllSettings() throws IOException {
        Set<String> variables = new HashSet<>();
        for (URL metadata : Collections.list(ContainerFilesTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            for (JsonNode property : new ObjectMapper().readTree(metadata).path("properties")) {
                variables.add(property.path("name")
                        .asText()
                        .replace("-", "")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT));
            }
        }
        return variables;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environment(String service) throws IOException {
        Map<String, Map<String, Map<String, Object>>> compose = new Yaml().load(Files.readString(COMPOSE));
        return (Map<String, Object>) compose.get("services").get(service).get("environment");
    }

    private static List<String> exampleVariables() throws IOException {
        return variables("(?m)^(\\w+)=", EXAMPLE);
    }

    private static List<String> variables(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Stream<String> instructions(String name) throws IOException {
        String joined = Files.readString(DOCKERFILE).replaceAll("\\\\\n\\s*", "");
        return joined.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1));
    }
}
