package org.wonbooks.console.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;

/** A path or method that no chain of {@link SecurityConfiguration} takes is a 400, with the headers that all have. */
@Component
class RejectedRequests implements RequestRejectedHandler {

    private final List<HeaderWriter> headers;

    RejectedRequests(WonbooksSettings settings) {
        HstsHeaderWriter hsts = new HstsHeaderWriter();
        boolean https = settings.publicUrl().startsWith("https:");
        hsts.setRequestMatcher(request -> https);
        headers = List.of(
                new ContentSecurityPolicyHeaderWriter(SecurityConfiguration.PAGES),
                new XContentTypeOptionsHeaderWriter(),
                new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
                new ReferrerPolicyHeaderWriter(ReferrerPolicy.NO_REFERRER),
                new CacheControlHeadersWriter(),
                hsts);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException {
        headers.forEach(writer -> writer.writeHeaders(request, response));
        response.sendError(HttpStatus.BAD_REQUEST.value());
    }
}
