package org.wonbooks.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the jar: the bill of materials of what it is made of, and the layers of an image. */
class JarContentsIT {

    private static final Path JAR = Path.of("target/wonbooks.jar").toAbsolutePath();
    private static final String BILL = "META-INF/sbom/application.cdx.json";

    private static Set<String> libraries;

    @BeforeAll
    static void look() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            libraries = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring(name.lastIndexOf('/') + 1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Neither more nor less than what is there: a scanner believes it. */
    @Test
    void theBillOfMaterialsNamesEachLibraryWithItsVersion() throws Exception {
        JsonNode bill = bill();
        Set<String> named = components(bill)
                .map(component -> component.path("name").asText() + "-"
                        + component.path("version").asText() + ".jar")
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        // A starter is a list of others; and the jar's own tool comes with Spring Boot's plugin.
        named.removeIf(name -> name.startsWith("spring-boot-starter"));
        named.add(libraries.stream()
                .filter(name -> name.startsWith("spring-boot-jarmode-tools-"))
                .findFirst()
                .orElseThrow());
        assertThat(named).isEqualTo(libraries);
        assertThat(libraries).hasSizeGreaterThan(100).anyMatch(name -> name.startsWith("camel-core-engine-4."));
        assertThat(libraries).noneMatch(name -> name.contains("devtools"));
        assertThat(components(bill))
                .allSatisfy(component -> assertThat(component.path("purl").asText())
                        .startsWith("pkg:maven/")
                        .endsWith("?type=jar"))
                .allSatisfy(component ->
                        assertThat(component.path("hashes").toString()).contains("SHA-256"));
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("wonbooks");
        assertThat(bill.at("/metadata/component/externalReferences")).isEmpty();
    }

    @Test
    void theBillOfMaterialsSaysNothingOfWhereItWasMade() throws Exception {
        JsonNode bill = bill();

        assertThat(bill.path("serialNumber")).isEmpty();
        assertThat(bill.at("/metadata/timestamp").isMissingNode())
                .as("another one for each build")
                .isTrue();
        assertThat(bill.toString())
                .doesNotContain(
                        System.getProperty("user.home") + "/",
                        System.getProperty("user.dir"),
                        "file:",
                        "localhost",
                        "repository_url")
                .as("what tests alone need, and what is no library")
                .doesNotContain("junit", "wiremock", "jazzer", "org.wonbooks.sandbox");
    }

    /** What {@code Dockerfile} copies, one layer above the other, is what bin/wonbooks starts. */
    @Test
    void theLayersOfTheImageMakeTheLayoutThatIsStarted(@TempDir Path folder) throws Exception {
        Process extract = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-jar",
                        JAR.toString(),
                        "extract",
                        "--layers",
                        "--destination",
                        "layers")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(extract.getInputStream().readAllBytes(), UTF_8);
        assertThat(extract.waitFor()).as(said).isZero();

        List<String> copied = Pattern.compile("(?m)^COPY --from=build /build/layers/(\\S+) \\.$")
                .matcher(Files.readString(Path.of("Dockerfile")))
                .results()
                .map(layer -> layer.group(1))
                .toList();
        assertThat(copied).hasSize(3);
        Set<String> together = new TreeSet<>();
        for (String layer : copied) {
            together.addAll(files(folder.resolve("layers").resolve(layer)));
        }

        assertThat(together).isEqualTo(files(Path.of("target/wonbooks")));
        assertThat(files(folder.resolve("layers"))).as("nothing is left out").hasSameSizeAs(together);
        assertThat(files(folder.resolve("layers/application"))).containsExactly("wonbooks.jar");
        assertThat(files(folder.resolve("layers/dependencies")))
                .isEqualTo(
                        libraries.stream().map(name -> "lib/" + name).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The files of a layout, without what bin/wonbooks --archive puts there. */
    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.matches("wonbooks\\.(jsa|aot)|\\w+\\.checked"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static JsonNode bill() throws IOException {
        assumeFalse(
                "is true".equals(System.getProperty("maven.offline")), "Maven's -o leaves the bill of materials out");
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry(BILL)).as(BILL).isNotNull();
            return new ObjectMapper().readTree(jar.getInputStream(jar.getEntry(BILL)));
        }
    }

    private static Stream<JsonNode> components(JsonNode bill) {
        return StreamSupport.stream(bill.path("components").spliterator(), false);
    }
}
