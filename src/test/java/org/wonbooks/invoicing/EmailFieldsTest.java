package org.wonbooks.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** Fields as people fill them: an invoice goes to nobody whom they do not name, and nearly always to whom they do. */
class EmailFieldsTest {

    private static final AtomicInteger SINGLE = new AtomicInteger();
    private static final AtomicInteger FOUND = new AtomicInteger();

    /**
     * A field, and what is meant by it.
     *
     * @param meant the addresses that are whole in it
     */
    record Field(String typed, List<String> meant) {}

    /** How people write one address: what they put around it, between the parts. */
    private static final List<UnaryOperator<String>> WAYS = List.of(
            a -> a,
            a -> a,
            a -> " " + a + " ",
            a -> "\u00a0" + a,
            a -> a + "\u00a0",
            a -> a + "\u200b",
            a -> "\ufeff" + a,
            a -> "\t" + a + "\n",
            a -> a + ".",
            a -> a + ",",
            a -> a + ";",
            a -> a + "!",
            a -> "<" + a + ">",
            a -> "(" + a + ")",
            a -> "\"" + a + "\"",
            a -> "'" + a + "'",
            a -> "“" + a + "”",
            a -> "« " + a + " »",
            a -> "mailto:" + a,
            a -> "MAILTO:" + a + "?subject=Your%20invoice",
            a -> "Jane Roe <" + a + ">",
            a -> "\"Roe, Jane\" <" + a + ">",
            a -> "Roe Ltd. (accounts) <" + a + ">;",
            a -> a + " <" + a + ">",
            a -> "'" + a + "' <mailto:" + a + ">",
            a -> "E-mail: " + a,
            a -> "email:" + a,
            a -> "Courriel : " + a,
            a -> "Invoices to: " + a + ".",
            a -> a + " (work)",
            a -> a + "\n(office, not home)",
            a -> a.toUpperCase(Locale.ROOT),
            a -> a + ", " + a);

    /** One in some hundred: understood by people alone. */
    private static final List<UnaryOperator<String>> RARE_WAYS =
            List.of(a -> "Jane (" + a + ")", a -> "please use " + a, a -> "- " + a, a -> a + " Jane Roe");

    private static final List<BinaryOperator<String>> BETWEEN = List.of(
            (a, b) -> a + ", " + b,
            (a, b) -> a + ";" + b,
            (a, b) -> a + " " + b,
            (a, b) -> a + "\r\n" + b,
            (a, b) -> a + " / " + b,
            (a, b) -> a + "|" + b,
            (a, b) -> a + " & " + b,
            (a, b) -> a + " and " + b,
            (a, b) -> a + " y/o " + b);

    private static final List<String> NOISE = List.of(
            "n/a",
            "none",
            "Jane",
            "@home",
            "555-0100",
            "x.test",
            "-",
            "(",
            "<",
            "\"",
            "mailto:",
            "ask: ",
            "&",
            "y",
            "@",
            "…");

