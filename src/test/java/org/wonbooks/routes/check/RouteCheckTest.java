package org.wonbooks.routes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.routes.file.RouteFault;

class RouteCheckTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    Path empty;

    static Stream<Path> faulty() throws IOException {
        return Files.list(RESOURCES.resolve("routes-faulty")).sorted();
    }

    /** Each folder has files and, in expected.txt, what is to be said of them. */
    @ParameterizedTest
    @MethodSource("faulty")
    void saysFileLineAndReason(Path directory) throws IOException {
        assertThat(RouteCheck.some(directory).faults())
                .extracting(
                        fault -> fault.toString().substring(directory.toString().length() + 1))
                .containsExactlyElementsOf(Files.readAllLines(directory.resolve("expected.txt")));
    }

    @Test
    void takesGoodFiles() {
        RouteCheck.Result result = RouteCheck.some(RESOURCES.resolve("routes-good"));

        assertThat(result.files()).hasSize(5);
        assertThat(result.routes()).isEqualTo(4);
        assertThat(result.faults()).isEmpty();
    }

    @Test
    void takesTheRoutesThatWeShip() {
        RouteCheck.Result result = RouteCheck.run(Path.of("routes"));

        assertThat(result.faults()).isEmpty();
        assertThat(result.routes()).isPositive();
    }

    @Test
    void takesNoEmptyAndNoMissingDirectory() {
        assertThat(RouteCheck.check(empty))
                .extracting(RouteFault::toString)
                .containsExactly(empty + ": holds no route file (flows/*.camel.yaml)");
        assertThat(RouteCheck.check(empty.resolve("none")))
                .extracting(RouteFault::toString)
                .containsExactly(empty.resolve("none") + ": there is no such directory");
    }

    @Test
    void readsNothingHuge() throws IOException {
        Path file = Files.createDirectories(empty.resolve("steps")).resolve("huge.camel.yaml");
        Files.writeString(file, "# ".repeat(128 * 1024));
        Path deep = Files.writeString(file.resolveSibling("deep.camel.yaml"), "[".repeat(100_000));

        assertThat(RouteCheck.some(empty).faults())
                .extracting(RouteFault::toString)
                .containsExactly(deep + ":1: is nested more than 100 deep", file + ": is larger than 256 KB");
    }

    /** Routes are often put in place by links: all that they lead to is found. */
    @Test
    void takesWhatLinksLeadTo() throws IOException {
        Path linked = Files.createSymbolicLink(
                empty.resolve("linked"), Path.of("routes").toAbsolutePath());
        Path folders = Files.createDirectory(empty.resolve("folders"));
        for (String folder : List.of("flows", "steps", "policies", "mappings")) {
            Files.createSymbolicLink(
                    folders.resolve(folder), Path.of("routes", folder).toAbsolutePath());
        }

        RouteCheck.Result shipped = RouteCheck.run(Path.of("routes"));
        for (Path routes : List.of(linked, folders)) {
            RouteCheck.Result result = RouteCheck.run(routes);
            assertThat(result.faults()).isEmpty();
            assertThat(result.files()).hasSameSizeAs(shipped.files());
        }
    }

    @Test
    void passesOverNoLinkThatLeadsNowhere() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("routes"), empty);
        Path lost = Files.createSymbolicLink(empty.resolve("flows/lost.camel.yaml"), empty.resolve("gone"));
        Files.createSymbolicLink(empty.resolve("mappings/lost.groovy"), empty.resolve("gone"));

        assertThat(RouteCheck.check(empty))
                .extracting(RouteFault::toString)
                .hasSize(2)
                .contains(lost + ": is no file, or a link that leads to none: mend it, or remove it");
    }

    @Test
    void goesInNoCircles() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("routes"), empty);
        Files.createSymbolicLink(empty.resolve("steps/round"), empty);

        assertThat(RouteCheck.check(empty)).singleElement().asString().startsWith(empty + ": can't be read: ");
    }

    /** Nor does it come to work. */
    @Test
    void leavesOutWhatEditorsAndCopiesHide() throws IOException {
        Path routes = empty.resolve("routes");
        FileSystemUtils.copyRecursively(RESOURCES.resolve("routes-good"), routes);
        Files.writeString(routes.resolve("flows/._deal-won.camel.yaml"), "\0");
        Files.writeString(Files.createDirectories(routes.resolve(".git")).resolve("old.camel.yaml"), "\0");

        assertThat(RouteCheck.some(routes).faults()).isEmpty();
    }
}
