package org.wonbooks.routes.check.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.configuration.LimitSettings;
import org.wonbooks.routes.check.flow.Duties;
import org.wonbooks.work.WorkKind;

/** What route files may rely on is there: Java's offers to them, and theirs to the queue. */
class JavaDirectsTest {

    private static Set<String> java;

    @BeforeAll
    static void readJavasRoutes() throws Exception {
        java = directConsumers();
    }

    @Test
    void everyOfferIsARouteThatJavaAnswersWith() {
        assertThat(java).containsAll(JavaDirects.NAMES);
    }

    @Test
    void everyJavaRouteThatAFileCallsIsOffered() throws IOException {
        Set<String> called = calledByFiles();
        assertThat(called).contains("work-dead-letter", "work-try-again");
        called.retainAll(java);
        assertThat(JavaDirects.NAMES).containsAll(called);
    }

    @ParameterizedTest
    @EnumSource(WorkKind.class)
    void everyKindOfWorkHasAFileThatRunsIt(WorkKind kind) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("routes"))) {
            files = all.filter(file -> file.endsWith(kind.route() + ".camel.yaml"))
                    .toList();
        }
        assertThat(files).hasSize(1);
        assertThat(Files.readString(files.get(0))).contains("uri: direct:" + kind.route() + "\n");
    }

    /** A limit of 0, as a mock would have it, is refused. */
    private static final LimitSettings LIMITS = new LimitSettings(1, 1, 1, 1);

    /** Configured as at start, with whatever they need left out: what is asked for is the routes, not a run. */
    private static Set<String> directConsumers() throws Exception {
        Set<String> names = new TreeSet<>();
        CamelContext context = new DefaultCamelContext();
        for (RouteBuilder builder : builders()) {
            builder.setCamelContext(context);
            builder.configure();
            builder.getRouteCollection().getRoutes().stream()
                    .map(route -> route.getInput().getEndpointUri())
                    .filter(uri -> uri.startsWith("direct:"))
                    .map(uri -> uri.substring("direct:".length()))
                    .forEach(names::add);
        }
        return names;
    }

    private static List<RouteBuilder> builders() throws ReflectiveOperationException {
        List<Class<?>> types = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("org.wonbooks").stream()
                        .filter(type -> type.isAssignableTo(RouteBuilder.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
        List<RouteBuilder> builders = new ArrayList<>();
        for (Class<?> type : types) {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            Object[] parts = Arrays.stream(constructor.getParameterTypes())
                    .map(JavaDirectsTest::part)
                    .toArray();
            builders.add((RouteBuilder) constructor.newInstance(parts));
        }
        return builders;
    }

    private static Object part(Class<?> type) {
        if (type == LimitSettings.class) {
            return LIMITS;
        }
        // A set's suffix.
        return type == String.class ? "" : mock(type, RETURNS_DEEP_STUBS);
    }

    private static Set<String> calledByFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .flatMap(JavaDirectsTest::lines)
                    .map(String::strip)
                    .filter(line -> line.matches("(uri|deadLetterUri): direct:.*"))
                    .map(line -> line.substring(line.indexOf("direct:") + "direct:".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A flow is run by the queue, or looks at a deal beforehand; a step is called by somebody. */
    @Test
    void everyFileIsInTheFolderOfWhatItIs() throws IOException {
        Set<String> called = calledByFiles();
        Set<String> kinds = Stream.of(WorkKind.values()).map(WorkKind::route).collect(Collectors.toSet());
        kinds.add("deal-preview");
        kinds.add("deal-preview-task");
        assertThat(Duties.mayBeCalled()).isEqualTo(kinds);
        assertThat(names("routes/flows")).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(called).containsAll(names("routes/steps"));
    }

    private static List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".camel.yaml"))
                    .map(name -> name.replace(".camel.yaml", ""))
                    .toList();
        }
    }
}
