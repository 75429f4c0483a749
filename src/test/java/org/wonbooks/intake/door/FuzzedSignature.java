package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What has to be true of Intuit's signature, whatever bytes come. */
public final class FuzzedSignature {

    private FuzzedSignature() {}

    /** Signature, token and body, parted by the first two NULs: it matches when it is the signature, and never else. */
    public static void signature(byte[] input) {
        String[] parts = new String(input, ISO_8859_1).split("\0", 3);
        String header = parts[0];
        String token = parts.length > 1 ? new String(parts[1].getBytes(ISO_8859_1), UTF_8) : "";
        byte[] body = parts.length > 2 ? parts[2].getBytes(ISO_8859_1) : new byte[0];
        assertThat(IntuitSignature.matches(body, header, List.of(token)))
                .isEqualTo(!token.isBlank() && header.equals(sign(body, token)));
        if (!token.isBlank()) {
            String right = sign(body, token);
            assertThat(IntuitSignature.matches(body, right, List.of(token))).isTrue();
            byte[] longer = Arrays.copyOf(body, body.length + 1);
            assertThat(IntuitSignature.matches(longer, right, List.of(token))).isFalse();
        }
    }

    private static String sign(byte[] body, String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
