package org.wonbooks.console.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Java says to people in English, in other languages: {@code words/texts} has it by the English text, with
 * {@code {0}} for what only a run knows, {@code {0#}} for a number, <code>{0*}</code> for a part that is a text of its
 * own, and {@code {0+}} for one that may be.
 */
final class Texts {

    private static final Pattern FACT = Pattern.compile("\\{(\\d)([*+#]?)}");

    private static final Texts NONE = new Texts(List.of());

    private static final Map<String, Texts> SPOKEN = Map.of("fr", read("fr"), "es", read("es"), "pt", read("pt"));

    private final List<Sentence> sentences;

    private Texts(List<Sentence> sentences) {
        this.sentences = sentences;
    }

    /** English has none: it is said as it came. */
    static Texts in(Locale locale) {
        return SPOKEN.getOrDefault(locale.getLanguage(), NONE);
    }

    private static Texts read(String language) {
        ResourceBundle words = ResourceBundle.getBundle("words/texts", Locale.forLanguageTag(language));
        return new Texts(words.keySet().stream()
                .map(english -> Sentence.of(english, words.getString(english)))
                // The one that says most of it comes first.
                .sorted(Comparator.comparing(Sentence::letters).reversed().thenComparing(Sentence::said))
                .toList());
    }

    /**
     * The text in the language; empty: it has none there.
     *
     * @param fact says what only a run knows
     * @param part says a part that is a text of its own; empty: it is none
     */
    Optional<String> say(String text, UnaryOperator<String> fact, Function<String, Optional<String>> part) {
        return sentences.stream()
                .flatMap(sentence -> sentence.say(text, fact, part).stream())
                .findFirst();
    }

    /**
     * By which a text is known, whatever its facts are. Each fact ends where what follows comes first, and is looked at
     * once: whoever writes a long name costs no more than its length.
     */
    static Pattern pattern(String english, Pattern fact) {
        String[] words = fact.split(english, -1);
        List<String> facts =
                fact.matcher(english).results().map(MatchResult::group).toList();
        StringBuilder pattern = new StringBuilder("(?s)").append(Pattern.quote(words[0]));
        for (int i = 0; i < facts.size(); i++) {
            String any = facts.get(i).endsWith("#}") ? "\\d[\\d,.]*" : ".+";
            String follows = Pattern.quote(words[i + 1]);
            boolean last = i == facts.size() - 1;
            pattern.append(last ? "(" + any + ")" + follows : "(?>(" + any + "?)" + follows + ")");
        }
        return Pattern.compile(pattern.toString());
    }

    /** @param kinds of its facts */
    private record Sentence(Pattern english, List<String> kinds, String said, int letters) {

        static Sentence of(String english, String said) {
            List<String> kinds =
                    FACT.matcher(english).results().map(fact -> fact.group(2)).toList();
            int letters = FACT.matcher(english).replaceAll("").length();
            return new Sentence(pattern(english, FACT), kinds, said, letters);
        }

        Optional<String> say(String text, UnaryOperator<String> fact, Function<String, Optional<String>> part) {
            Matcher found = english.matcher(text);
            if (!found.matches()) {
                return Optional.empty();
            }
            List<String> facts = new ArrayList<>();
            for (int i = 0; i < kinds.size(); i++) {
                String group = found.group(i + 1);
                Optional<String> told =
                        switch (kinds.get(i)) {
                            case "*" -> part.apply(group);
                            case "+" -> part.apply(group).or(() -> Optional.of(fact.apply(group)));
                            default -> Optional.of(fact.apply(group));
                        };
                if (told.isEmpty()) {
                    return told;
                }
                facts.add(told.get());
            }
            return Optional.of(FACT.matcher(said).replaceAll(place -> Matcher.quoteReplacement(fact(place, facts))));
        }

        private static String fact(MatchResult place, List<String> facts) {
            return facts.get(Integer.parseInt(place.group(1)));
        }
    }
}
