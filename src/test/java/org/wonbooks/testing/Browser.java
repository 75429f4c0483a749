package org.wonbooks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person's browser, which keeps cookies and follows nothing by itself. */
public final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String url;
    private final String authorization;

    /** @param name of who signs in by HTTP basic; null: nobody does */
    public Browser(String url, String name, String password) {
        this.url = url;
        authorization = name == null
                ? null
                : "Basic "
                        + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends a request, of a form where it is a POST, else of JSON; to the product where the path begins with a slash.
     */
    public HttpResponse<String> page(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("/") ? url + path : path))
                .header(
                        "Content-Type",
                        method.equals("POST") ? "application/x-www-form-urlencoded" : "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where a page leads. */
    public String redirect(String path) {
        HttpResponse<String> answer = page("GET", path, "");
        String location = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
        return URI.create(path.startsWith("/") ? url + path : path)
                .resolve(location)
                .toString();
    }

    /** Signs in by the form. */
    public HttpResponse<String> signIn(String name, String password) {
        Matcher token = TOKEN.matcher(page("GET", "/login", "").body());
        if (!token.find()) {
            throw new AssertionError("The log-in page has no token");
        }
        return page(
                "POST",
                "/login",
                "username=" + encoded(name) + "&password=" + encoded(password) + "&_csrf=" + encoded(token.group(1)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The cookies that it has. */
    public void cookies(BiConsumer<String, String> taker) {
        cookies.getCookieStore().getCookies().forEach(cookie -> taker.accept(cookie.getName(), cookie.getValue()));
    }

    /** The parameters of an address. */
    public static Map<String, String> query(String address) {
        return Arrays.stream(URI.create(address).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> a));
    }
}
