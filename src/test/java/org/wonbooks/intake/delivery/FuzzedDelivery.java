package org.wonbooks.intake.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** What has to be true of what reads webhooks, whatever bytes come. */
public final class FuzzedDelivery {

    private FuzzedDelivery() {}

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
                                .mapToInt(FuzzedDelivery::depth)
                                .max()
                                .orElse(0)
                : 0;
    }

    /** A body that Intuit has signed. */
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
}
