package org.wonbooks.routes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
