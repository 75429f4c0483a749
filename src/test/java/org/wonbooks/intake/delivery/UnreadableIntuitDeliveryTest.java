package org.wonbooks.intake.delivery;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be read of a delivery of Intuit is named, and never quoted; the rest of it is read. */
class UnreadableIntuitDeliveryTest extends IntuitPayment {

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
}
