package org.wonbooks.sandbox.quickbooks.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.wonbooks.sandbox.contract.Refusal;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;
import org.wonbooks.sandbox.store.Store;

/**
 * What QuickBooks answers in place of a result. Two layers speak two dialects: the accounting service behind its
 * gateway ({@code Fault}, status 400), and the gateway itself ({@code fault} in lower case: 401, 403, 429).
 */
public final class QuickBooksFault extends Refusal {

    private final int status;
    private final String code;
    private final String detail;
    private final String element;
    private boolean xml;

    public QuickBooksFault(String code, String detail, String element) {
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
    public static QuickBooksFault unauthenticated(String detail) {
        return new QuickBooksFault(401, "3200", detail, "AuthenticationFailed");
    }

    public static QuickBooksFault forbidden() {
        return new QuickBooksFault(
                403, "3100", "Token is not valid for this company", "ApplicationAuthorizationFailed");
    }

    /** @param xml which the gateway sometimes sends to callers that asked for JSON */
    public static QuickBooksFault throttled(boolean xml) {
        String detail = "The request limit was reached.  Try again later";
        QuickBooksFault fault = new QuickBooksFault(429, "3001", detail, "ThrottleExceeded");
        fault.xml = xml;
        return fault;
    }

    public static QuickBooksFault notFound() {
        return new QuickBooksFault(
                "610",
                "Object Not Found : Something you're trying to use has been made inactive. Check the fields with"
                        + " accounts, customers, items, vendors or employees.",
                null);
    }

    public static QuickBooksFault missing(String element) {
        return new QuickBooksFault("2020", "Required parameter " + element + " is missing in the request", element);
    }

    public static QuickBooksFault tooLong(int longest, String value, String element) {
        String detail = "Min:0 Max:%d supported. Supplied length:%d".formatted(longest, value.length());
        return new QuickBooksFault("2050", detail, element);
    }

    public static QuickBooksFault unsupported(String what) {
        return new QuickBooksFault("500", "Operation " + what + " is not supported.", null);
    }

    public static QuickBooksFault business(String detail) {
        return new QuickBooksFault("6000", "Business Validation Error: " + detail, null);
    }

    @Override
    public ResponseEntity<byte[]> answer(Instant now, Store store) {
        if (xml || status == 400 && Modes.of(store, "quickbooks", "faults").equals("xml")) {
            return Json.answer(status, MediaType.APPLICATION_XML, xml());
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (status == 401) {
            answer.header("WWW-Authenticate", "Bearer realm=\"Intuit\", error=\"invalid_token\"");
        }
        String body = Json.write(status == 400 ? business(now) : gateway(now));
        return answer.body(body.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode business(Instant now) {
        ObjectNode body = Json.object();
        ObjectNode fault = body.putObject("Fault").put("type", "ValidationFault");
        ObjectNode error = fault.putArray("Error").addObject();
        error.put("Message", Rules.of("faults", code).asText())
                .put("Detail", detail)
                .put("code", code);
        if (element != null) {
            error.put("element", element);
        }
        return body.put("time", Company.time(now, true));
    }

    private ObjectNode gateway(Instant now) {
        ObjectNode body = Json.parse(
                """
                {"warnings": null, "intuitObject": null, "fault": {}, "report": null, "queryResponse": null,
                 "requestId": null, "batchItemResponse": [], "cdcresponse": []}""");
        ObjectNode fault = body.withObjectProperty("fault");
        ObjectNode error = fault.putArray("error").addObject().put("message", gatewayMessage());
        error.put("detail", detail).put("code", code).putNull("element");
        fault.put("type", status == 401 ? "AUTHENTICATION" : "SERVICE");
        return body.put("time", now.toEpochMilli()).putNull("status");
    }

    private String xml() {
        return """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?><IntuitResponse \
                xmlns="http://schema.intuit.com/finance/v3"><Fault type="%s"><Error code="%s"><Message>%s</Message>\
                <Detail>%s</Detail></Error></Fault></IntuitResponse>"""
                .formatted(
                        status == 400 ? "ValidationFault" : "SERVICE",
                        code,
                        status == 400 ? Rules.of("faults", code).asText() : gatewayMessage(),
                        detail.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private String gatewayMessage() {
        return "message=%s; errorCode=00%s; statusCode=%d".formatted(element, code, status);
    }
}
