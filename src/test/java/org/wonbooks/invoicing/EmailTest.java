package org.wonbooks.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@roe.example",
                "o'brien+invoices%x@mail.roe.example",
                "jane@roe.co.uk",
                "JANE@ROE.EXAMPLE",
                "zoë@café.example"
            })
    void thatLooksLikeOneIsUsable(String address) {
        assertThat(Email.usable(List.of(address))).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "444",
                "jane",
                "jane@roe",
                "@roe.example",
                "jane@.example",
                "jane@roe.",
                "jane@@roe.example",
                "jane roe@roe.example",
                "jane@roe.example, joe@roe.example",
                "jane@roe.example;joe@roe.example",
                "Jane <jane@roe.example>",
                "\"jane\"@roe.example",
                "jane@roe.example\nBcc: all@roe.example",
                "jane\u0000@roe.example"
            })
    void thatDoesNotLookLikeOneIsNot(String address) {
        assertThat(Email.usable(List.of(address))).isEmpty();
    }

    @Test
    void ofSeveralAreThoseThatAreUsableEachOnce() {
        assertThat(Email.usable(List.of("444", " jane@roe.example ", "joe@roe.example", "jane@roe.example")))
                .containsExactly("jane@roe.example", "joe@roe.example");
        assertThat(Email.usable(List.of())).isEmpty();
    }

    @Test
    void hasAtMostTheHundredCharactersThatQuickBooksTakes() {
        String hundred = "j".repeat(88) + "@roe.example";
        assertThat(Email.usable(List.of(hundred)).get(0)).hasSize(100);
        assertThat(Email.usable(List.of("j" + hundred))).isEmpty();
    }
}
