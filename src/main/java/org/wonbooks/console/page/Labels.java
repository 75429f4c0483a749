package org.wonbooks.console.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What Java tells a person to do is in English for all, and quotes what to press in “…”. The reader of another language
 * is told the label that is on the screen.
 */
@Component
class Labels {

    private static final Pattern QUOTED = Pattern.compile("“([^“”]+)”");
    private static final String FACT = "{0}";

    private final MessageSource words;
    private final List<String> parts;

    Labels(MessageSource words, @Value("${spring.messages.basename}") List<String> parts) {
        this.words = words;
        this.parts = parts;
    }

    /** The same text, with the labels in the reader's language; what is no label of ours stays. */
    String in(Locale locale, String text) {
        return text == null || locale.getLanguage().equals(Locale.ENGLISH.getLanguage())
                ? text
                : QUOTED.matcher(text)
                        .replaceAll(label -> Matcher.quoteReplacement(quoted(label(label, locale), locale)));
    }

    private String quoted(String label, Locale locale) {
        return words.getMessage("quoted.label", new Object[] {label}, locale);
    }

    private String label(MatchResult quoted, Locale locale) {
        String english = quoted.group(1);
        return parts.stream()
                .map(part -> ResourceBundle.getBundle(part, Locale.ROOT))
                .flatMap(part -> part.keySet().stream()
                        .sorted()
                        .flatMap(key -> fact(part.getString(key), english)
                                .map(fact -> words.getMessage(key, new Object[] {fact}, locale))
                                .stream()))
                .findFirst()
                .orElse(english);
    }

    /** What the text has in the place of the label's fact; empty: it is another label. */
    private static Optional<String> fact(String label, String text) {
        int at = label.indexOf(FACT);
        if (at <= 0) {
            return label.equals(text) ? Optional.of("") : Optional.empty();
        }
        String end = label.substring(at + FACT.length());
        return text.startsWith(label.substring(0, at)) && text.endsWith(end) && text.length() > at + end.length()
                ? Optional.of(text.substring(at, text.length() - end.length()))
                : Optional.empty();
    }
}
