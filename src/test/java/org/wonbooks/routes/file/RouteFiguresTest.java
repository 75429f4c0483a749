package org.wonbooks.routes.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How much an integrator has to read. {@code -Dwonbooks.figures.routes=DIRECTORY} counts other routes in the same way,
 * and holds them to nothing.
 */
class RouteFiguresTest {

    private static final String ROUTES = System.getProperty("wonbooks.figures.routes", "routes");

    /** What a deal does not come into that is won for the first time and meets no fault. */
    private static final Pattern PASSED_BY = Pattern.compile(
            "if-in-shadow|if-a-call-was-in-doubt|if-the-deal-was-edited|if-it-was-begun|if-there-is-something-to-send"
                    + "|while-something-is-missing|if-there-is-news");

    /** What is Java's, where a step of YAML calls it. */
    private static final Pattern JAVA =
            Pattern.compile("(kommo|quickbooks|sql):.*|direct:.*-call|direct:quickbooks-write");

    private static final Pattern CALL =
            Pattern.compile("(kommo|quickbooks):.*|direct:(kommo|quickbooks)-call|direct:quickbooks-write");

    private final List<RouteFile> files = new ArrayList<>();

    RouteFiguresTest() throws IOException {
        Path directory = Path.of(ROUTES);
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.filter(path -> path.toString().endsWith(RouteFile.SUFFIX))
                    .filter(path -> !path.toString().contains("policies"))
                    .sorted()
                    .forEach(path ->
                            RouteFile.read(directory, path, new ArrayList<>()).ifPresent(files::add));
        }
    }

    @Test
    void integratorsHaveLittleToRead() {
        long lines =
                files.stream().mapToLong(file -> file.text().lines().count()).sum();
        Set<String> methods = all("method", "bean", RouteFiguresTest::method);
        Set<String> variables = all("setVariable", "parameters", RouteFiguresTest::variable);
        List<Entry> way = way("direct:deal-won");
        long changes = 2 * way.stream().filter(RouteFiguresTest::isJava).count();
        Set<String> calls = all("to", "to", to -> CALL.matcher(to.text("uri")).matches() ? id(to) : "");
        System.out.printf(
                "Routes: %d files, %d lines, %d bean methods %s, %d variables %s, %d changes between YAML and Java for a"
                        + " won deal, %d steps that call an API%n",
                files.size(), lines, methods.size(), methods, variables.size(), variables, changes, calls.size());
        if (ROUTES.equals("routes")) {
            assertThat(files).hasSizeLessThanOrEqualTo(55);
            assertThat(lines).isLessThanOrEqualTo(2000);
            assertThat(methods).hasSizeLessThanOrEqualTo(70);
            assertThat(variables).hasSizeLessThanOrEqualTo(25);
            assertThat(changes).isLessThanOrEqualTo(50);
        }
    }

    private Set<String> all(String name, String orName, Function<Entry, String> figure) {
        return files.stream()
                .flatMap(file -> file.root().walk())
                .filter(entry -> entry.isMapping()
                        && (entry.name().equals(name) || entry.name().equals(orName)))
                .map(figure)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String method(Entry call) {
        return call.text("ref").isEmpty() ? "" : call.text("ref") + "." + call.text("method");
    }

    private static String variable(Entry step) {
        return step.name().equals("setVariable") ? step.text("name") : step.text("into");
    }

    private static String id(Entry step) {
        return step.text("id") + "@" + step.line();
    }

    /** The steps that a run comes through, a route that is called step by step in its place. */
    private List<Entry> way(String direct) {
        Map<String, Entry> routes = files.stream()
                .flatMap(file -> file.all("route"))
                .collect(Collectors.toMap(route -> "direct:" + route.text("id"), route -> route));
        List<Entry> way = new ArrayList<>();
        walk(routes.get(direct).get("from").orElseThrow(), routes, way);
        return way;
    }

    private static void walk(Entry at, Map<String, Entry> routes, List<Entry> way) {
        if (at.name().equals("doCatch") || at.name().equals("otherwise")) {
            return;
        }
        if (at.isMapping()) {
            way.add(at);
            Entry called = at.name().equals("to") ? routes.get(at.text("uri")) : null;
            if (called != null) {
                walk(called.get("from").orElseThrow(), routes, way);
            }
        }
        Stream.concat(at.entries().stream(), at.items().stream())
                .filter(below -> !(below.name().equals("steps")
                        && PASSED_BY.matcher(at.text("id")).find()))
                .forEach(below -> walk(below, routes, way));
    }

    private static boolean isJava(Entry step) {
        return switch (step.name()) {
            case "bean", "method", "groovy", "unmarshal", "marshal" -> true;
            case "to" -> JAVA.matcher(step.text("uri")).matches();
            default -> false;
        };
    }
}
