package org.wonbooks.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BookNameTest {

    private static final String SMILE = "\uD83D\uDE42";

    @ParameterizedTest
    @ValueSource(strings = {"Jane Roe", "O'Brien & Söhne \"Ltd.\"", "Иван Петров", "Zoë", "3M", "Ayşe 🙂 Yılmaz"})
    void staysAsItIsWhereQuickBooksTakesIt(String name) {
        assertThat(BookName.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  Jane   Roe '    | Jane Roe",
                "Acme:Paris         | Acme Paris",
                "Acme: Paris        | Acme Paris",
                "::Acme::           | Acme",
            })
    void losesColonsAndSpareBlanks(String name, String taken) {
        assertThat(BookName.of(name)).isEqualTo(taken);
    }

    static String[] controls() {
        return new String[] {
            "\t", "\n", "\r\n", "\u0000", "\u001B", "\u007F", "\u0085", "\u009B", "\u2028", "\u2029", "\u00A0", "\u3000"
        };
    }

    @ParameterizedTest
    @MethodSource("controls")
    void hasABlankForAControlCharacter(String control) {
        assertThat(BookName.of("Jane" + control + "Roe")).isEqualTo("Jane Roe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE42", "\uDE42\uD83D"})
    void hasNoHalfOfACharacter(String half) {
        assertThat(BookName.of("Jane" + half + "Roe")).isEqualTo("Jane Roe");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", ":", " \t:\n"})
    void isEmptyWhenNothingIsLeft(String name) {
        assertThat(BookName.of(name)).isEmpty();
    }

    @Test
    void endsAfterAHundredCharacters() {
        assertThat(BookName.of("x".repeat(100))).isEqualTo("x".repeat(100));
        assertThat(BookName.of("x".repeat(101))).isEqualTo("x".repeat(100));
        assertThat(BookName.of("x".repeat(99) + " yz")).isEqualTo("x".repeat(99));
    }

    @Test
    void isNeverCutWithinACharacter() {
        assertThat(BookName.of("x".repeat(99) + SMILE)).isEqualTo("x".repeat(99));
        assertThat(BookName.of("x".repeat(98) + SMILE + "y")).isEqualTo("x".repeat(98) + SMILE);
        assertThat(BookName.of(SMILE.repeat(80))).isEqualTo(SMILE.repeat(50));
    }

    @Property
    void isFitForQuickBooksWhateverWasTyped(@ForAll @StringLength(max = 300) String typed) {
        String name = BookName.of(typed);
        assertFit(name);
        assertThat(BookName.of(name)).isEqualTo(name);
    }

    @Property
    void isToldApartByTheKommoNumber(
            @ForAll @StringLength(max = 300) String typed, @ForAll @LongRange(min = 1) long id) {
        String name = BookName.suffixed(BookName.of(typed), String.valueOf(id));
        assertThat(name).endsWith(" (Kommo " + id + ")");
        assertThat(name.length()).isLessThanOrEqualTo(100);
    }

    @Test
    void keepsAShortNameBeforeTheNumber() {
        assertThat(BookName.suffixed("Jane Roe", "17611273")).isEqualTo("Jane Roe (Kommo 17611273)");
    }

    private static void assertFit(String name) {
        assertThat(name.length()).isLessThanOrEqualTo(100);
        assertThat(name).isEqualTo(name.strip()).doesNotContain(":").doesNotContain("  ");
        assertThat(name.chars().anyMatch(Character::isISOControl)).isFalse();
        String decoded = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(decoded).as("every character is a whole one").isEqualTo(name);
    }
}