    @Property(tries = 5000)
    void giveOnlyWhatStandsThere(@ForAll("fields") Field field) {
        Email.Read read = Email.read(List.of(field.typed()));
        String visible = field.typed().replaceAll("\\p{Cf}", "");
        assertThat(field.meant())
                .as(field.typed())
                .usingElementComparator(String::compareToIgnoreCase)
                .containsAll(read.usable());
        assertThat(read.usable()).allMatch(address -> standsIn(visible, address));
        if (visible.contains("@")) {
            assertThat(read.usable().isEmpty()).isEqualTo(!read.unread().isEmpty());
        }
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void ofOneAddressGiveItOrAreUnread(@ForAll("single") Field field) {
        Email.Read read = Email.read(List.of(field.typed()));
        SINGLE.incrementAndGet();
        if (read.usable().isEmpty()) {
            assertThat(read.unread()).hasSize(1);
        } else {
            FOUND.incrementAndGet();
            assertThat(read.usable()).hasSize(1);
            assertThat(read.first()).isEqualToIgnoringCase(field.meant().get(0));
        }
    }

    @AfterContainer
    static void foundNearlyAll() {
        System.out.printf("Of %d fields with one address %d were read%n", SINGLE.get(), FOUND.get());
        assertThat(FOUND.get() * 100.0 / SINGLE.get()).isGreaterThanOrEqualTo(99);
    }

    private static boolean standsIn(String text, String address) {
        return Pattern.compile("(?<![\\p{L}\\p{M}\\p{N}_.%+@-])" + Pattern.quote(address)
                        + "(?![\\p{L}\\p{M}\\p{N}_@-]|\\.[\\p{L}\\p{N}])")
                .matcher(text)
                .find();
    }

    @Provide
    Arbitrary<Field> single() {
        return Combinators.combine(
                        addresses(),
                        Arbitraries.frequencyOf(
                                Tuple.of(400, Arbitraries.of(WAYS)), Tuple.of(1, Arbitraries.of(RARE_WAYS))))
                .as((address, way) -> new Field(way.apply(address), List.of(address)));
    }

    /** One or several, written in one way or another, whole or damaged, with what does not belong there. */
    @Provide
    Arbitrary<Field> fields() {
        Arbitrary<Field> whole = single();
        Arbitrary<Field> damaged = damaged().map(text -> new Field(text, List.of()));
        Arbitrary<Field> noise = Arbitraries.of(NOISE).map(text -> new Field(text, List.of()));
        Arbitrary<Field> part = Arbitraries.frequencyOf(Tuple.of(6, whole), Tuple.of(2, damaged), Tuple.of(1, noise));
        return Combinators.combine(part.list().ofMinSize(1).ofMaxSize(4), Arbitraries.of(BETWEEN))
                .as((parts, between) -> new Field(
                        parts.stream().map(Field::typed).reduce(between).orElseThrow(),
                        parts.stream().flatMap(each -> each.meant().stream()).collect(Collectors.toList())));
    }

    /** What no address can be made of without a guess. */
    private static Arbitrary<String> damaged() {
        Arbitrary<String> cut = Combinators.combine(
                        addresses(),
                        Arbitraries.of(
                                " ", ", ", ";", "\n", "\u00a0", "@", "..", "\\", "\"", "(x)", "<", ":", "\u0000"))
                .flatAs((address, blow) -> Arbitraries.integers()
                        .between(1, address.length() - 1)
                        .map(at -> address.substring(0, at) + blow + address.substring(at)));
        return cut.filter(EmailFieldsTest::saysNothingElse);
    }

    /** Behind another address, a lone letter that is the word for "and" somewhere does not show that it was none. */
    private static boolean saysNothingElse(String damaged) {
        Matcher words =
                Pattern.compile("(?iU)(?:^|[\\s,;])(?:y|o)(?:$|[\\s,;])").matcher(damaged);
        return !words.find();
    }

    private static Arbitrary<String> addresses() {
        Arbitrary<String> word = Arbitraries.of(
                "jane", "roe", "o'hara", "r&d", "billing", "ap", "j", "2", "иван", "zoë", "accounts-payable");
        Arbitrary<String> local = word.list().ofMinSize(1).ofMaxSize(3).map(words -> String.join(".", words));
        Arbitrary<String> tagged = Combinators.combine(local, Arbitraries.of("", "", "", "+invoices", "_1", "%x"))
                .as((name, tag) -> name + tag);
        Arbitrary<String> host = Arbitraries.of("acme", "x", "mail.acme", "roe-ltd", "почта", "café", "7days");
        Arbitrary<String> top = Arbitraries.of("test", "example", "co.uk", "de", "рф", "xn--p1ai");
        return Combinators.combine(tagged, host, top).as((name, at, end) -> name + "@" + at + "." + end);
    }
}
