package org.wonbooks.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.configuration.RetrySettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.routes.check.RouteCheck;
import org.wonbooks.routes.load.RouteLoader;
import org.wonbooks.running.RouteSets;
import org.wonbooks.running.RunningRoutes;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.run.WorkOutcomes;

@ExtendWith(OutputCaptureExtension.class)
class RoutesAtStartTest {

    private static final String ROUTE =
            """
            - route:
                id: greet
                description: Says hello.
                from:
                  uri: direct:greet
                  steps:
                    - log:
                        id: say-hello
                        message: hello
                    - %s
            """;

    @TempDir
    Path routes;

    @TempDir
    Path data;

    @EnableConfigurationProperties(WonbooksSettings.class)
    @Import({
        SomeRoutes.class,
        RouteFolders.class,
        RouteLoader.class,
        RunningRoutes.class,
        RouteSets.class,
        DatabaseKind.class,
        DatabaseTime.class
    })
    @ImportAutoConfiguration(CamelAutoConfiguration.class)
    static class Product {

        /** Unless a test has one that outlives a start. */
        @Bean
        @ConditionalOnMissingBean
        DataSource pool() {
            return TestDatabase.H2.open();
        }

        @Bean
        @ConditionalOnMissingBean
        CheckedBefore checkedBefore(RouteFolders folders) {
            return new CheckedBefore(folders);
        }

        /** Nothing is run here. */
        @Bean
        WorkOutcomes outcomes() {
            RetrySettings retry = new RetrySettings(List.of());
            return new WorkOutcomes(
                    null,
                    null,
                    null,
                    retry,
                    new WorkSettings(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO),
                    List.of());
        }

        @Bean
        JdbcClient jdbc(DataSource pool) {
            return JdbcClient.create(pool);
        }
    }

    /** What it starts on lacks most of what the product needs. */
    static class SomeRoutes extends RoutesAtStart {

        /** The copies that were checked. */
        static final List<Path> CHECKED = new CopyOnWriteArrayList<>();

        SomeRoutes(
                RouteFolders folders,
                CheckedBefore checkedBefore,
                ObjectProvider<RouteBuilder> builders,
                ObjectProvider<CamelContext> camel,
                ObjectProvider<RouteLoader> loader,
                ObjectProvider<RouteSets> sets,
                ObjectProvider<RunningRoutes> running,
                ObjectProvider<RouteTrial> trials) {
            super(folders, checkedBefore, builders, camel, loader, sets, running, trials);
        }

        @Override
        RouteCheck.Result check(Path folder) {
            CHECKED.add(folder);
            return RouteCheck.some(folder);
        }
    }

    @Test
    void startsOnGoodRoutes() throws Exception {
        write("stop: {id: end}");

        try (ConfigurableApplicationContext product = start()) {
            assertThat(routes(product.getBean(CamelContext.class))).containsExactly("greet.1", "work-run.1");
        }
    }

    /** Its routes are given in an order that would not do. */
    @Test
    void opensTheDoorsFirstAndSetsTheClocksGoingLast() throws Exception {
        write("stop: {id: end}");
        List<String> whenCamelHadStarted = new ArrayList<>();
        ApplicationListener<ApplicationStartedEvent> look = event ->
                whenCamelHadStarted.addAll(routes(event.getApplicationContext().getBean(CamelContext.class)));

        try (ConfigurableApplicationContext product =
                product(DoorAndClock.class).listeners(look).run()) {
            assertThat(whenCamelHadStarted).containsExactly("door");
            assertThat(routes(product.getBean(CamelContext.class)))
                    .containsExactly("door", "greet.1", "work-run.1", "clock");
        }
    }

    static class DoorAndClock {

        @Bean
        RouteBuilder clock() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("timer:clock").routeId("clock").stop();
                }
            };
        }

        @Bean
        RouteBuilder door() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:door").routeId("door").stop();
                }

                @Override
                public int getOrder() {
                    return HIGHEST;
                }
            };
        }
    }

    private static List<String> routes(CamelContext camel) {
        return camel.getRoutes().stream().map(Route::getRouteId).toList();
    }

    @Test
    void refusesFaultyRoutesInFileLineAndReason(CapturedOutput output) throws Exception {
        Path file = write("stop: {}");

        assertThatThrownBy(this::start).isInstanceOf(RoutesRefused.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START", file + ":10: 'stop' needs an id", "--check " + routes)
                .doesNotContain("\tat ");
    }

    @Test
    void namesTheDirectoryThatIsMissing(CapturedOutput output) {
        routes = routes.resolve("none");

        assertThatThrownBy(this::start).isInstanceOf(RoutesRefused.class);

        assertThat(output).contains(routes + ": there is no such directory");
    }

    /** Only Camel, with all settings there, can tell. */
    @Test
    void saysWhatCamelRefusesInFileLineAndReason(CapturedOutput output) throws Exception {
        Path file = write("log: {id: ask, message: '{{no.such.setting}}'}");

        assertThatThrownBy(this::start).isInstanceOf(Exception.class);

        assertThat(output)
                .contains(file + ":10: Property with key [no.such.setting]")
                .doesNotContain("\tat ");
    }

    private Path write(String step) throws Exception {
        Path file = Files.createDirectories(routes.resolve("steps")).resolve("greet.camel.yaml");
        return Files.writeString(file, ROUTE.formatted(step));
    }

    private ConfigurableApplicationContext start() {
        return product().run();
    }

    private SpringApplicationBuilder product(Class<?>... more) {
        return new SpringApplicationBuilder(Product.class)
                .sources(more)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=none", "wonbooks.routes=" + routes, "wonbooks.data=" + data);
    }
}
