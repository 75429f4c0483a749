package org.wonbooks.console.page;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Why;

/**
 * What a cause says, in the reader's language: in English its own words, in others those of {@code words/reasons}, each
 * with the same facts.
 */
final class Reasons {

    private static final Pattern FACT = Pattern.compile("\\{(\\w+)}");
    private static final Pattern AMOUNT = Pattern.compile("(-?[\\d,]+(?:\\.\\d+)?)(?: ([A-Z]{3}))?");

    /** Facts that are texts of their own; the others are names and figures. */
    private static final Set<String> TEXTS =
            Set.of("asked", "because", "catchUp", "discount", "number", "outcome", "rate", "refusal");

    private static final List<Known> KNOWN = Arrays.stream(Cause.values())
            .flatMap(cause -> Stream.of(Known.of(cause, false), Known.of(cause, true)))
            .flatMap(Optional::stream)
            .toList();

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
        return why.decided() == null
                ? show.said(why.reason())
                : say(why.decided(), false, why.currency(), Show.DEEPEST);
    }

    String fix(Why why) {
        return why.fix() == null ? null : say(why.decided(), true, why.currency(), Show.DEEPEST);
    }

    private String say(Reason reason, boolean fix, String currency, int deep) {
        Cause cause = reason.cause();
        String english = fix ? cause.fix() : cause.words();
        String said = words == null ? english : words.getString(fix ? cause.name() + ".fix" : cause.name());
        // An amount and its currency stay together.
        return Reason.fill(said.replace("} {", "}\u00A0{"), name -> {
            boolean currencyFollows = said.contains("{" + name + "} {");
            return fact(reason, name, currencyFollows ? null : currency, deep);
        });
    }

    /** The same where only the words were kept; empty: these are no reason's. */
    Optional<String> known(String english, String currency, int deep) {
        return KNOWN.stream()
                .flatMap(each -> each.reason(english).map(reason -> say(reason, each.fix(), currency, deep)).stream())
                .findFirst();
    }

    private String fact(Reason reason, String name, String currency, int deep) {
        String value = reason.fact(name);
        Matcher amount = AMOUNT.matcher(value);
        if (reason.cause().isMoney(name) && amount.matches()) {
            String own = amount.group(2);
            return show.money(new BigDecimal(amount.group(1).replace(",", "")), own == null ? currency : own);
        }
        return TEXTS.contains(name) ? show.known(value, currency, deep - 1).orElse(value) : show.fact(value);
    }

    /** What a cause says, as it is known in English. */
    private record Known(Cause cause, boolean fix, Pattern english, List<String> facts) {

        /** Empty: it says nothing, or a fact alone, or two facts of which nobody knows where the first ends. */
        static Optional<Known> of(Cause cause, boolean fix) {
            return Optional.ofNullable(fix ? cause.fix() : cause.words())
                    .filter(said -> !FACT.matcher(said).matches() && !said.contains("}{"))
                    .map(said -> new Known(cause, fix, Texts.pattern(said, FACT), facts(said)));
        }

        private static List<String> facts(String said) {
            return FACT.matcher(said).results().map(fact -> fact.group(1)).toList();
        }

        Optional<Reason> reason(String text) {
            Matcher found = english.matcher(text);
            if (!found.matches()) {
                return Optional.empty();
            }
            Map<String, String> named = new HashMap<>();
            for (int i = 0; i < facts.size(); i++) {
                named.put(facts.get(i), found.group(i + 1));
            }
            return Optional.of(new Reason(cause, named));
        }
    }
}
