package org.wonbooks.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Wonbooks without the sandbox's hooks: a deal that is won is begun when a test says so. */
public abstract class WonbooksByHand extends RunningWonbooks {

    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    protected ObjectMapper json;

    private int port;

    @BeforeEach
    protected void hooksAreSentByHand(@Value("${server.port}") int port) {
        this.port = port;
        sandbox.patch("/hooks", "{\"enabled\": false}");
        awaitThatWinsCount();
    }

    /**
     * Kommo says when in whole seconds: what is won in the one in which a connection leaves the shadow is left alone.
     */
    protected void awaitThatWinsCount() {
        until().until(() -> !Instant.now().isBefore(connection().live().since()));
    }

    @AfterEach
    protected void live() {
        api("PATCH", "/connections/" + connection().id(), "{\"mode\": \"live\", \"settings\": null}");
        awaitQuiet();
    }

    protected long won(String name, String price, String contact, String company) {
        String parties = (contact == null ? "" : ", \"contact\": " + quoted(contact))
                + (company == null ? "" : ", \"company\": " + quoted(company));
        long lead = sandbox.deal("{\"name\": " + json.valueToTree(name) + ", \"price\": " + price + parties + "}");
        sandbox.win(lead);
        return lead;
    }

    /** JSON with other quotes, so that it can be read here: ^ stands for one in a value. */
    protected static String quoted(String json) {
        return json.replace("\"", "\\\"").replace('\'', '"').replace('^', '\'');
    }

    protected long invoiced(String name, String price) {
        long lead = won(name, price, "{'name': '" + name + " Person'}", null);
        invoice(lead);
        return lead;
    }

    protected void invoice(long lead) {
        run(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
    }

    protected void run(long lead) {
        assertThat(sendKommoHook(wonHook(lead)).join()).isEqualTo(200);
    }

    protected void mode(String mode) {
        api("PATCH", "/connections/" + connection().id(), "{\"mode\": \"" + mode + "\"}");
        awaitThatWinsCount();
    }

    protected JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected String api(String method, String path, String body) {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    protected HttpResponse<String> send(String method, String path, String body) {
        return exchange(method, "/api/v1" + path, body);
    }

    protected String page(String path) {
        return exchange("GET", path, null).body();
    }

    protected HttpResponse<String> exchange(String method, String path, String body) {
        String login = Base64.getEncoder()
                .encodeToString(("admin:" + settings.admin().password()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null || body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
