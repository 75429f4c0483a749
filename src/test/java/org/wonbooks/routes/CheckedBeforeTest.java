package org.wonbooks.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.wonbooks.routes.RoutesAtStartTest.Product;
import org.wonbooks.routes.RoutesAtStartTest.SomeRoutes;
import org.wonbooks.running.RouteFiles;
import org.wonbooks.running.RouteSets;
import org.wonbooks.running.RouteSets.Way;
import org.wonbooks.testing.TestDatabase;

/** A set that this build has checked is not checked again at a start; any other one is. */
@ExtendWith(OutputCaptureExtension.class)
class CheckedBeforeTest {

    @TempDir
    private Path routes;

    @TempDir
    private Path data;

    @TempDir
    private Path besideJar;

    private HikariDataSource pool;
    private Optional<Build> build;

    @BeforeEach
    void aFolderOfRoutes() throws IOException {
        pool = TestDatabase.H2.open();
        build = Optional.of(new Build("one", besideJar));
        Path steps = Files.createDirectories(routes.resolve("steps"));
        Files.writeString(
                steps.resolve("greet.camel.yaml"),
                """
                - route:
                    id: greet
                    description: Says hello.
                    routeConfigurationId: work
                    from:
                      uri: direct:greet
                      steps:
                        - log:
                            id: say-hello
                            message: hello
                """);
        Files.writeString(
                Files.createDirectories(routes.resolve("policies")).resolve("work.camel.yaml"),
                """
                - routeConfiguration:
                    id: work
                """);
        Path mappings = Files.createDirectories(routes.resolve("mappings/examples"));
        Files.writeString(mappings.resolveSibling("note.groovy"), "'a note'\n");
        Files.writeString(mappings.resolve("one.json"), "{}\n");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void isNotCheckedAgainAndRuns() {
        assertThat(checks()).isOne();
        assertThat(checks()).isZero();
        assertThat(checks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps/greet.camel.yaml",
                "policies/work.camel.yaml",
                "mappings/note.groovy",
                "mappings/examples/one.json"
            })
    void isCheckedWhereOneByteIsAnother(String file) throws IOException {
        checks();
        String before = Files.readString(routes.resolve(file));

        Files.writeString(routes.resolve(file), before + "\n");

        assertThat(checks()).isOne();
        assertThat(checks()).as("and known from then on").isZero();
        Files.writeString(routes.resolve(file), before);
        assertThat(checks()).as("as the one before is").isZero();
    }

    @Test
    void isCheckedByAnotherBuild() {
        checks();

        build = Optional.of(new Build("another", besideJar));

        assertThat(checks()).isOne();
        assertThat(checks()).isZero();
    }

    @Test
    void isCheckedAtEachStartOfWhatIsNoJar() {
        build = Optional.empty();

        assertThat(checks()).isOne();
        assertThat(checks()).isOne();
    }

    /** As bin/wonbooks --archive has it. */
    @Test
    void isKnownFromBesideTheJarToo() throws IOException {
        checks();
        Path mark = mark();
        Files.move(mark, besideJar.resolve(mark.getFileName()));

        assertThat(checks()).isZero();
    }

    @Test
    void isNotKnownByAFileWithOtherWords() throws IOException {
        checks();
        Files.writeString(mark(), "");

        assertThat(checks()).isOne();
    }

    @Test
    void whatCanNotBeWrittenDownKeepsNobodyFromStarting() throws IOException {
        Files.createDirectories(data.resolve("route-sets")
                .resolve(RouteFiles.read(routes).digest() + ".checked")
                .resolve("no-file"));

        assertThat(checks()).isOne();
        assertThat(checks()).isOne();
    }

    @Test
    void aFaultIsNamedAtEachStart(CapturedOutput output) throws IOException {
        Path file = routes.resolve("steps/greet.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("id: say-hello", "marker: x"));

        for (int start = 1; start <= 2; start++) {
            assertThatThrownBy(this::checks).isInstanceOf(RoutesRefused.class);
            assertThat(output.getOut().split(file + ":8: 'log' needs an id", -1))
                    .hasSize(start + 1);
        }
    }

    /** It is in the database, and no folder holds it. */
    @Test
    void isKnownWhereAPersonPutItToWorkToo() throws IOException {
        checks();
        String folder = RouteFiles.read(routes).digest();
        Path note = routes.resolve("mappings/note.groovy");
        String before = Files.readString(note);
        Files.writeString(note, "'another note'\n");
        RouteFiles another = RouteFiles.read(routes);
        Files.writeString(note, before);
        put(another, folder);

        assertThat(checks()).as("as after an update").isOne();
        assertThat(checks()).isZero();
    }

    private Path mark() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("route-sets"))) {
            return files.filter(file -> file.toString().endsWith(".checked"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void put(RouteFiles files, String folder) {
        try (ConfigurableApplicationContext product = start()) {
            RouteSets sets = product.getBean(RouteSets.class);
            sets.changed(sets.keep(files), 1L, Way.APPLIED, "words", folder, "admin");
        }
    }

    /** Starts it, and gives how often files were checked for that. */
    private int checks() {
        SomeRoutes.CHECKED.clear();
        try (ConfigurableApplicationContext product = start()) {
            List<Route> running = product.getBean(CamelContext.class).getRoutes();
            assertThat(running).extracting(Route::getRouteId).containsExactly("greet.1", "work-run.1");
            return SomeRoutes.CHECKED.size();
        }
    }

    private ConfigurableApplicationContext start() {
        CheckedBefore checkedBefore = new CheckedBefore(data.resolve("route-sets"), () -> build);
        return new SpringApplicationBuilder(Product.class)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("lasting", pool);
                    context.getBeanFactory().registerSingleton("checkedBefore", checkedBefore);
                })
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=none", "wonbooks.routes=" + routes, "wonbooks.data=" + data)
                .run();
    }
}
