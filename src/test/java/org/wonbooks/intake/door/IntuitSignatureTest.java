package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntuitSignatureTest {

    private static final byte[] BODY =
            "[{\"type\":\"qbo.payment.created.v1\",\"data\":{\"name\":\"Zoë\"}}]".getBytes(UTF_8);
    private static final String TOKEN = "2f6a8d1e-token";

    /** Test case 2 of RFC 4231, so that it is not only our own reading that agrees with itself. */
    @Test
    void agreesWithAPublishedVector() {
        byte[] body = "what do ya want for nothing?".getBytes(UTF_8);
        assertThat(IntuitSignature.matches(body, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=", List.of("Jefe")))
                .isTrue();
    }

    /** Tokens as Intuit makes them: printable, without spaces. A blank one would never match. */
    @Property
    void acceptsWhatWasSigned(
            @ForAll byte[] body,
            @ForAll @CharRange(from = '!', to = '~') @StringLength(min = 1, max = 100) String token)
            throws Exception {
        assertThat(IntuitSignature.matches(body, sign(body, token), List.of(token)))
                .isTrue();
    }

    @Test
    void acceptsEitherTokenWhileItIsBeingChanged() throws Exception {
        assertThat(IntuitSignature.matches(BODY, sign(BODY, TOKEN), List.of(TOKEN, "next")))
                .isTrue();
        assertThat(IntuitSignature.matches(BODY, sign(BODY, "next"), List.of(TOKEN, "next")))
                .isTrue();
        assertThat(IntuitSignature.matches(BODY, sign(BODY, "gone"), List.of(TOKEN, "next")))
                .isFalse();
    }

    @Test
    void refusesEveryFlippedBitOfTheBody() throws Exception {
        String signature = sign(BODY, TOKEN);
        for (int bit = 0; bit < BODY.length * 8; bit++) {
            assertThat(IntuitSignature.matches(flip(BODY, bit), signature, List.of(TOKEN)))
                    .isFalse();
        }
    }

    @Test
    void refusesEveryFlippedBitOfTheSignature() throws Exception {
        byte[] signature = sign(BODY, TOKEN).getBytes(UTF_8);
        for (int bit = 0; bit < signature.length * 8; bit++) {
            String flipped = new String(flip(signature, bit), ISO_8859_1);
            assertThat(IntuitSignature.matches(BODY, flipped, List.of(TOKEN))).isFalse();
        }
    }

    @Test
    void refusesOtherSpellingsOfTheSameBytes() throws Exception {
        String signature = sign(BODY, TOKEN);
        assertThat(List.of(
                        signature.substring(0, 43),
                        signature + "=",
                        signature + "\n",
                        " " + signature,
                        signature.substring(0, 20) + "\r\n" + signature.substring(20),
                        signature + "," + signature,
                        "sha256=" + signature))
                .noneMatch(spelling -> IntuitSignature.matches(BODY, spelling, List.of(TOKEN)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "=", "%%%", "AAAA", "\u0000"})
    void refusesAHeaderThatIsNoSignature(String header) {
        assertThat(IntuitSignature.matches(BODY, header, List.of(TOKEN))).isFalse();
    }

    @Test
    void refusesEverythingWhenNoTokenIsSet() throws Exception {
        assertThat(IntuitSignature.matches(BODY, sign(BODY, TOKEN), List.of())).isFalse();
        assertThat(IntuitSignature.matches(BODY, sign(BODY, " "), List.of("", " ")))
                .isFalse();
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static String sign(byte[] body, String token) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }
}
