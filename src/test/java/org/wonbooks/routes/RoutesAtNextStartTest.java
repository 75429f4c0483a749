package org.wonbooks.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.running.RouteFiles;
import org.wonbooks.running.RouteSet;
import org.wonbooks.running.RouteSets;
import org.wonbooks.running.RouteSets.Change;
import org.wonbooks.running.RouteSets.Way;
import org.wonbooks.running.RunningRoutes;
import org.wonbooks.testing.TestDatabase;

/** Which set a start goes on with: what was put to work last, unless the folder was changed since. */
@ExtendWith(OutputCaptureExtension.class)
class RoutesAtNextStartTest {

    @TempDir
    private Path routes;

    @TempDir
    private Path other;

    @TempDir
    private Path data;

    private HikariDataSource pool;
    private RouteSets sets;
    private Function<Path, List<RouteFault>> trial = copy -> List.of();

    @BeforeEach
    void firstStart() throws IOException {
        pool = TestDatabase.H2.open();
        write(routes, "hello", "end");
        assertThat(start().number()).isEqualTo(1);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void whatWasAppliedGoesOn() throws IOException {
        write(other, "good morning", "end");
        apply(other, Way.APPLIED);

        RouteSet set = start();

        assertThat(set.number()).isEqualTo(2);
        assertThat(set.digest()).isEqualTo(RouteFiles.read(other).digest());
        assertThat(set.source()).as("which nobody edits").isEqualTo(set.folder());
    }

    @Test
    void theFolderCountsWhereItWasChangedSince(CapturedOutput output) throws IOException {
        write(other, "good morning", "end");
        apply(other, Way.APPLIED);
        write(routes, "good evening", "end");

        RouteSet set = start();

        assertThat(set.digest()).isEqualTo(RouteFiles.read(routes).digest());
        assertThat(lastChange()).extracting(Change::way, Change::before).containsExactly(Way.START, 2L);
        assertThat(output)
                .contains(routes + " was changed since set 2 was put to work (words by admin), so what is there runs");
        assertThat(start()).as("and goes on").isEqualTo(set);
    }

    /** As the guide says to end with. */
    @Test
    void whatWasAppliedAndTakenOverIsTheSameSet(CapturedOutput output) throws IOException {
        write(other, "good morning", "end");
        apply(other, Way.APPLIED);
        write(routes, "good morning", "end");

        RouteSet set = start();

        assertThat(set.number()).isEqualTo(2);
        assertThat(set.source()).as("where mappings may be saved").isEqualTo(routes);
        assertThat(output).doesNotContain("was changed since");
    }

    @Test
    void whoWentBackToTheFolderRunsTheFolder() throws IOException {
        write(other, "good morning", "end");
        apply(other, Way.APPLIED);
        apply(routes, Way.ROLLED_BACK);

        RouteSet set = start();

        assertThat(set.number()).isEqualTo(1);
        assertThat(set.source()).as("where mappings may be saved").isEqualTo(routes);
    }

    @Test
    void anAppliedSetThatThisVersionRefusesSaysWhatToDo(CapturedOutput output) throws IOException {
        write(other, "good morning", "");
        apply(other, Way.APPLIED);

        assertThatThrownBy(this::start).isInstanceOf(RoutesRefused.class);

        String copy = data.resolve("route-sets")
                .resolve(RouteFiles.read(other).digest().substring(0, 16))
                .toString();
        assertThat(output)
                .contains("can't be used by this version: set 2, from words by admin")
                .contains(copy + "/steps/greet.camel.yaml:10: 'stop' needs an id")
                .contains("Change " + routes + " (wonbooks.routes), and a start runs what is there")
                .doesNotContain("\tat ");
        write(routes, "good evening", "end");
        assertThat(start().number()).as("as it says").isEqualTo(3);
    }

    @Test
    void aChangedFolderIsHeldToItsExamples(CapturedOutput output) throws IOException {
        write(routes, "good evening", "end");
        trial = copy -> List.of(new RouteFault(copy.resolve("mappings/invoice.groovy"), 3, "is otherwise"));

        assertThatThrownBy(this::start).isInstanceOf(RoutesRefused.class);

        assertThat(output).contains(routes.resolve("mappings/invoice.groovy") + ":3: is otherwise");
        write(routes, "hello", "end");
        assertThat(start().number()).as("what ran before is not tried again").isEqualTo(1);
    }

    private RouteSet start() {
        RouteTrial examples = new RouteTrial() {
            @Override
            public List<RouteFault> faults(Path copy) {
                return trial.apply(copy);
            }

            @Override
            public boolean isOfFilesAlone() {
                return true;
            }
        };
        try (ConfigurableApplicationContext product = new SpringApplicationBuilder(RoutesAtStartTest.Product.class)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("lasting", pool);
                    context.getBeanFactory().registerSingleton("examples", examples);
                })
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=none", "wonbooks.routes=" + routes, "wonbooks.data=" + data)
                .run()) {
            sets = product.getBean(RouteSets.class);
            return product.getBean(RunningRoutes.class).current().set();
        }
    }

    private Change lastChange() {
        return sets.last().orElseThrow();
    }

    private void apply(Path folder, Way way) throws IOException {
        long before = lastChange().set();
        long number = sets.keep(RouteFiles.read(folder));
        sets.changed(number, before, way, "words", RouteFiles.read(routes).digest(), "admin");
    }

    private static void write(Path folder, String words, String id) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("steps")).resolve("greet.camel.yaml"),
                """
                - route:
                    id: greet
                    description: Says hello.
                    from:
                      uri: direct:greet
                      steps:
                        - log:
                            id: say-hello
                            message: %s
                        - stop: {%s}
                """
                        .formatted(words, id.isEmpty() ? "" : "id: " + id));
    }
}
