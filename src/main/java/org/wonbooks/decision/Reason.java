package org.wonbooks.decision;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Why a deal is decided so: a cause with its facts. Its words are made where they are shown, and compared nowhere.
 *
 * @param facts by name, as the cause's words want them; one whose name ends with {@code On} is a time, and is no part
 *     of what an approval is for
 */
public record Reason(Cause cause, Map<String, String> facts) {

    /** Between the name of a fact and those of the reason of which it tells. */
    private static final String PART = ".";

    private static final String CAUSE = "cause";

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
        Reason whole = of(other, facts);
        Map<String, String> all = new TreeMap<>(whole.facts);
        all.put("because", words());
        return new Reason(other, all).telling("because", this);
    }

    /** The same, of which a fact tells of another reason in words: other languages need that one's cause and facts. */
    public Reason telling(String fact, Reason part) {
        Map<String, String> all = new TreeMap<>(facts);
        all.put(fact + PART + CAUSE, part.cause.name());
        part.facts.forEach((name, value) -> all.put(fact + PART + name, value));
        return new Reason(cause, all);
    }

    /** The reason of which a fact tells; empty: it tells of none, or that was not kept then. */
    public Optional<Reason> part(String fact) {
        return Optional.ofNullable(facts.get(fact + PART + CAUSE))
                .map(name -> new Reason(
                        Cause.valueOf(name),
                        facts.entrySet().stream()
                                .filter(each -> each.getKey().startsWith(fact + PART)
                                        && !each.getKey().equals(fact + PART + CAUSE))
                                .collect(Collectors.toMap(
                                        each -> each.getKey().substring(fact.length() + PART.length()),
                                        Map.Entry::getValue))));
    }

    /** What a fact says; the reason of which it tells is said in another way. */
    public String fact(String name, Function<Reason, String> said) {
        String text = facts.getOrDefault(name, UNKNOWN);
        return part(name)
                .map(part -> text.replace(part.words(), said.apply(part)))
                .orElse(text);
    }

    /** What happened, for a person. */
    public String words() {
        return fill(cause.words(), name -> facts.getOrDefault(name, UNKNOWN));
    }

    /** What a person can do about it; null: nothing is to be done. */
    public String fix() {
        return cause.fix() == null ? null : fill(cause.fix(), name -> facts.getOrDefault(name, UNKNOWN));
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
        // What a part has, the fact that tells of it says too.
        lasting.keySet().removeIf(name -> name.endsWith("On") || name.contains(PART));
        return lasting;
    }
}
