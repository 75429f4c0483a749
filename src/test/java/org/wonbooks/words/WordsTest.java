package org.wonbooks.words;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.words.FixTexts.Text;
import org.wonbooks.words.TemplateKeys.Asked;

/** The words of the pages are whole in each language, can be filled in, and are those that pages ask for. */
class WordsTest {

    private static final Pattern FACT = Pattern.compile("\\{(\\d)");
    private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");

    /** Each of them decides in some text. */
    private static final List<Integer> COUNTS = List.of(0, 1, 2, 12_345);

    @ParameterizedTest
    @ValueSource(strings = {"fr", "es", "pt"})
    void aLanguageHasAllWords(String language) {
        for (String part : WordsFiles.parts()) {
            Map<String, String> english = WordsFiles.part(part, "");
            Map<String, String> words = WordsFiles.part(part, language);
            assertThat(words.keySet()).as(part).isEqualTo(english.keySet());
            words.forEach((key, text) -> {
                assertThat(text).as(key).isNotBlank();
                assertThat(facts(text)).as(key).isEqualTo(facts(english.get(key)));
            });
        }
    }

    /** A text without facts is shown as it is, apostrophes and all; one with facts is read by {@link MessageFormat}. */
    @ParameterizedTest
    @ValueSource(strings = {"", "fr", "es", "pt"})
    void aTextCanBeFilledIn(String language) {
        WordsFiles.all(language).forEach((key, text) -> {
            if (facts(text).isEmpty()) {
                assertThat(text).as(key).doesNotContain("''", "{", "}");
                return;
            }
            assertThat(text).as(key).doesNotContainPattern(LONE_APOSTROPHE);
            MessageFormat format = new MessageFormat(text, Locale.forLanguageTag(language));
            for (int count : COUNTS) {
                Object[] given = Stream.of("{0,", "{1,", "{2,", "{3,", "{4,")
                        .map(choice -> text.contains(choice) ? (Object) count : "fact")
                        .toArray();
                String said = format.format(given);
                assertThat(said).as(key).doesNotContain("{", "}", "''").isNotBlank();
            }
        });
    }

    @Test
    void whatATemplateAsksForIsThere() {
        Map<String, String> words = WordsFiles.all("");
        List<Asked> asked = TemplateKeys.all().stream()
                .filter(each -> !each.key().contains("{…}"))
                .toList();

        assertThat(asked).hasSizeGreaterThan(100);
        assertThat(asked.stream().filter(each -> !words.containsKey(each.key())))
                .isEmpty();
        assertThat(asked.stream()
                        .filter(each ->
                                each.facts() == facts(words.get(each.key())).isEmpty()))
                .as("asked with facts and has none, or the other way round")
                .isEmpty();
    }

    @Test
    void noWordIsThereForNothing() {
        Set<Pattern> asked = Stream.concat(
                        TemplateKeys.all().stream().map(Asked::key),
                        new FixTexts().sentences().stream().map(Text::words))
                .filter(key -> key.matches("[a-z][\\w-]*\\.[\\w{}….-]*"))
                .map(WordsTest::pattern)
                .collect(toSet());

        assertThat(WordsFiles.all("").keySet())
                .filteredOn(key ->
                        asked.stream().noneMatch(each -> each.matcher(key).matches()))
                .isEmpty();
    }

    private static Set<String> facts(String text) {
        return FACT.matcher(text)
                .results()
                .map((MatchResult fact) -> fact.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Pattern pattern(String key) {
        return Pattern.compile(
                Stream.of(key.split("\\{…}", -1)).map(Pattern::quote).collect(Collectors.joining("[\\w.-]+")));
    }
}
