package org.wonbooks.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.wonbooks.testing.SandboxCalls;

/** Calls of Wonbooks, made again by a test: as they were, but for what can be said only once. */
final class Resent {

    /** Those that are sent again. */
    static final Set<String> HEADERS = Set.of(
            "authorization",
            "accept",
            "content-type",
            "user-agent",
            "x-include-refresh-token-hard-expires-in",
            "x-refresh-token");

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final String base;
    private final SandboxCalls sandbox;
    private int number;
    private String said;
    private String refreshToken;
    private String kommoToken;
    private String quickbooksToken;

    Resent(String base, SandboxCalls sandbox) {
        this.base = base;
        this.sandbox = sandbox;
    }

    /** The call with names, ids and grants that nobody has used. */
    ObjectNode fresh(String kind, ObjectNode call) {
        ObjectNode fresh = call.deepCopy();
        fresh.put("system", kind.replaceFirst(" .*", ""));
        number++;
        ObjectNode headers = (ObjectNode) fresh.get("headers");
        if (headers.path("authorization").asText().startsWith("Bearer ")) {
            headers.put("authorization", bearer(kind));
        }
        if (headers.has("x-refresh-token")) {
            headers.put("x-refresh-token", kommoRefreshToken(exchange()));
        }
        if (fresh.at("/query/requestid").isTextual()) {
            ((ObjectNode) fresh.get("query")).put("requestid", UUID.randomUUID().toString());
        }
        if (fresh.path("body") instanceof ObjectNode body) {
            List.of("DisplayName", "Name").stream()
                    .filter(body::has)
                    .forEach(name -> body.put(name, "Strict " + number));
            if (kind.endsWith("update")) {
                body.put("SyncToken", syncToken(body.path("Id").asText()));
            }
            if (kind.contains(" token")) {
                grant(kind, body);
            }
        }
        if (kind.endsWith("addFields")) {
            for (int i = 0; i < fresh.get("body").size(); i++) {
                ((ObjectNode) fresh.get("body").get(i)).put("code", "STRICT_" + number + "_" + i);
            }
        }
        return fresh;
    }

    private String syncToken(String invoice) {
        return sandbox.get("/quickbooks/realms/" + SandboxCalls.REALM + "/invoice/" + invoice)
                .path("SyncToken")
                .asText();
    }

    private void grant(String kind, ObjectNode body) {
        boolean kommo = kind.startsWith("kommo");
        if (kind.endsWith("authorization_code")) {
            body.put("code", code(kommo, body));
        } else if (kommo) {
            body.put("refresh_token", kommoRefreshToken(body.deepCopy()));
        } else {
            body.put("refresh_token", refreshToken());
        }
    }

    private ObjectNode exchange() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("client_id", "sandbox-client")
                .put("client_secret", "sandbox-secret")
                .put("redirect_uri", base + "/oauth/kommo/callback");
    }

    private String kommoRefreshToken(ObjectNode exchange) {
        exchange.put("grant_type", "authorization_code")
                .put("code", code(true, exchange))
                .remove("refresh_token");
        return sandbox.post("/kommo/acme/oauth2/access_token", exchange.toString())
                .path("refresh_token")
                .asText();
    }

    private String refreshToken() {
        if (refreshToken == null) {
            refreshToken = sandbox.post("/quickbooks/realms/" + SandboxCalls.REALM + "/refresh-token")
                    .path("refreshToken")
                    .asText();
        }
        return refreshToken;
    }

    /** One that lives: those of the calls as they were made may have ended. */
    private String bearer(String kind) {
        if (kind.startsWith("kommo")) {
            if (kommoToken == null) {
                kommoToken = sandbox.post("/kommo/accounts/acme/long-lived-token")
                        .path("token")
                        .asText();
            }
            return "Bearer " + kommoToken;
        }
        if (quickbooksToken == null) {
            HttpRequest asked = HttpRequest.newBuilder(URI.create(base + "/sandbox/quickbooks/oauth2/v1/tokens/bearer"))
                    .header("authorization", "Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=")
                    .header("accept", "application/json")
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("x-include-refresh-token-hard-expires-in", "true")
                    .POST(BodyPublishers.ofString("grant_type=refresh_token&refresh_token=" + refreshToken()))
                    .build();
            quickbooksToken = send(asked).body().replaceFirst("(?s).*\"access_token\":\"([^\"]*)\".*", "$1");
        }
        return "Bearer " + quickbooksToken;
    }

    private String code(boolean kommo, ObjectNode body) {
        String page = kommo
                ? "/sandbox/kommo/oauth?client_id=sandbox-client&state=x"
                : "/sandbox/quickbooks/connect/oauth2?client_id=sandbox-client&response_type=code&state=x"
                        + "&scope=com.intuit.quickbooks.accounting&redirect_uri="
                        + encode(body.path("redirect_uri").asText());
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(base + page)).build());
        return answer.headers().firstValue("location").orElseThrow().replaceFirst(".*[?&]code=([^&]*).*", "$1");
    }

    /** Sends a call; answers the status. */
    int send(ObjectNode call) {
        String target = base + "/sandbox/" + call.path("system").asText()
                + call.path("path").asText();
        String query = pairs(call.path("query"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + (query.isEmpty() ? "" : "?" + query)));
        JsonNode headers = call.path("headers");
        headers.properties().stream()
                .filter(header -> HEADERS.contains(header.getKey()))
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        boolean form = headers.path("content-type").asText().startsWith("application/x-www-form-urlencoded");
        JsonNode body = call.path("body");
        String text = body.isMissingNode() ? "" : form && body.isObject() ? pairs(body) : body.toString();
        request.method(
                call.path("method").asText(), text.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(text));
        HttpResponse<String> answer = send(request.build());
        said = answer.body();
        return answer.statusCode();
    }

    /** What the last answer said. */
    String said() {
        return said;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pairs(JsonNode values) {
        List<String> pairs = new ArrayList<>();
        values.properties().forEach(pair -> StreamSupport.stream(
                        (pair.getValue().isArray() ? pair.getValue() : List.of(pair.getValue())).spliterator(), false)
                .forEach(value -> pairs.add(encode(pair.getKey()) + "=" + encode(text(value)))));
        return String.join("&", pairs);
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
