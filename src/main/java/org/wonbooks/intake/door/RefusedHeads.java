package org.wonbooks.intake.door;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpStatus;

/**
 * Says what the server refuses for a request's head alone, such as a path that can't be read or a second Host, in one
 * line and with the headers of all answers: the server's own page would have neither. The doors for webhooks answer
 * paths and methods that they do not have as they always do.
 */
final class RefusedHeads extends ValveBase {

    private final RefusalHeaders headers;

    RefusedHeads(RefusalHeaders headers) {
        super(true);
        this.headers = headers;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!response.isErrorReportRequired() || request.isAsync()) {
            getNext().invoke(request, response);
            return;
        }
        response.setSuspended(false);
        if (isForHooks(request)) {
            boolean post = request.getMethod().equals("POST");
            response.setStatus(post ? HttpStatus.NOT_FOUND.value() : HttpStatus.METHOD_NOT_ALLOWED.value());
            if (!post) {
                response.setHeader("Allow", "POST");
            }
            response.setContentLength(0);
            return;
        }
        if ("CONNECT".equals(request.getMethod())) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        headers.set(response);
        response.setContentType("text/plain;charset=utf-8");
        response.getReporter().write(status == null ? "" : status.value() + " " + status.getReasonPhrase() + "\n");
    }

    /** And is a whole request, but for its path and method. */
    private static boolean isForHooks(Request request) {
        AtomicBoolean broken = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.IS_ERROR, broken);
        String path = request.getRequestURI();
        return !broken.get() && path != null && path.startsWith("/webhooks/");
    }
}
