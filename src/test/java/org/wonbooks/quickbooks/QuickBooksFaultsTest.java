package org.wonbooks.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.peer.ApiAnswer;

/** Which fault an answer of QuickBooks is. */
class QuickBooksFaultsTest extends QuickBooksErrors {

    private static final String HTML =
            "<html><head><title>503</title></head><body>" + "x".repeat(9000) + "</body></html>";

    private static final String XML_THROTTLE =
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <IntuitResponse xmlns="http://schema.intuit.com/finance/v3" time="2026-09-15T06:58:50.262-07:00">
            <Fault type="SERVICE"><Error code="3001">
            <Message>message=ThrottleExceeded; errorCode=003001; statusCode=403</Message></Error></Fault></IntuitResponse>
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"QueryResponse\":{},\"time\":\"2026-09-15T05:58:16.123-07:00\"}",
                "{\"Invoice\":{\"Id\":\"239\"},\"Fault\":null}",
                "{\"Customer\":{\"Notes\":\"Fault\",\"error\":[]}}"
            })
    void aSuccessIsNone(String body) {
        assertThatCode(() -> QuickBooksFaults.check(new ApiAnswer(200, body, "1-tid"), false))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"QueryResponse\": %s, \"time\": \"2026-09-15T05:58:16.123-07:00\"}",
                "{\"QueryResponse\": [{\"Invoice\": []}, %s]}",
                "{\"CDCResponse\": [%s]}",
                "{\"CDCResponse\": [{\"QueryResponse\": [{\"Payment\": []}]}, {\"QueryResponse\": [{}, %s]}]}"
            })
    void insteadOfWhatWasFoundIsNotThatThereIsNothing(String body) {
        String whole = body.formatted(business("2210"));
        assertThat(fault(200, whole)).isExactlyInstanceOf(PassingFault.class);
        assertThat(ofRead(200, whole)).isExactlyInstanceOf(RefusedFault.class);
        assertThat(ofRead(200, body.formatted(gateway("3001")))).isInstanceOf(ThrottledFault.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200, 2210, org.wonbooks.fault.RefusedFault",
        "200, 4000, org.wonbooks.quickbooks.QueryRefusedFault",
        "200, 6000, org.wonbooks.quickbooks.UnfitFault",
        "200, 610, org.wonbooks.quickbooks.MissingFault",
        "200, 10000, org.wonbooks.fault.PassingFault",
        "200, '', org.wonbooks.fault.PassingFault",
        "500, 2210, org.wonbooks.fault.RefusedFault",
        "500, 10000, org.wonbooks.fault.PassingFault",
        "500, '', org.wonbooks.fault.PassingFault",
        "503, 2210, org.wonbooks.fault.PeerDownFault"
    })
    void ofAReadIsDefiniteWhereTheBooksSaySo(int status, String code, Class<?> expected) {
        assertThat(ofRead(status, business(code))).isExactlyInstanceOf(expected);
        assertThat(fault(500, business("2210"))).as("of a write").isExactlyInstanceOf(PassingFault.class);
        assertThat(ofRead(500, gateway("2210"))).as("not the books").isExactlyInstanceOf(PassingFault.class);
    }

    private static Fault ofRead(int status, String body) {
        return catchThrowableOfType(Fault.class, () -> QuickBooksFaults.check(new ApiAnswer(status, body, null), true));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 6240, org.wonbooks.quickbooks.NameTakenFault",
        "400, 4000, org.wonbooks.quickbooks.QueryRefusedFault",
        "400, 4001, org.wonbooks.quickbooks.QueryRefusedFault",
        "400, 4002, org.wonbooks.quickbooks.QueryRefusedFault",
        "400, 610,  org.wonbooks.quickbooks.MissingFault",
        "400, 600,  org.wonbooks.fault.PassingFault",
        "400, 5010, org.wonbooks.quickbooks.StaleFault",
        "400, 10000, org.wonbooks.fault.PassingFault",
        "400, 3001, org.wonbooks.fault.ThrottledFault",
        "429, 3001, org.wonbooks.fault.ThrottledFault",
        "403, 3001, org.wonbooks.fault.ThrottledFault",
        "403, 003001, org.wonbooks.fault.ThrottledFault",
        "403, 3100, org.wonbooks.fault.ForbiddenFault",
        "403, 120,  org.wonbooks.fault.ForbiddenFault",
        "403, 5020, org.wonbooks.fault.ForbiddenFault",
        "500, 10000, org.wonbooks.fault.PassingFault",
        "500, 120,  org.wonbooks.fault.PassingFault",
        "501, '',   org.wonbooks.fault.PassingFault",
        "502, '',   org.wonbooks.fault.PeerDownFault",
        "503, 10000, org.wonbooks.fault.PeerDownFault",
        "504, '',   org.wonbooks.fault.PeerDownFault",
        "400, 500,  org.wonbooks.fault.RefusedFault",
        "400, 620,  org.wonbooks.fault.RefusedFault",
        "400, 2010, org.wonbooks.fault.RefusedFault",
        "400, 2020, org.wonbooks.fault.RefusedFault",
        "400, 2030, org.wonbooks.fault.RefusedFault",
        "400, 2040, org.wonbooks.fault.RefusedFault",
        "400, 2050, org.wonbooks.fault.RefusedFault",
        "400, 2210, org.wonbooks.fault.RefusedFault",
        "400, 2500, org.wonbooks.quickbooks.MissingFault",
        "400, 5020, org.wonbooks.quickbooks.UnfitFault",
        "400, 5030, org.wonbooks.quickbooks.UnfitFault",
        "400, 6000, org.wonbooks.quickbooks.UnfitFault",
        "400, 6100, org.wonbooks.quickbooks.UnfitFault",
        "400, 6140, org.wonbooks.fault.RefusedFault",
        "400, 6190, org.wonbooks.fault.ForbiddenFault",
        "400, 6200, org.wonbooks.quickbooks.UnfitFault",
        "400, 6210, org.wonbooks.quickbooks.UnfitFault",
        "400, 6540, org.wonbooks.fault.RefusedFault",
        "404, '',   org.wonbooks.fault.PermanentFault",
        "413, '',   org.wonbooks.fault.PermanentFault",
        "302, '',   org.wonbooks.fault.PermanentFault",
        "200, 610,  org.wonbooks.quickbooks.MissingFault",
        "200, 6240, org.wonbooks.quickbooks.NameTakenFault",
        "200, 6000, org.wonbooks.fault.PassingFault",
        "200, 6190, org.wonbooks.fault.ForbiddenFault",
        "200, 10000, org.wonbooks.fault.PassingFault"
    })
    void isToldByStatusAndCodeInBothDialects(int status, String code, Class<?> expected) {
        for (String body : new String[] {business(code), gateway(code)}) {
            Fault fault = fault(status, body);
            assertThat(fault).as(body).isExactlyInstanceOf(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, org.wonbooks.fault.ThrottledFault",
        "403, org.wonbooks.fault.ThrottledFault",
        "503, org.wonbooks.fault.PeerDownFault"
    })
    void isReadFromXmlToo(int status, Class<?> expected) {
        assertThat(fault(status, XML_THROTTLE)).isExactlyInstanceOf(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "302, org.wonbooks.fault.PermanentFault",
        "400, org.wonbooks.fault.PermanentFault",
        "403, org.wonbooks.fault.ForbiddenFault",
        "404, org.wonbooks.fault.PermanentFault",
        "429, org.wonbooks.fault.ThrottledFault",
        "500, org.wonbooks.fault.PassingFault",
        "502, org.wonbooks.fault.PeerDownFault",
        "503, org.wonbooks.fault.PeerDownFault",
        "504, org.wonbooks.fault.PeerDownFault"
    })
    void needsNoReadableBody(int status, Class<?> expected) {
        for (String body :
                new String[] {"", HTML, "{\"Fault\":", "{}", "[]", "null", "{\"Fault\":{\"Error\":\"x\"}}"}) {
            Fault fault = fault(status, body);
            assertThat(fault).as(body).isExactlyInstanceOf(expected);
            assertThat(fault.getMessage()).hasSizeLessThan(150).doesNotContain("<", "()");
        }
    }

    @Test
    void aFaultWithoutAnyErrorIsStillAFault() {
        assertThat(fault(200, "{\"Fault\":{\"Error\":[],\"type\":\"SystemFault\"}}"))
                .isInstanceOf(PassingFault.class);
        assertThat(fault(200, "{\"fault\":{\"type\":\"SERVICE\"}}")).isInstanceOf(PassingFault.class);
    }

    @Test
    void onlyACodeOfQuickBooksItselfProvesThatNothingWasMade() {
        assertThat(fault(400, business("6000"))).isInstanceOf(RefusedFault.class);
        assertThat(fault(400, HTML)).isInstanceOf(PermanentFault.class).isNotInstanceOf(RefusedFault.class);
        assertThat(fault(200, business("6000"))).isNotInstanceOf(RefusedFault.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 429})
    void waitsForAMinuteWhenItIsAskedToSlowDown(int status) {
        ThrottledFault fault = (ThrottledFault) fault(status, gateway("3001"));
        assertThat(fault.waitFor()).isEqualTo(Duration.ofSeconds(60));
        assertThat(fault).hasMessage("QuickBooks asks us to slow down");
    }

    @Test
    void namesThePeerThatIsDown() {
        PeerDownFault fault = (PeerDownFault) fault(503, HTML);
        assertThat(fault.peer()).isEqualTo(Peer.QUICKBOOKS);
        assertThat(fault).hasMessage("QuickBooks is down (503)");
        assertThat(fault(500, HTML)).isInstanceOf(PassingFault.class);
    }

    private static String gateway(String code) {
        return """
               {"warnings":null,"intuitObject":null,"fault":{"error":[{"message":"message=Something; statusCode=4xx",
                "detail":"The detail","code":"%s","element":null}],"type":"SERVICE"},"report":null,
                "queryResponse":null,"batchItemResponse":[],"requestId":null,"time":1601391072830,"status":null}
               """
                .formatted(code);
    }
}
