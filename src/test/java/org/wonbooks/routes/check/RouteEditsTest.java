package org.wonbooks.routes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonbooks.testing.RouteEdit;

/**
 * What an integrator does to the shipped routes: wrong edits are caught before anything starts, right ones are taken.
 */
class RouteEditsTest {

    @TempDir
    Path folder;

    static Stream<RouteEdit> wrong() {
        return RouteEdit.wrong("check");
    }

    static Stream<RouteEdit> right() {
        return RouteEdit.right();
    }

    @ParameterizedTest
    @MethodSource
    void wrong(RouteEdit edit) throws IOException {
        List<String> faults = faults(edit);

        String place = edit.place(folder.resolve("routes"));
        assertThat(faults)
                .anySatisfy(fault -> assertThat(fault).startsWith(place).contains(edit.text("words")));
    }

    @ParameterizedTest
    @MethodSource
    void right(RouteEdit edit) throws IOException {
        assertThat(faults(edit)).isEmpty();
    }

    /** What the guide offers to put into the map at the end of the invoice. */
    static Stream<String> guided() throws IOException {
        return Pattern.compile("(?ms)^```groovy\\n( {4}\\w+ *: .*?\\n)```$")
                .matcher(Files.readString(Path.of("docs/edit-routes.md")))
                .results()
                .map(example -> example.group(1));
    }

    @ParameterizedTest
    @MethodSource
    void guided(String lines) throws IOException {
        String end = "].findAll { it.value != null && it.value != [] }";
        assertThat(faults(new RouteEdit(
                        "mappings/invoice.groovy",
                        Map.of("file", "mappings/invoice.groovy", "replace", end, "by", lines + end))))
                .isEmpty();
    }

    @Test
    void thereAreManyOfBoth() {
        assertThat(wrong()).hasSizeGreaterThan(40);
        assertThat(right()).hasSizeGreaterThan(15);
    }

    private List<String> faults(RouteEdit edit) throws IOException {
        Path routes = folder.resolve("routes");
        edit.make(routes);
        return RouteCheck.check(routes).stream()
                .map(fault -> fault.toString().substring(routes.toString().length() + 1))
                .toList();
    }
}
