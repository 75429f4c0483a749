package org.wonbooks.words;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.decision.Cause;
import org.wonbooks.words.FixTexts.Text;

/**
 * Each cause is said in each language, by the same facts, and tells to press what is on the screen in that language.
 */
class ReasonWordsTest {

    private static final Pattern FACT = Pattern.compile("\\{\\w+}");
    private static final Pattern QUOTED = Pattern.compile("[“«]\u00A0?([^”»]+?)\u00A0?[”»]");

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

    @ParameterizedTest
    @ValueSource(strings = {"fr", "es", "pt"})
    void whatToPressIsOnTheScreen(String language) {
        Map<String, String> words = WordsFiles.part(WordsFiles.REASONS, language);

        for (Cause cause : Cause.values()) {
            List<String> english = quoted(cause.fix());
            List<String> said = quoted(words.get(cause.name() + ".fix"));
            assertThat(said).as(cause.name()).hasSameSizeAs(english);
            for (int i = 0; i < said.size(); i++) {
                assertThat(labels(english.get(i), language)).as(cause.name()).contains(said.get(i));
            }
        }
    }

    /** What facts say in words has its English text for a key. */
    @ParameterizedTest
    @ValueSource(strings = {"fr", "es", "pt"})
    void nothingElseIsTranslatedThanWhatIsSaid(String language) {
        Set<String> said = new FixTexts().sentences().stream().map(Text::words).collect(toSet());
        Set<String> causes = Set.of(Cause.values()).stream().map(Cause::name).collect(toSet());

        assertThat(WordsFiles.part(WordsFiles.REASONS, language).keySet())
                .filteredOn(key -> !causes.contains(key.replace(".fix", "")))
                .hasSizeGreaterThan(10)
                .allSatisfy(key -> assertThat(said).contains(key.replace("{}", "{…}")));
    }

    /** As the screen has it; one of a peer's screens is called as it is in English. */
    private static Set<String> labels(String english, String language) {
        Map<String, String> own = WordsFiles.all("");
        Map<String, String> words = WordsFiles.all(language);
        Set<String> labels = own.entrySet().stream()
                .filter(label -> label.getValue().equals(english))
                .map(label -> words.get(label.getKey()))
                .collect(toSet());
        return labels.isEmpty() ? Set.of(english) : labels;
    }

    private static Set<String> facts(String text) {
        return text == null
                ? null
                : FACT.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
    }

    /** Names are no labels. */
    private static List<String> quoted(String text) {
        return text == null
                ? List.of()
                : QUOTED.matcher(text)
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.startsWith("{"))
                        .toList();
    }
}
