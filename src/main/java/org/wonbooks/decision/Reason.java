package org.wonbooks.decision;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Why a deal is decided so: a cause with its facts. Its words are made where they are shown, and compared nowhere.
 *
 * @param facts by name, as the cause's words want them; one whose name ends with {@code On} is a time, and is no part
 *     of what an approval is for
 */
public record Reason(Cause cause, Map<String, String> facts) {

    private static final String UNKNOWN = "?";

    public Reason {
        facts = Map.copyOf(facts);
    }

    /**
     * A cause with its facts.
     *
     * @param facts names and values in turn
     */
    public static Reason of(Cause cause, String... facts) {
        Map<String, String> named = new TreeMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            named.put(facts[i], facts[i + 1]);
        }
        return new Reason(cause, named);
    }

    /** Another reason of which this one is a part: its words are the fact {@code because}. */
    public Reason within(Cause other, String... facts) {
        Map<String, String> all = new TreeMap<>(of(other, facts).facts);
        all.put("because", words());
        return new Reason(other, all);
    }

    /** What happened, for a person. */
    public String words() {
        return fill(cause.words(), this::fact);
    }

    /** What a person can do about it; null: nothing is to be done. */
    public String fix() {
        return cause.fix() == null ? null : fill(cause.fix(), this::fact);
    }

    /** What it says of a fact. */
    public String fact(String name) {
        return facts.getOrDefault(name, UNKNOWN);
    }

    /** A cause's words, with what is said of each fact. */
    public static String fill(String words, UnaryOperator<String> said) {
        return Arrays.stream(words.split("(?=\\{)|(?<=})"))
                .map(part -> part.startsWith("{") ? said.apply(part.substring(1, part.length() - 1)) : part)
                .collect(Collectors.joining());
    }

    /** What of it an approval is for. */
    Map<String, String> lasting() {
        Map<String, String> lasting = new TreeMap<>(facts);
        lasting.keySet().removeIf(name -> name.endsWith("On"));
        return lasting;
    }
}
