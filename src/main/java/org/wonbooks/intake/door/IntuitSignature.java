package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.wonbooks.encryption.Digest;

/**
 * Intuit's signature of a webhook: base64 of the HMAC-SHA256 of the body's bytes, keyed by the app's verifier token.
 */
final class IntuitSignature {

    private IntuitSignature() {}

    /**
     * Whether one of the tokens signed these bytes. Time does not tell which, nor how near a guess came.
     *
     * @param body the body's bytes as they came
     * @param header the value of {@code intuit-signature}; null or anything but canonical base64 never matches
     * @param verifierTokens one, or two while it is being changed; none, or blank ones, never match
     */
    static boolean matches(byte[] body, String header, List<String> verifierTokens) {
        if (header == null) {
            return false;
        }
        // Text against text: decoding would let through the other spellings of the same bytes.
        byte[] given = header.getBytes(UTF_8);
        boolean matches = false;
        for (String token : verifierTokens) {
            if (!token.isBlank()) {
                matches |= MessageDigest.isEqual(Base64.getEncoder().encode(Digest.hmacSha256(body, token)), given);
            }
        }
        return matches;
    }
}
