package org.wonbooks.sandbox.quickbooks;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.wonbooks.sandbox.Json;

/**
 * What QuickBooks answers in place of a result. Two layers speak two dialects: the accounting service behind its
 * gateway ({@code Fault}, status 400), and the gateway itself ({@code fault} in lower case: 401, 403, 429).
 */
final class QuickBooksFault extends RuntimeException {

    private static final Map<String, String> MESSAGES = Map.ofEntries(
            entry("500", "Unsupported Operation"),
            entry("610", "Object Not Found"),
            entry("620", "Transaction can't be linked"),
            entry("2010", "Request has invalid or unsupported property"),
            entry("2020", "Required param missing, need to supply the required value for the API"),
            entry("2030", "Invalid ID"),
            entry("2040", "Invalid String. The String may contain unsupported or illegal chars"),
            entry("2050", "String length is either shorter or longer than supported by specification"),
            entry("2080", "Invalid Number"),
            entry("2130", "Invalid Request Id Format"),
            entry("2210", "Malformed Email Address Format"),
            entry("2500", "Invalid Reference Id"),
            entry("4000", "Error parsing query"),
            entry("4001", "Invalid query"),
            entry("5010", "Stale Object Error"),
            entry("6000", "A business validation error has occurred while processing your request"),
            entry("6070", "Amount calculation incorrect in the request"),
            entry("6080", "No Name Provided"),
            entry("6100", "Invalid line tax code"),
            entry("6140", "Duplicate Document Number Error"),
            entry("6240", "Duplicate Name Exists Error"));

    private final int status;
    private final String code;
    private final String detail;
    private final String element;

    /** A fault of the accounting service. */
    QuickBooksFault(String code, String detail, String element) {
        this(400, code, detail, element);
    }

    private QuickBooksFault(int status, String code, String detail, String element) {
        super(code + " " + detail);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.element = element;
    }

    /** The access token is missing, unknown or expired. */
    static QuickBooksFault unauthenticated(String detail) {
        return new QuickBooksFault(401, "3200", detail, "AuthenticationFailed");
    }

    /** The access token belongs to another company. */
    static QuickBooksFault forbidden() {
        return new QuickBooksFault(
                403, "3100", "Token is not valid for this company", "ApplicationAuthorizationFailed");
    }

    /** Too many calls. */
    static QuickBooksFault throttled() {
        return new QuickBooksFault(429, "3001", "The request limit was reached.  Try again later", "ThrottleExceeded");
    }

    static QuickBooksFault notFound() {
        return new QuickBooksFault(
                "610",
                "Object Not Found : Something you're trying to use has been made inactive. Check the fields with"
                        + " accounts, customers, items, vendors or employees.",
                null);
    }

    static QuickBooksFault missing(String element) {
        return new QuickBooksFault("2020", "Required parameter " + element + " is missing in the request", element);
    }

    ResponseEntity<byte[]> answer(Clock clock) {
        ResponseEntity<byte[]> answer = Json.answer(status, status == 400 ? business(clock) : gateway(clock));
        if (status != 401) {
            return answer;
        }
        return ResponseEntity.status(status)
                .headers(answer.getHeaders())
                .header("WWW-Authenticate", "Bearer realm=\"Intuit\", error=\"invalid_token\"")
                .body(answer.getBody());
    }

    private ObjectNode business(Clock clock) {
        ObjectNode body = Json.object();
        ObjectNode fault = body.putObject("Fault");
        ObjectNode error = fault.putArray("Error").addObject();
        error.put("Message", MESSAGES.get(code)).put("Detail", detail).put("code", code);
        if (element != null) {
            error.put("element", element);
        }
        fault.put("type", "ValidationFault");
        return body.put("time", Company.time(clock.instant(), true));
    }

    private ObjectNode gateway(Clock clock) {
        ObjectNode body = Json.object().putNull("warnings").putNull("intuitObject");
        ObjectNode fault = body.putObject("fault");
        fault.putArray("error")
                .addObject()
                .put("message", gatewayMessage())
                .put("detail", detail)
                .put("code", code)
                .putNull("element");
        fault.put("type", status == 401 ? "AUTHENTICATION" : "SERVICE");
        body.putNull("report").putNull("queryResponse").putNull("requestId");
        body.putArray("batchItemResponse");
        body.putArray("cdcresponse");
        return body.put("time", clock.millis()).putNull("status");
    }

    /** The same in XML, which the gateway sometimes sends to callers that asked for JSON. */
    String xml() {
        return """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?><IntuitResponse \
                xmlns="http://schema.intuit.com/finance/v3"><Fault type="SERVICE"><Error code="%s"><Message>%s</Message>\
                <Detail>%s</Detail></Error></Fault></IntuitResponse>"""
                .formatted(code, gatewayMessage(), detail);
    }

    private String gatewayMessage() {
        return "message=%s; errorCode=00%s; statusCode=%d".formatted(element, code, status);
    }
}
