package org.wonbooks.schedule;

/** What may become of one HTTP exchange: before the peer has done what it was asked for, or after. */
enum HttpFault {
    REFUSED(false, 0, null),
    CUT_BEFORE(false, 0, null),
    CUT_AFTER(true, 0, null),
    TIMED_OUT_AFTER(true, 0, null),
    TRUNCATED(true, 0, null),
    GARBLED(true, 200, "\u0000\u0001<<garbled"),
    EMPTY(true, 200, ""),
    PAGE_OF_A_GATEWAY(true, 200, "<html><body>Please wait</body></html>"),
    FAILED_BEFORE(false, 500, "{\"fault\":{}}"),
    FAILED_AFTER(true, 500, "{\"fault\":{}}"),
    UNAVAILABLE_BEFORE(false, 503, "<html>Service unavailable</html>"),
    UNAVAILABLE_AFTER(true, 503, "<html>Service unavailable</html>"),
    GATEWAY_TIMED_OUT_AFTER(true, 504, "<html>Gateway time-out</html>"),
    BAD_GATEWAY_AFTER(true, 502, "<html>Bad gateway</html>"),
    THROTTLED(false, 429, "{\"retry_after\":2,\"detail\":\"Too many requests\"}"),
    THROTTLED_IN_XML(
            false,
            429,
            "<IntuitResponse><Fault type=\"SERVICE\"><Error code=\"3001\"><Message>ThrottleExceeded</Message></Error>"
                    + "</Fault></IntuitResponse>"),
    UNAUTHORIZED(false, 401, "{}"),
    FAULT_IN_A_200_BEFORE(false, 200, Bodies.FAULT),
    FAULT_IN_A_200_AFTER(true, 200, Bodies.FAULT);

    private final boolean after;
    private final int status;
    private final String body;

    HttpFault(boolean after, int status, String body) {
        this.after = after;
        this.status = status;
        this.body = body;
    }

    /** Is the call carried out? */
    boolean after() {
        return after;
    }

    /** Of the answer in place of the peer's; 0: there is none. */
    int status() {
        return status;
    }

    String body() {
        return body;
    }

    /** Can a call end so? A fault in a 200 is QuickBooks' way; a token endpoint does not ask for a token. */
    boolean fits(String call) {
        boolean token = call.contains("oauth2");
        return switch (this) {
            case UNAUTHORIZED -> !token;
            case FAULT_IN_A_200_BEFORE, FAULT_IN_A_200_AFTER, THROTTLED_IN_XML ->
                call.contains("/quickbooks/") && !token;
            default -> true;
        };
    }

    private static final class Bodies {

        static final String FAULT =
                """
                {"Fault": {"Error": [{"Message": "An application error has occurred while processing your request",
                                      "Detail": "System Failure Error", "code": "10000"}], "type": "SystemFault"}}""";
    }
}
