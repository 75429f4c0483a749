package org.wonbooks.console.door;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.wonbooks.console.page.PageController;

/** The form of the log-in, and where people go after it: back to where they were, if that is a page of ours. */
@PageController
class LoginPage {

    private static final String ADDRESS = "/login";

    /** Where Intuit sends people whose consent has ended. */
    static final String RECONNECT = "/oauth/quickbooks/reconnect";

    /** Never to a consent page: behind a form it would need a wider form-action. */
    private static final Pattern PAGE =
            Pattern.compile("/(?:(?:connections|deals|attention|audit|routes|system)(?:[/?][\\w/?&=%.,+-]*)?)?");

    private static final int LONGEST = 1000;

    /** Says that a page's script asks, for a part of that page. */
    static final String BY_SCRIPT = "HX-Request";

    /** Each of its forms is sent to an address below that of a page. */
    private static final Pattern OF_FORM = Pattern.compile(
            "(/(?:connections/(?:new|\\d{1,18})|deals/\\d{1,18}/\\d{1,18}|deals|attention|audit|routes|system))(?:/.*)?");

    @GetMapping(ADDRESS)
    String login() {
        return "login";
    }

    /** The form, for whoever asked for a page without having logged in. */
    static String before(HttpServletRequest request) {
        if (request.getRequestURI().equals(RECONNECT)) {
            return ADDRESS + "?realm=" + realm(request, "realmId");
        }
        String page = page(request);
        String next =
                !page.equals("/") && isPage(page) ? "next=" + URLEncoder.encode(page, StandardCharsets.UTF_8) : "";
        String ended = request.getMethod().equals("GET") ? "" : "ended" + (next.isEmpty() ? "" : "&");
        return ADDRESS + (ended.isEmpty() && next.isEmpty() ? "" : "?" + ended + next);
    }

    /** Where the person is who asks. */
    private static String page(HttpServletRequest request) {
        if (request.getHeader(BY_SCRIPT) != null) {
            String shown = request.getHeader("HX-Current-URL");
            return shown == null ? "/" : shown.replaceFirst("^https?://[^/]*", "");
        }
        if (!request.getMethod().equals("GET")) {
            Matcher form = OF_FORM.matcher(request.getRequestURI());
            return form.matches() ? form.group(1) : "/";
        }
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** Where to go on to. Whoever came from QuickBooks to connect again does so. */
    static String after(HttpServletRequest request) {
        if (request.getParameter("realm") != null) {
            return RECONNECT + "?realmId=" + realm(request, "realm");
        }
        String next = request.getParameter("next");
        return next != null && isPage(next) ? next : "/";
    }

    /** The form once more, for whoever did not get in. */
    static String again(HttpServletRequest request) {
        String next = request.getParameter("next");
        String kept = next != null && isPage(next) ? "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8) : "";
        return ADDRESS + "?error"
                + (request.getParameter("realm") == null ? kept : "&realm=" + realm(request, "realm"));
    }

    private static boolean isPage(String address) {
        return address.length() <= LONGEST && PAGE.matcher(address).matches();
    }

    private static String realm(HttpServletRequest request, String parameter) {
        String realm = request.getParameter(parameter);
        return realm != null && realm.matches("[0-9]{1,30}") ? realm : "";
    }
}
