package org.wonbooks.console.page;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Why;

/**
 * What a cause says, in the reader's language: in English its own words, in others those of {@code words/reasons}, each
 * with the same facts. These bundles also have what facts say in words, by the English text; what is not there stays
 * English.
 */
final class Reasons {

    private static final Pattern AMOUNT = Pattern.compile("(-?[\\d,]+(?:\\.\\d+)?)(?: ([A-Z]{3}))?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /** What only a run knows, in a key. */
    private static final String ANY = "{}";

    private final Show show;

    /** Null: English. */
    private final ResourceBundle words;

    Reasons(Show show, Locale locale) {
        this.show = show;
        words = locale.getLanguage().equals(Locale.ENGLISH.getLanguage())
                ? null
                : ResourceBundle.getBundle("words/reasons", locale);
    }

    String reason(Why why) {
        return why.decided() == null ? why.reason() : reason(why.decided(), why.currency());
    }

    private String reason(Reason reason, String currency) {
        String said = words == null
                ? reason.cause().words()
                : words.getString(reason.cause().name());
        return fill(said, reason, currency);
    }

    String fix(Why why) {
        Reason reason = why.decided();
        if (reason == null || why.fix() == null) {
            return why.fix();
        }
        String said = words == null
                ? reason.cause().fix()
                : words.getString(reason.cause().name() + ".fix");
        return fill(said, reason, why.currency());
    }

    /** An amount and its currency stay together. */
    private String fill(String said, Reason reason, String currency) {
        return Reason.fill(said.replace("} {", "}\u00A0{"), name -> {
            boolean currencyFollows = said.contains("{" + name + "} {");
            return fact(reason, name, currencyFollows ? null : currency);
        });
    }

    private String fact(Reason reason, String name, String currency) {
        String value = reason.fact(name, part -> reason(part, currency));
        Matcher amount = AMOUNT.matcher(value);
        if (reason.cause().isMoney(name) && amount.matches()) {
            String own = amount.group(2);
            return show.money(new BigDecimal(amount.group(1).replace(",", "")), own == null ? currency : own);
        }
        if (DAY.matcher(value).matches()) {
            return show.day(LocalDate.parse(value));
        }
        return inWords(value);
    }

    private String inWords(String value) {
        return words == null
                ? value
                : words.keySet().stream()
                        .map(key -> pattern(key)
                                .matcher(value)
                                .results()
                                .findFirst()
                                .map(found -> found.groupCount() == 0
                                        ? words.getString(key)
                                        : words.getString(key).replace(ANY, found.group(1))))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(value);
    }

    private static Pattern pattern(String key) {
        return Pattern.compile(Arrays.stream(key.split(Pattern.quote(ANY), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("(.+)", "^", "$")));
    }
}
