package org.wonbooks.words;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.decision.Cause;
import org.wonbooks.words.FixTexts.Text;

/**
 * Each cause is said in each language, by the same facts, and tells to press what is on the screen in that language.
 */
class ReasonWordsTest {

    /** Without what is put together from statements, in thousands of ways. */
    private static final String SAID = new FixTexts()
            .sentences().stream()
                    .map(Text::words)
                    .filter(words -> !words.startsWith("(select "))
                    .distinct()
                    .collect(joining("\n"));

    private static final Pattern FACT = Pattern.compile("\\{\\w+}");
    private static final Pattern QUOTED = Pattern.compile("“([^”{]+)”");

    @ParameterizedTest
    @ValueSource(strings = {"fr", "es", "pt"})
    void aLanguageSaysEachCauseByItsFacts(String language) {
        Map<String, String> words = WordsFiles.part(WordsFiles.REASONS, language);

        for (Cause cause : Cause.values()) {
            assertThat(facts(words.get(cause.name()))).as(cause.name()).isEqualTo(facts(cause.words()));
            assertThat(facts(words.get(cause.name() + ".fix")))
                    .as("what to do about " + cause)
                    .isEqualTo(facts(cause.fix()));
        }
    }

    /** Labels are in English there, and become those that the reader sees. */
    @ParameterizedTest
    @ValueSource(strings = {"fr", "es", "pt"})
    void aLanguageNamesTheSameLabels(String language) {
        Map<String, String> words = WordsFiles.part(WordsFiles.REASONS, language);

        for (Cause cause : Cause.values()) {
            assertThat(quoted(words.get(cause.name() + ".fix")))
                    .as(cause.name())
                    .isEqualTo(quoted(cause.fix()));
        }
    }

    /** What Java says has its English text for a key. */
    @Test
    void aTextIsSaidInJava() {
        assertThat(WordsFiles.part(WordsFiles.TEXTS, "fr").keySet())
                .filteredOn(key -> !Stream.of(key.split("\\{\\d[*+#]?}")).allMatch(SAID::contains))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "es", "pt"})
    void aTextHasItsFactsAndLabels(String language) {
        Map<String, String> words = WordsFiles.part(WordsFiles.TEXTS, language);

        assertThat(words.keySet())
                .isEqualTo(WordsFiles.part(WordsFiles.TEXTS, "fr").keySet());
        words.forEach((english, text) -> {
            assertThat(facts(text)).as(english).isEqualTo(facts(english.replaceAll("[*+#]}", "}")));
            assertThat(quoted(text)).as(english).containsAll(quoted(english));
        });
    }

    private static Set<String> facts(String text) {
        return text == null
                ? null
                : FACT.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
    }

    private static Set<String> quoted(String text) {
        return text == null
                ? Set.of()
                : QUOTED.matcher(text).results().map(label -> label.group(1)).collect(toCollection(TreeSet::new));
    }
}
