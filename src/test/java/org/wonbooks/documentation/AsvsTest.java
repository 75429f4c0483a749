package org.wonbooks.documentation;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.SourceFiles;

/**
 * {@code docs/asvs.md} has a row for each item, and behind each of our bar a test that there is, or why there is none.
 */
class AsvsTest {

    /** What we hold ourselves to: what applies of levels 1 and 2, and some of level 3. */
    private static final String BAR =
            """
            1.1.1 1.1.2 1.2.1 1.2.2 1.2.4 1.2.10 1.3.2 1.3.3 1.3.6 1.3.7 1.3.8 1.3.11 1.3.12 1.4.2 1.5.1 1.5.2 1.5.3
            2.1.1 2.1.2 2.1.3 2.2.1 2.2.2 2.2.3 2.3.1 2.3.2 2.3.3 2.3.4 2.3.5 2.4.1
            3.2.1 3.2.2 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.3 3.4.4 3.4.5 3.4.6 3.5.1 3.5.3 3.7.2
            4.1.1 4.1.2 4.1.3 4.1.4 4.1.5 4.2.1 5.3.2
            6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.3.1 6.3.2 6.3.4
            7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 8.2.1 8.2.2 8.3.1 8.4.1 8.4.2
            10.1.1 10.1.2 10.2.1 10.2.2 10.2.3 10.4.10
            11.1.1 11.2.1 11.2.2 11.2.3 11.2.4 11.2.5 11.3.1 11.3.2 11.3.3 11.3.4 11.4.1 11.5.1
            12.1.1 12.1.2 12.2.1 12.3.1 12.3.2
            13.1.1 13.1.2 13.1.3 13.1.4 13.2.2 13.2.3 13.2.4 13.2.5 13.2.6 13.3.1 13.3.2 13.3.4 13.4.1 13.4.2 13.4.4 13.4.5
            14.1.1 14.1.2 14.2.1 14.2.4 14.2.6 14.2.7 14.3.2
            15.1.1 15.1.2 15.1.3 15.2.1 15.2.2 15.2.3 15.2.4 15.3.2 15.3.3 15.3.7 15.4.1 15.4.2 15.4.3
            16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.5.1 16.5.2 16.5.3 16.5.4
            """;

    /** The items of levels 1 and 2, and those of level 3 that are ours. */
    private static final int ALL = 276;

    private static final String PAGE = SourceFiles.text(Path.of("docs/asvs.md"));

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (\\d+\\.\\d+\\.\\d+) \\| ([123]) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");

    private record Row(String item, String test) {}

    @Test
    void eachItemOfOurBarHasItsRow() {
        assertThat(rows())
                .extracting(Row::item)
                .containsExactlyInAnyOrder(BAR.strip().split("\\s+"));
    }

    @Test
    void eachRowNamesTestsThatThereAreOrSaysWhyThereIsNone() {
        Set<String> tests = SourceFiles.in("src/test/java")
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(toSet());

        assertThat(rows()).allSatisfy(row -> {
            if (row.test().matches("(open|reason): \\S.{5,}")) {
                return;
            }
            assertThat(row.test()).as(row.item()).matches("`\\w+`(, `\\w+`)*");
            assertThat(tests)
                    .as(row.item())
                    .containsAll(Arrays.asList(row.test().replace("`", "").split(", ")));
        });
    }

    /** Also what has no place here is said, once. */
    @Test
    void noItemOfLevelOneAndTwoIsPassedOver() {
        List<String> items = Pattern.compile("(?m)^\\| (\\d+\\.\\d+\\.\\d+(?:, \\d+\\.\\d+\\.\\d+)*) \\|")
                .matcher(PAGE)
                .results()
                .flatMap(row -> Stream.of(row.group(1).split(", ")))
                .toList();

        assertThat(items).hasSize(ALL).doesNotHaveDuplicates();
    }

    private static List<Row> rows() {
        return ROW.matcher(PAGE)
                .results()
                .map(row -> new Row(row.group(1), row.group(5)))
                .toList();
    }
}
