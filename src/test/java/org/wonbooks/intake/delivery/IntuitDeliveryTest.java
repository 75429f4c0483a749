package org.wonbooks.intake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.intake.delivery.IntuitEvent.Operation.CREATED;
import static org.wonbooks.intake.delivery.IntuitEvent.Operation.MERGED;
import static org.wonbooks.intake.delivery.IntuitEvent.Operation.UPDATED;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.intake.delivery.IntuitEvent.Operation;

/** What is read from a delivery of Intuit. */
class IntuitDeliveryTest extends IntuitPayment {

    @Test
    void readsAnArrayOfCloudEventsOfSeveralCompanies() throws Exception {
        IntuitDelivery delivery = parse(
                "[" + PAYMENT
                        + """
                ,{"type":"qbo.invoice.updated.v1","time":"2026-09-20T15:00:01Z","intuitentityid":239,
                  "intuitaccountid":1185883450,"data":{"alternative_ids":[{"id":"djQuMTo","namespace":"x"}]}}]""");
        assertThat(delivery.events())
                .containsExactly(
                        PAYMENT_EVENT,
                        new IntuitEvent(
                                null, "1185883450", "invoice", "239", UPDATED, Instant.parse("2026-09-20T15:00:01Z")));
        assertThat(delivery.unreadable()).isEmpty();
    }

    @Test
    void readsOneCloudEvent() throws Exception {
        assertThat(parse(PAYMENT).events()).containsExactly(PAYMENT_EVENT);
        assertThat(parse("\ufeff" + PAYMENT).events()).containsExactly(PAYMENT_EVENT);
    }

    @Test
    void readsTheOlderNotifications() throws Exception {
        IntuitDelivery delivery = parse(
                """
                {"eventNotifications":[{"realmId":"1185883450","dataChangeEvent":{"entities":[
                  {"name":"Payment","id":"301","operation":"Create","lastUpdated":"2026-01-05T14:42:19.000Z"},
                  {"name":"Customer","id":"2","operation":"Merge","lastUpdated":"2026-01-05T14:42:19-0700","deletedId":"5"}]}},
                 {"realmId":"42","dataChangeEvent":{"entities":[{"name":"CreditMemo","id":"7","operation":"Update"}]}}]}""");
        assertThat(delivery.events())
                .containsExactly(
                        new IntuitEvent(
                                null, "1185883450", "payment", "301", CREATED, Instant.parse("2026-01-05T14:42:19Z")),
                        new IntuitEvent(
                                null, "1185883450", "customer", "2", MERGED, Instant.parse("2026-01-05T21:42:19Z")),
                        new IntuitEvent(null, "42", "creditmemo", "7", UPDATED, null));
    }

    @ParameterizedTest
    @CsvSource({
        "created, CREATED",
        "updated, UPDATED",
        "deleted, DELETED",
        "void, VOIDED",
        "voided, VOIDED",
        "merged, MERGED",
        "emailed, EMAILED",
        "Created, CREATED",
        "reversed, OTHER"
    })
    void knowsTheOperations(String word, Operation operation) throws Exception {
        assertThat(parse(PAYMENT.replace("created", word)).events())
                .extracting(IntuitEvent::operation)
                .containsExactly(operation);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "2026-09-20T15:00:01.123456789Z, 2026-09-20T15:00:01.123456789Z",
                "2026-09-20T15:00:01-07:00, 2026-09-20T22:00:01Z",
                "2026-09-20T15:00:01.5+0530, 2026-09-20T09:30:01.5Z",
                "2026-09-20T15:00:01, null",
                "2026-09-20, null",
                "+999999-09-20T15:00:01Z, null",
                "-0001-09-20T15:00:01Z, null",
                "yesterday, null",
                "'', null"
            })
    void readsTimesAndGoesOnWithoutThoseItCannot(String time, Instant expected) throws Exception {
        assertThat(parse(PAYMENT.replace("2026-09-20T15:00:01.123456789Z", time))
                        .events())
                .extracting(IntuitEvent::time)
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\\u0000", "with space", "é", ""})
    void goesOnWithoutAnEventIdThatIsNotPrintable(String id) throws Exception {
        assertThat(parse(PAYMENT.replace("88cd52aa-33b6", id)).events())
                .extracting(IntuitEvent::eventId)
                .containsOnlyNulls();
        assertThat(parse(PAYMENT.replace("88cd52aa-33b6", "x".repeat(101))).events())
                .extracting(IntuitEvent::eventId)
                .containsOnlyNulls();
    }

    @Test
    void readsAnEmptyArrayAsNothing() throws Exception {
        assertThat(parse("[]")).isEqualTo(new IntuitDelivery(java.util.List.of(), java.util.List.of()));
    }
}
