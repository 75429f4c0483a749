package org.wonbooks.routes.check.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever meets a name that is gone finds it in the guide too. */
class RemovedNamesTest {

    static Stream<String> names() {
        return Stream.of(
                        RemovedNames.DIRECTS.keySet().stream().map(name -> "direct:" + name),
                        RemovedNames.VARIABLES.keySet().stream(),
                        RemovedNames.BEANS.keySet().stream())
                .flatMap(name -> name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachIsInTheTableOfTheGuide(String name) throws Exception {
        assertThat(Files.readString(Path.of("docs/upgrade.md"))).contains("\n| `" + name + "` |");
    }
}
