package org.wonbooks.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestIdTest {

    /** A release that derives them in another way would make second invoices for those that are under way. */
    @Test
    void isTheSameInEveryReleaseForEver() {
        assertThat(RequestId.of("9341455000000001", "contact:17611273", "customer"))
                .isEqualTo("wb-a34c2a85336e88c160a761470e4b5446");
        assertThat(RequestId.of("9341455000000001", 15318175L, 1, "invoice"))
                .isEqualTo("wb-6272fca59da8540e9990c696d954f4ab");
    }

    @Property
    void fitsIntoWhatQuickBooksTakes(@ForAll List<String> parts) {
        assertThat(RequestId.of(parts.toArray())).matches("wb-[0-9a-f]{32}").hasSizeLessThanOrEqualTo(50);
        assertThat(RequestId.of(parts.toArray())).isEqualTo(RequestId.of(parts.toArray()));
    }

    @Property
    void isAnotherOneForOtherParts(
            @ForAll @Size(max = 4) List<@AlphaChars String> one,
            @ForAll @Size(max = 4) List<@AlphaChars String> other) {
        Assume.that(!one.equals(other));
        assertThat(RequestId.of(one.toArray())).isNotEqualTo(RequestId.of(other.toArray()));
    }

    @Test
    void tellsWhereOnePartEndsAndTheNextBegins() {
        assertThat(RequestId.of("1", "23")).isNotEqualTo(RequestId.of("12", "3"));
    }
}
