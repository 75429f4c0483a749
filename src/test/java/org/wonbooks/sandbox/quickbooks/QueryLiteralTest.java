package org.wonbooks.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The product's statements, read by the sandbox's parser, which shares nothing with it. {@code ./mvnw test
 * -Dtest=QueryLiteralTest -Dwonbooks.proof.literals=1000000 -Dwonbooks.proof.seed=1} reads so many of one seed.
 */
class QueryLiteralTest {

    private static final int COUNT = Integer.getInteger("wonbooks.proof.literals", 20_000);
    private static final long SEED = Long.getLong("wonbooks.proof.seed", 1);

    private static final List<String> DANGEROUS =
            List.of("'", "\\", " ", "=", "AND", "OR", "(", ")", ",", "%", "Active", "MAXRESULTS", "1");

    /** Statements of each kind, and what has to be read out of them. */
    private record Kind(String entity, String property) {

        Map<String, String> statement(String value) {
            return switch (property) {
                case "PrimaryEmailAddr" -> org.wonbooks.quickbooks.query.Query.customersByEmail(value);
                case "DisplayName" -> org.wonbooks.quickbooks.query.Query.customersByName(value);
                default -> org.wonbooks.quickbooks.query.Query.itemsByName(value);
            };
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("Customer", "PrimaryEmailAddr"), new Kind("Customer", "DisplayName"), new Kind("Item", "Name"));

    /** By turns any text, and one made of nothing but what could end a literal. */
    @Test
    void saysWhatWasMeantAndIsNeverBrokenOutOf() {
        Random random = new Random(SEED);
        long quotes = 0;
        long characters = 0;
        for (int i = 0; i < COUNT; i++) {
            String text = i % 2 == 0 ? latin1(random) : dangerous(random);
            if (random.nextInt(4) > 0) {
                assertRead(KINDS.get(random.nextInt(KINDS.size())), text);
            } else {
                assertListRead(List.of(text, dangerous(random)));
            }
            characters += text.length();
            quotes += text.chars().filter(each -> each == '\'' || each == '\\').count();
        }
        System.out.printf(
                "QueryLiteralTest: %,d literals of seed %d read back as they were meant: %,d characters,"
                        + " %,d of them quotes and backslashes%n",
                COUNT, SEED, characters, quotes);
    }

    static Stream<String> attacks() {
        return Stream.of(
                "",
                "'",
                "''",
                "\\",
                "\\\\",
                "\\'",
                "x\\",
                "x' OR '1'='1",
                "x' MAXRESULTS 1000",
                "x\\' AND Active IN (true, false) AND DisplayName = '",
                "x%_*()=<>,;--/*",
                "Amy's Bird Sanctuary",
                "Müller & Söhne \u00A0");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void holdsAgainst(String attack) {
        KINDS.forEach(kind -> assertRead(kind, attack));
    }

    @Property
    void isRefusedForTextsThatTheParserDoesNotKnow(@ForAll("withOneBeyondLatin1") String text) {
        assertThat(org.wonbooks.quickbooks.query.Query.searchable(text)).isFalse();
        KINDS.forEach(kind -> assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.statement(text))
                .withMessage("QuickBooks can't search for this text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Łukasz", "Иван", "O’Brien", "🙂", "a\u0000b", "a\nb", "a\u007Fb", "a\u0085b"})
    void isRefusedFor(String text) {
        assertThat(org.wonbooks.quickbooks.query.Query.searchable(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> org.wonbooks.quickbooks.query.Query.customersByName(text));
    }

    private static void assertRead(Kind kind, String value) {
        assertThat(org.wonbooks.quickbooks.query.Query.searchable(value)).isTrue();
        Map<String, String> statement = kind.statement(value);
        assertThat(statement).containsOnlyKeys("query");
        assertThat(Query.parse(statement.get("query")))
                .isEqualTo(new Query(
                        false,
                        kind.entity(),
                        List.of(new Query.Condition(kind.property(), "=", List.of(value))),
                        List.of(),
                        1,
                        100));
    }

    private static void assertListRead(List<String> values) {
        Query read = Query.parse(
                org.wonbooks.quickbooks.query.Query.itemsByNames(values).get("query"));
        assertThat(read.conditions()).containsExactly(new Query.Condition("Name", "IN", values));
    }

    private static String latin1(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(121); left > 0; left--) {
            text.append((char) (random.nextInt(3) > 0 ? ' ' + random.nextInt(95) : 0xA0 + random.nextInt(96)));
        }
        return text.toString();
    }

    private static String dangerous(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(21); left > 0; left--) {
            text.append(DANGEROUS.get(random.nextInt(DANGEROUS.size())));
        }
        return text.toString();
    }

    @Provide
    Arbitrary<String> withOneBeyondLatin1() {
        Arbitrary<Tuple2<String, Character>> parts = Arbitraries.strings()
                .withCharRange(' ', '~')
                .ofMaxLength(60)
                .flatMap(text ->
                        Arbitraries.chars().range('\u0100', Character.MAX_VALUE).map(beyond -> Tuple.of(text, beyond)));
        return parts.flatMap(both -> Arbitraries.integers()
                .between(0, both.get1().length())
                .map(at ->
                        both.get1().substring(0, at) + both.get2() + both.get1().substring(at)));
    }
}
