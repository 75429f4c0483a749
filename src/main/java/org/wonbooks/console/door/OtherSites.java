package org.wonbooks.console.door;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.wonbooks.configuration.WonbooksSettings;

/**
 * Tells the requests that another site's page has a browser make, which knows the password or the session and must not
 * lend them. A program says nothing of where it comes from.
 */
final class OtherSites implements RequestMatcher {

    private final String ours;

    OtherSites(WonbooksSettings settings) {
        String url = settings.publicUrl();
        // As browsers say it: no path, and no port where it is the usual one.
        ours = url.replaceFirst("(://[^/]*).*", "$1").replaceFirst(url.startsWith("https:") ? ":443$" : ":80$", "");
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        if ("cross-site".equals(site) || "same-site".equals(site)) {
            return true;
        }
        // A browser that says so itself has compared the two, by whichever name it reaches us.
        return origin != null && !"same-origin".equals(site) && !origin.equalsIgnoreCase(ours);
    }

    /**
     * The same of what forms send, which carry a token beside. A browser names no origin for those of our own pages,
     * since they are to send no referrer; which site it is, an old one doesn't say either.
     */
    boolean isFormOfOne(HttpServletRequest request) {
        boolean saysNothing = "null".equals(request.getHeader("Origin")) && request.getHeader("Sec-Fetch-Site") == null;
        return !saysNothing && matches(request);
    }
}
