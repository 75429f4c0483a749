package org.wonbooks.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What has to be true of the webhook doors' parsers, whatever bytes come. */
public final class FuzzedIntake {

    private FuzzedIntake() {}

    /** A form, and what Kommo's reader makes of it. */
    public static void form(byte[] body) {
        KommoDelivery delivery;
        try {
            Map<String, Object> form = BracketForm.parse(body);
            assertThat(depth(form)).isLessThanOrEqualTo(BracketForm.MAX_DEPTH + 1);
            delivery = KommoDelivery.of(form);
        } catch (FormTooLarge e) {
            assertThat(e.getMessage()).matches("The form has [a-z0-9, ]+\\.");
            return;
        }
        assertThat(delivery.leads())
                .allSatisfy(lead -> assertThat(lead.leadId()).isPositive());
        assertThat(delivery.unused()).hasSizeLessThanOrEqualTo(20).allMatch(name -> name.matches("[a-z_.?]{1,81}"));
        assertReasons(delivery.unreadable());
        if (delivery.subdomain() != null) {
            assertThat(delivery.subdomain()).matches("[a-z0-9-]{1,63}");
        }
    }

    private static int depth(Object value) {
        return value instanceof Map<?, ?> group
                ? 1
                        + group.values().stream()
                                .mapToInt(FuzzedIntake::depth)
                                .max()
                                .orElse(0)
                : 0;
    }

    /** A signed body. */
    public static void delivery(byte[] body) {
        IntuitDelivery delivery;
        try {
            delivery = IntuitDelivery.parse(body);
        } catch (UnreadableDelivery e) {
            assertThat(e.getMessage()).matches("The [A-Za-z0-9 ,:]+\\.");
            return;
        }
        assertReasons(delivery.unreadable());
        assertThat(delivery.events()).allSatisfy(event -> {
            assertThat(event.realmId()).matches("[0-9]{1,20}");
            assertThat(event.entity()).matches("[a-z0-9_]{1,40}");
            assertThat(event.entityId()).matches("[0-9]{1,30}");
            assertThat(event.eventId() == null ? "-" : event.eventId()).matches("[!-~]{1,100}");
            assertThat(event.operation()).isNotNull();
        });
    }

    /** Bounded, since each becomes a row, and without a word of the sender's. */
    private static void assertReasons(List<String> reasons) {
        assertThat(reasons).hasSizeLessThanOrEqualTo(21).allMatch(reason -> reason.matches("[A-Za-z0-9 ,.:]{1,100}"));
    }

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
