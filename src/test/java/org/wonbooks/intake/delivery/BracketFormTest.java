package org.wonbooks.intake.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BracketFormTest {

    @Test
    void readsNestedNames() throws Exception {
        assertThat(parse("leads%5Bstatus%5D%5B0%5D%5Bid%5D=15&leads[status][0][name]=Caf%C3%A9+%26+Co"))
                .isEqualTo(Map.of("leads", Map.of("status", Map.of("0", Map.of("id", "15", "name", "Café & Co")))));
    }

    @Test
    void readsTheThreeShapesOfAFieldsValues() throws Exception {
        assertThat(parse(
                        "a[values][0][value]=Net+30&b[values][0]=1725915600&c[values][value]=2&c[values][enum]=566642"))
                .isEqualTo(Map.of(
                        "a", Map.of("values", Map.of("0", Map.of("value", "Net 30"))),
                        "b", Map.of("values", Map.of("0", "1725915600")),
                        "c", Map.of("values", Map.of("value", "2", "enum", "566642"))));
    }

    @Test
    void numbersWhatComesWithoutAName() throws Exception {
        assertThat(parse("a[]=x&a[]=y&a[7]=z&a[][b]=1&a[][b]=2"))
                .isEqualTo(Map.of(
                        "a", Map.of("0", "x", "1", "y", "7", "z", "8", Map.of("b", "1"), "9", Map.of("b", "2"))));
    }

    @Test
    void keepsTheOrderOfFirstMention() throws Exception {
        assertThat(parse("c=1&a[z]=1&b=1&a[y]=1&c=2").keySet()).containsExactly("c", "a", "b");
    }

    @Test
    void whatCameFirstStays() throws Exception {
        assertThat(parse("a=1&a=2&a[b]=3")).isEqualTo(Map.of("a", "1"));
        assertThat(parse("a[b]=1&a=2&a[b]=3&a[c]=4")).isEqualTo(Map.of("a", Map.of("b", "1", "c", "4")));
    }

    @Test
    void takesOddSyntaxAsItIs() throws Exception {
        assertThat(parse("&&a&=x&b=&c=1=2&%zz=%4&[d]=1&e[f=1&g]=1&h[i]j=1&k[l]m]=1&n[o[p]=1"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("a", ""),
                        Map.entry("b", ""),
                        Map.entry("c", "1=2"),
                        Map.entry("%zz", "%4"),
                        Map.entry("[d]", "1"),
                        Map.entry("e[f", "1"),
                        Map.entry("g]", "1"),
                        Map.entry("h[i]j", "1"),
                        Map.entry("k[l]m]", "1"),
                        Map.entry("n", Map.of("o[p", "1"))));
        assertThat(parse("")).isEmpty();
    }

    @Test
    void replacesWhatIsNotUtf8() throws Exception {
        assertThat(parse("a=%FF&b=\u00e9")).isEqualTo(Map.of("a", "\ufffd", "b", "\ufffd"));
    }

    @Test
    void givesMapsThatCannotBeChanged() throws Exception {
        Map<String, Object> form = parse("a[b]=1");
        assertThatThrownBy(() -> form.put("c", "1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) form.get("a")).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void readsTwentyThousandPairsAndNoMore() throws Exception {
        String most = IntStream.range(0, 20_000).mapToObj(i -> "a[" + i + "]=1").collect(Collectors.joining("&&"));
        assertThat((Map<?, ?>) parse(most).get("a")).hasSize(20_000);
        assertThatThrownBy(() -> parse(most + "&a[0]=1"))
                .isInstanceOf(FormTooLarge.class)
                .hasMessage("The form has more than 20,000 pairs.");
    }

    @Test
    void readsEightBracketsAndNoMore() throws Exception {
        assertThat(parse("leads[status][0][custom_fields][0][values][0][value][vat_id]=1"))
                .containsKey("leads");
        assertThatThrownBy(() -> parse("a[1][2][3][4][5][6][7][8][9]=1"))
                .isInstanceOf(FormTooLarge.class)
                .hasMessage("The form has names with more than 8 brackets.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[]", "[a]", "]"})
    void standsOneMegabyteOfBrackets(String brackets) {
        byte[] body = ("a" + brackets.repeat((1 << 20) / brackets.length())).getBytes(UTF_8);
        try {
            assertThat(BracketForm.parse(body)).hasSize(1);
        } catch (FormTooLarge e) {
            assertThat(e).hasMessageContaining("8 brackets");
        }
    }

    @Property
    void givesBackWhatWasEncoded(@ForAll("forms") Map<String, Object> form) throws Exception {
        assertThat(parse(encode("", form))).isEqualTo(form);
    }

    @Property
    void throwsNothingButItsOwn(@ForAll byte[] body) {
        parseAnything(body);
    }

    @Property
    void throwsNothingButItsOwnOnSyntax(@ForAll("syntax") String body) {
        parseAnything(body.getBytes(ISO_8859_1));
    }

    private static void parseAnything(byte[] body) {
        try {
            assertThat(BracketForm.parse(body)).isNotNull();
        } catch (FormTooLarge e) {
            assertThat(e).hasMessageStartingWith("The form has");
        }
    }

    @Provide
    Arbitrary<String> syntax() {
        return Arbitraries.strings().withChars("[]=&%+0aF\u00ff").ofMaxLength(60);
    }

    /** Groups without entries do not exist in a form, nor names with brackets or without a character. */
    @Provide
    Arbitrary<Map<String, Object>> forms() {
        Arbitrary<String> names = Arbitraries.strings()
                .filter(name -> !name.isEmpty() && !name.contains("[") && !name.contains("]") && isUnicode(name));
        Arbitrary<Object> values =
                Arbitraries.strings().filter(BracketFormTest::isUnicode).map(text -> text);
        return groups(names, values, 3);
    }

    private static Arbitrary<Map<String, Object>> groups(
            Arbitrary<String> names, Arbitrary<Object> values, int levels) {
        Arbitrary<Object> content = levels == 0
                ? values
                : Arbitraries.frequencyOf(
                        Tuple.of(3, values),
                        Tuple.of(1, groups(names, values, levels - 1).map(group -> group)));
        return Combinators.combine(names, content)
                .as(Map::entry)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(entries -> {
                    Map<String, Object> group = new LinkedHashMap<>();
                    entries.forEach(entry -> group.put(entry.getKey(), entry.getValue()));
                    return group;
                });
    }

    private static boolean isUnicode(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    private static String encode(String prefix, Map<?, ?> group) {
        return group.entrySet().stream()
                .map(entry -> {
                    String name = prefix.isEmpty() ? (String) entry.getKey() : prefix + "[" + entry.getKey() + "]";
                    return entry.getValue() instanceof Map<?, ?> inner
                            ? encode(name, inner)
                            : URLEncoder.encode(name, UTF_8) + "="
                                    + URLEncoder.encode((String) entry.getValue(), UTF_8);
                })
                .collect(Collectors.joining("&"));
    }

    private static Map<String, Object> parse(String body) throws FormTooLarge {
        return BracketForm.parse(body.getBytes(ISO_8859_1));
    }
}
