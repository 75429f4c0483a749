package org.wonbooks.intake;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonbooks.intake.IntuitEvent.Operation.CREATED;
import static org.wonbooks.intake.IntuitEvent.Operation.MERGED;
import static org.wonbooks.intake.IntuitEvent.Operation.UPDATED;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.intake.IntuitEvent.Operation;

class IntuitDeliveryTest {

    private static final String PAYMENT =
            """
            {"specversion":"1.0","id":"88cd52aa-33b6","source":"intuit.dsnBgbse","type":"qbo.payment.created.v1",
             "datacontenttype":"application/json","time":"2026-09-20T15:00:01.123456789Z",
             "intuitentityid":"301","intuitaccountid":"9341455000000001","data":{}}""";

    private static final IntuitEvent PAYMENT_EVENT = new IntuitEvent(
            "88cd52aa-33b6",
            "9341455000000001",
            "payment",
            "301",
            CREATED,
            Instant.parse("2026-09-20T15:00:01.123456789Z"));

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
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"qbo.payment.created.v1\" | \"type\":\"intuit.ping\" | event 1 has no type that can be read",
                "\"type\":\"qbo.payment.created.v1\" | \"x\":1 | event 1 has no type that can be read",
                "\"type\":\"qbo.payment.created.v1\" | \"type\":null | event 1 has no type that can be read",
                "\"type\":\"qbo.payment.created.v1\" | \"type\":{\"a\":[]} | event 1 has no type that can be read",
                "qbo.payment.created.v1 | qbo.pay\\u0000ment.created.v1 | event 1 has no type that can be read",
                "\"intuitaccountid\":\"9341455000000001\" | \"x\":1 | event 1 has no company that can be read",
                "9341455000000001 | 1/../2 | event 1 has no company that can be read",
                "\"intuitentityid\":\"301\" | \"intuitentityid\":\"\" | event 1 has no object id that can be read",
                "\"301\" | \"3\\u00001\" | event 1 has no object id that can be read",
                "\"301\" | \"../1\" | event 1 has no object id that can be read",
                "\"301\" | \"qbo:1\" | event 1 has no object id that can be read",
                "\"301\" | -7 | event 1 has no object id that can be read",
                "\"301\" | true | event 1 has no object id that can be read",
                "\"301\" | 1e400 | event 1 has no object id that can be read",
            })
    void saysWhatAnEventLacksAndReadsItsNeighbours(String part, String replacement, String reason) throws Exception {
        IntuitDelivery delivery = parse("[" + PAYMENT.replace(part, replacement) + "," + PAYMENT + ",7]");
        assertThat(delivery.events()).containsExactly(PAYMENT_EVENT);
        assertThat(delivery.unreadable()).containsExactly(reason, "event 3 has no type that can be read");
    }

    @Test
    void saysWhatNotificationsLack() throws Exception {
        assertThat(parse(
                                """
                {"eventNotifications":[{"realmId":"1"},{"realmId":"1","dataChangeEvent":{"entities":{}}},
                 {"dataChangeEvent":{"entities":[{"name":"Payment","id":"301"}]}}, 5]}""")
                        .unreadable())
                .containsExactly(
                        "a notification has no list of entities",
                        "a notification has no list of entities",
                        "event 1 has no company that can be read",
                        "a notification has no list of entities");
        assertThat(parse("{\"eventNotifications\":{}}").unreadable())
                .containsExactly("eventNotifications is not a list");
    }

    @Test
    void namesTheFirstTwentyPartsThatCannotBeRead() throws Exception {
        assertThat(parse("[0" + ",0".repeat(499_999) + "]").unreadable())
                .hasSize(21)
                .startsWith("event 1 has no type that can be read")
                .endsWith("499980 more that can not be read");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\0\u0001\u0002",
                "canary",
                "[{\"type\":\"canary",
                "[] canary",
                "\"canary\"",
                "7",
                "null",
                "{\"canary\":1,\"canary\":2}",
                "a[canary]=1"
            })
    void saysOfABodyThatCannotBeReadWhyWithoutQuotingIt(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(UnreadableDelivery.class)
                .hasMessageStartingWith("The body is n")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void stopsAtTheLimits() {
        for (String body : new String[] {
            "[".repeat(500_000),
            "{\"a\":".repeat(65) + "1" + "}".repeat(65),
            "[" + "9".repeat(101) + "]",
            "[\"" + "x".repeat(1 << 20) + "\"]",
        }) {
            assertThatThrownBy(() -> parse(body))
                    .isInstanceOf(UnreadableDelivery.class)
                    .hasMessageStartingWith("The JSON is beyond the limits");
        }
    }

    @Property
    void throwsNothingButItsOwnOnAnyBytes(@ForAll byte[] body) {
        parseAnything(body);
    }

    @Property
    void throwsNothingButItsOwnOnBytesThatStartLikeAnotherEncoding(@ForAll("marked") byte[] body) {
        parseAnything(body);
    }

    @Property
    void throwsNothingButItsOwnOnAnyJsonLikeText(@ForAll("jsonLike") String body) {
        parseAnything(body.getBytes(UTF_8));
    }

    @Property
    void throwsNothingButItsOwnOnADamagedDelivery(@ForAll("positions") int position, @ForAll byte replacement) {
        byte[] body = ("[" + PAYMENT + "]").getBytes(UTF_8);
        body[position % body.length] = replacement;
        parseAnything(body);
    }

    private static void parseAnything(byte[] body) {
        try {
            assertThat(IntuitDelivery.parse(body)).isNotNull();
        } catch (UnreadableDelivery e) {
            assertThat(e.getMessage()).startsWith("The ");
        }
    }

    @Provide
    Arbitrary<byte[]> marked() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        return Arbitraries.of(
                        new byte[] {0, 0, (byte) 0xfe, (byte) 0xff},
                        new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0},
                        new byte[] {(byte) 0xfe, (byte) 0xff},
                        new byte[] {(byte) 0xff, (byte) 0xfe},
                        new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
                        new byte[] {0, 0, 0, '['},
                        new byte[] {'[', 0, 0, 0},
                        "[\"".getBytes(UTF_16BE))
                .flatMap(mark -> bytes.map(rest -> {
                    byte[] body = java.util.Arrays.copyOf(mark, mark.length + rest.length);
                    System.arraycopy(rest, 0, body, mark.length, rest.length);
                    return body;
                }));
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        ":",
                        "\"",
                        "\\",
                        "\"type\"",
                        "\"qbo.payment.created.v1\"",
                        "1e9",
                        "-",
                        "null",
                        "\"eventNotifications\"",
                        "\"entities\"",
                        "\"dataChangeEvent\"",
                        "\u0000",
                        "é")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, 400);
    }

    private static IntuitDelivery parse(String body) throws UnreadableDelivery {
        return IntuitDelivery.parse(body.getBytes(UTF_8));
    }
}
