package org.wonbooks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.wonbooks.sandbox.store.Json;

/** A sandbox alone on a free port, and plain HTTP to talk to it. */
public final class SandboxRun implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public SandboxRun(Path data, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        // Its callers are of every kind; the tables are about what Wonbooks sends.
        if (all.stream().noneMatch(argument -> argument.startsWith("--wonbooks.sandbox.judge="))) {
            all.add("--wonbooks.sandbox.judge=false");
        }
        all.add("--server.port=0");
        all.add("--wonbooks.sandbox.data=" + data);
        all.add("--spring.main.banner-mode=off");
        context = SandboxAlone.run(all.toArray(String[]::new));
    }

    /** The URL of a path that starts with {@code /sandbox}. */
    public URI url(String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    /** Sends a request; header names and values in turn. */
    public Answer send(String method, String path, String body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of the sandbox's own controls. */
    public JsonNode control(String method, String path, String body) throws IOException {
        Answer answer = send(method, "/sandbox" + path, body);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.json();
    }

    @Override
    public void close() {
        context.close();
    }

    /** What came back. */
    public record Answer(int status, String body, HttpResponse<String> response) {

        public JsonNode json() throws IOException {
            return Json.read(body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
