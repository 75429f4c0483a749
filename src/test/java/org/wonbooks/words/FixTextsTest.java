package org.wonbooks.words;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.testing.SourceFiles;
import org.wonbooks.words.FixTexts.Text;

/**
 * Whatever tells a person to press or open something names what is there. What is pressed or opened stands in “…”: a
 * label of our own pages, or one of the peers' screens of which {@code docs/apis.md} says whence it is known.
 */
class FixTextsTest {

    private static final Pattern QUOTED = Pattern.compile("“([^”]+)”");
    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");
    private static final Pattern SCREEN = Pattern.compile("(?m)^\\| ([^|`]+) \\| (?:Kommo|QuickBooks) \\| [^|]+ \\|$");
    private static final Pattern PROPERTY = Pattern.compile("(?<![\\w.])((?:wonbooks|spring)\\.[a-z.-]*[a-z])");
    private static final Pattern FILE = Pattern.compile("(?<![\\w/])((?:docs/)?[\\w-]+\\.(?:md|sh))\\b");

    /** What only who calls the API knows: methods and addresses, and settings by their names in JSON. */
    private static final Pattern OF_THE_API = Pattern.compile(
            "\\b(?:PATCH|POST|GET|PUT|DELETE|curl|JSON|replay)\\b|/api/|\\b(?:won|invoice|customer|paid|fields)\\.[a-z]\\w*");

    private static final FixTexts TEXTS = new FixTexts();

    @Test
    void everyLabelThatATextNamesIsThere() {
        Set<String> quoted = Stream.concat(TEXTS.fixes().stream(), TEXTS.sentences().stream())
                .map(Text::words)
                .collect(toCollection(TreeSet::new));
        SourceFiles.in("routes").map(SourceFiles::text).forEach(quoted::add);
        Set<Pattern> labels = Stream.concat(ownLabels().stream(), screens().stream())
                .map(FixTextsTest::shown)
                .collect(toSet());

        Set<String> named = quoted.stream()
                .flatMap(words -> QUOTED.matcher(words).results())
                .map(label -> label.group(1))
                .filter(label -> label.matches(".*\\p{L}.*"))
                .collect(toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(unknown(named, labels)).isEmpty();
    }

    /** Guides for who only presses: what is bold there is on the screen. */
    @ParameterizedTest
    @ValueSource(strings = {"quick-start", "trouble", "for-sales", "for-accounting"})
    void everyLabelThatAGuideNamesIsThere(String guide) {
        Set<String> named = BOLD.matcher(SourceFiles.text(Path.of("docs/" + guide + ".md")))
                .results()
                .map(bold -> bold.group(1))
                .collect(toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(2);
        assertThat(unknown(named, ownLabels().stream().map(FixTextsTest::shown).collect(toSet())))
                .isEmpty();
    }

    /** Else a label of ours that was renamed would go on to be found among theirs. */
    @Test
    void noLabelIsOursAndTheirs() {
        assertThat(screens()).hasSizeGreaterThan(5).doesNotContainAnyElementsOf(ownLabels());
    }

    @Test
    void noFixSpeaksOfTheApi() {
        assertThat(TEXTS.fixes())
                .hasSizeGreaterThan(120)
                .noneMatch(text -> OF_THE_API.matcher(text.words()).find());
    }

    /** Who has to set a property, or to read a file, finds it. */
    @Test
    void everyPropertyAndFileThatAFixNamesIsThere() {
        String properties = SourceFiles.text(Path.of("docs/install.md"));
        assertThat(named(PROPERTY)).hasSizeGreaterThan(4).allSatisfy(name -> assertThat(properties)
                .contains("`" + name + "`"));
        assertThat(named(FILE)).isNotEmpty().allSatisfy(file -> assertThat(Path.of(file))
                .exists());
    }

    private static List<String> unknown(Set<String> named, Set<Pattern> labels) {
        return named.stream()
                .filter(label ->
                        labels.stream().noneMatch(each -> each.matcher(label).matches()))
                .toList();
    }

    private Set<String> named(Pattern pattern) {
        return TEXTS.fixes().stream()
                .flatMap(text -> pattern.matcher(text.words()).results())
                .map(MatchResult::group)
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> screens() {
        return SCREEN.matcher(SourceFiles.text(Path.of("docs/apis.md")))
                .results()
                .map(row -> row.group(1))
                .collect(toSet());
    }

    private static Set<String> ownLabels() {
        return WordsFiles.all("").values().stream()
                .filter(label -> !label.startsWith("{"))
                .collect(toSet());
    }

    /** A label as it is read: there is something else in the place of each fact. */
    private static Pattern shown(String label) {
        return Pattern.compile(Stream.of(label.replace("''", "'").split("\\{\\d}", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".+")));
    }
}
