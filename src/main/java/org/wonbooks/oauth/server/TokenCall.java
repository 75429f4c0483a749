package org.wonbooks.oauth.server;

import java.time.Duration;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.springframework.stereotype.Component;

/** The one call to a token endpoint. */
@Component
class TokenCall extends RouteBuilder {

    static final String ROUTE = "oauth-token-call";

    /** What the call to a token endpoint may take: less than the lease that holds others off. */
    private static final Duration CALL = Duration.ofSeconds(10);

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        getContext().getRegistry().bind("oauth-token-headers", onlyOurHeaders());

        from("direct:" + ROUTE)
                .routeId(ROUTE)
                .description("Asks a token endpoint, or whose a token is; the address comes from the settings.")
                .to("http:token-endpoint?throwExceptionOnFailure=false&followRedirects=false"
                        + "&deleteWithBody=true&responseTimeout=" + CALL.toMillis()
                        + "&headerFilterStrategy=#oauth-token-headers&contentTypeCharsetEnabled=false"
                        + "&userAgent=Wonbooks&cookieStore=#class:org.apache.camel.component.http.NoopCookieStore")
                .id("oauth-token-post");
    }

    /** Lets nothing out or in but what is named here. */
    private static DefaultHeaderFilterStrategy onlyOurHeaders() {
        DefaultHeaderFilterStrategy only = new DefaultHeaderFilterStrategy();
        only.setFilterOnMatch(false);
        only.setLowerCase(true);
        only.setOutFilter(Set.of(
                "authorization",
                "content-type",
                "accept",
                "x-include-refresh-token-hard-expires-in",
                "x-refresh-token"));
        only.setInFilter(Set.of("intuit_tid", "retry-after"));
        return only;
    }
}
