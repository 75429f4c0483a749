package org.wonbooks.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.peer.ApiAnswer;

class KommoFaultsTest {

    private static final String HTML =
            "<html><head><title>403 Forbidden</title></head><body>nginx" + "x".repeat(9000) + "</body></html>";

    @ParameterizedTest
    @CsvSource({"200, {}", "201, {}", "202, ''", "204, ''", "200, <html>"})
    void aSuccessIsNone(int status, String body) {
        assertThatCode(() -> KommoFaults.check(new ApiAnswer(status, body, null)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "302, org.wonbooks.kommo.KommoRefusedFault",
        "400, org.wonbooks.kommo.CallRefusedFault",
        "402, org.wonbooks.fault.ForbiddenFault",
        "404, org.wonbooks.kommo.UnknownAddressFault",
        "405, org.wonbooks.kommo.KommoRefusedFault",
        "422, org.wonbooks.kommo.KommoRefusedFault",
        "429, org.wonbooks.fault.ThrottledFault",
        "500, org.wonbooks.fault.PassingFault",
        "502, org.wonbooks.fault.PeerDownFault",
        "503, org.wonbooks.fault.PeerDownFault",
        "504, org.wonbooks.fault.PeerDownFault",
        "520, org.wonbooks.fault.PassingFault"
    })
    void isToldByStatusWhateverTheBodyIs(int status, Class<?> expected) {
        String[] bodies = {"", HTML, "{", "[]", "null", "7", "{\"detail\":null}", "{\"detail\":\"Something\"}"};
        for (String body : bodies) {
            Fault fault = fault(status, body);
            assertThat(fault).as(body).isExactlyInstanceOf(expected);
            assertThat(fault.getMessage()).hasSizeLessThan(100).doesNotContain("<", "null");
        }
    }

    /** A page is what stands before Kommo and blocks addresses; JSON, or nothing, is Kommo's word on one account. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 Forbidden | Kommo blocks this address | unblock the address",
                "<html>403 Forbidden</html> | Kommo blocks this address | unblock the address",
                "{\"title\":\"Forbidden\",\"status\":403} | Kommo forbids access | as an administrator",
                "{} | Kommo forbids access | as an administrator",
                "'' | Kommo forbids access | as an administrator",
                "' ' | Kommo forbids access | as an administrator",
            })
    void tellsABlockOfOurAddressFromMissingRights(String body, String message, String fix) {
        Fault fault = fault(403, body);
        assertThat(fault)
                .isExactlyInstanceOf(message.contains("blocks") ? BlockedFault.class : ForbiddenFault.class)
                .hasMessage(message);
        assertThat(fault.fix()).contains(fix);
        assertThat(((PeerDownFault) fault).pause()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void saysWhichFieldIsWrong() {
        Fault fault = fault(
                400,
                """
                {"validation-errors":[{"request_id":"0","errors":[
                  {"code":"NotSupportedChoice","path":"custom_fields_values.0.field_id",
                   "detail":"The value you selected is not a valid choice."},
                  {"code":"InvalidType","path":"status_id","detail":"This value should be of type int."}]}],
                 "title":"Bad Request","type":"https://httpstatus.es/400","status":400,
                 "detail":"Request validation failed"}
                """);
        assertThat(fault)
                .hasMessage(
                        "Kommo refused the call (400): custom_fields_values.0.field_id: The value you selected is not"
                                + " a valid choice.; status_id: This value should be of type int.");
        assertThat(fault.fix()).isEqualTo(KommoFaults.FIX);
        assertThat(fault).isInstanceOfSatisfying(LeadRefusedFault.class, refused -> {
            assertThat(refused.fields()).containsExactly(0);
            assertThat(refused.stage()).isTrue();
        });
    }

    @Test
    void saysWhatIsWrongWithWhichDeal() {
        Fault fault = fault(
                400,
                """
                {"errors":{"15318175":"Loss reason can be specified only for lost lead"},"title":"Bad Request",
                 "type":"https://httpstatus.es/400","status":400,"detail":"Invalid request body"}
                """);
        assertThat(fault)
                .hasMessage("Kommo refused the call (400): 15318175: Loss reason can be specified only for lost lead");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | Request data can not be empty",
                "404 | Cannot GET https://acme.kommo.com/api/v4/nope",
                "405 | Method Not Allowed",
                "422 | Limit 250 per page"
            })
    void saysTheDetail(int status, String detail) {
        assertThat(fault(status, "{\"title\":\"T\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}"))
                .hasMessage("Kommo refused the call (" + status + "): " + detail);
    }

    @Test
    void quotesNoBodyAtLength() {
        assertThat(fault(400, "{\"detail\":\"" + "d".repeat(5000) + "\"}").getMessage())
                .hasSizeLessThan(600)
                .contains("ddd");
        String error = "{\"path\":\"" + "p".repeat(200) + "\",\"detail\":\"" + "d".repeat(200) + "\"}";
        String errors = "{\"validation-errors\":[{\"errors\":[" + error + ("," + error).repeat(99) + "]}]}";
        assertThat(fault(400, errors).getMessage()).hasSizeLessThan(600);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"retry_after\":300}            | 300",
                "{\"retry_after\":\"45\"}         | 45",
                "{\"retry_after\":0}              | 1",
                "{\"retry_after\":-5}             | 1",
                "{\"retry_after\":null}           | 1",
                "{\"retry_after\":86400}          | 300",
                "{\"retry_after\":9999999999999999} | 300",
                "{}                               | 1",
                "<html>slow down</html>           | 1"
            })
    void waitsAsLongAsItIsAskedButNotForEver(String body, long seconds) {
        ThrottledFault fault = (ThrottledFault) fault(429, body);
        assertThat(fault.waitFor()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(fault).hasMessage("Kommo asks us to slow down");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "402 | Kommo refuses: the account is not paid for | Pay for the Kommo account",
                "403 | Kommo blocks this address | unblock the address",
                "504 | Kommo is down (504) | Nothing: Kommo is tried again by itself"
            })
    void namesThePeerThatIsDown(int status, String message, String fix) {
        PeerDownFault fault = (PeerDownFault) fault(status, HTML);
        assertThat(fault.peer()).isEqualTo(Peer.KOMMO);
        assertThat(fault).hasMessage(message);
        assertThat(fault.fix()).contains(fix);
    }

    private static Fault fault(int status, String body) {
        Fault fault = catchThrowableOfType(Fault.class, () -> KommoFaults.check(new ApiAnswer(status, body, null)));
        assertThat(fault).as(status + " " + body).isNotNull();
        return fault;
    }
}
