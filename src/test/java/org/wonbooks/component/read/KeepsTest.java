package org.wonbooks.component.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wonbooks.routes.check.product.BeanIndex;
import org.wonbooks.testing.SourceFiles;

/** What beans say that they keep is what is kept, no more and no less: as the code itself names it. */
class KeepsTest {

    private static final Pattern KEEP = Pattern.compile("\\brun\\.keep\\(\\s*([\\w.]+|\"\\w+\"),");
    private static final Pattern CONSTANT = Pattern.compile("\\bString (\\w+) = (\"\\w+\");");

    /** Named by a local variable; what it is stands beside it. */
    private static final Map<String, Set<String>> BY_A_LOCAL_NAME =
            Map.of("BilledParties.name", Set.of("contact", "company"), "DealFields.name", Set.of());

    private final Map<String, String> constants = new TreeMap<>();

    @Test
    void namesAreThoseThatAreKept() {
        Set<Path> files = SourceFiles.in("src/main/java").collect(Collectors.toSet());
        files.forEach(file -> CONSTANT.matcher(SourceFiles.text(file))
                .results()
                .forEach(found -> constants.put(name(file) + "." + found.group(1), found.group(2))));
        Set<String> kept = files.stream()
                .flatMap(file -> KEEP.matcher(SourceFiles.text(file)).results().flatMap(found -> names(file, found)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(declared()).isEqualTo(kept);
    }

    private Stream<String> names(Path file, MatchResult found) {
        String written = found.group(1);
        String constant = constants.get(written.contains(".") ? written : name(file) + "." + written);
        String text = constant == null ? written : constant;
        return text.startsWith("\"")
                ? Stream.of(text.replace("\"", ""))
                : BY_A_LOCAL_NAME.get(name(file) + "." + written).stream();
    }

    private static Set<String> declared() {
        BeanIndex beans = new BeanIndex();
        return beans.names(Object.class)
                .flatMap(name -> beans.type(name).stream())
                .flatMap(type -> Stream.of(type.getAnnotationsByType(Keeps.class)))
                .map(Keeps::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
