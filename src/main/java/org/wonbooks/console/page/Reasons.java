package org.wonbooks.console.page;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final List<Known> KNOWN = Arrays.stream(Cause.values())
            .flatMap(cause -> Known.of(cause).stream())
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
        return why.decided() == null ? show.said(why.reason()) : reason(why.decided(), why.currency());
    }

    private String reason(Reason reason, String currency) {
        String said = words == null
                ? reason.cause().words()
                : words.getString(reason.cause().name());
        return fill(said, reason, currency);
    }

    String fix(Why why) {
        Reason reason = why.decided();
        if (why.fix() == null) {
            return null;
        }
        String said = words == null
                ? reason.cause().fix()
                : words.getString(reason.cause().name() + ".fix");
        return fill(said, reason, why.currency());
    }

    /** The same for a reason of which only the words were kept; empty: these are no reason's. */
    Optional<String> reason(String english, String currency) {
        return KNOWN.stream()
                .flatMap(cause -> cause.reason(english).stream())
                .findFirst()
                .map(reason -> reason(reason, currency));
    }

    /** An amount and its currency stay together. */
    private String fill(String said, Reason reason, String currency) {
        return Reason.fill(said.replace("} {", "}\u00A0{"), name -> {
            boolean currencyFollows = said.contains("{" + name + "} {");
            return fact(reason, name, currencyFollows ? null : currency);
        });
    }

    private String fact(Reason reason, String name, String currency) {
        String value = reason.fact(name);
        Matcher amount = AMOUNT.matcher(value);
        if (reason.cause().isMoney(name) && amount.matches()) {
            String own = amount.group(2);
            return show.money(new BigDecimal(amount.group(1).replace(",", "")), own == null ? currency : own);
        }
        return reason(value, currency).orElseGet(() -> show.fact(value));
    }

    /** A cause, as it is known by its words. */
    private record Known(Cause cause, Pattern english, List<String> facts) {

        /** Empty: its words are a fact alone. */
        static Optional<Known> of(Cause cause) {
            List<String> facts = FACT.matcher(cause.words())
                    .results()
                    .map(fact -> fact.group(1))
                    .toList();
            return FACT.matcher(cause.words()).matches()
                    ? Optional.empty()
                    : Optional.of(new Known(cause, Texts.pattern(cause.words(), FACT), facts));
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
