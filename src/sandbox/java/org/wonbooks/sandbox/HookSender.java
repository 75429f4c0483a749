package org.wonbooks.sandbox;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.contract.SimulatedSystem;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.SandboxClock;
import org.wonbooks.sandbox.store.Store;

/**
 * Sends webhooks after the change that caused them is kept, and again by the sender's ladder on the sandbox's clock.
 * What is not delivered yet is in the store, so that a restart goes on with it.
 */
@Component
@Profile("sandbox")
public class HookSender {

    private static final String PENDING = "sandbox.hooks";
    private static final String KEPT = "sandbox.kept-hooks";
    private static final int DONE_KEPT = 1_000;

    private final Store store;
    private final HookSettings settings;
    private final Clock clock;
    private final ObjectProvider<SimulatedSystem> systems;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService senders = Executors.newFixedThreadPool(16);
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    /** Touched within a turn at the store. */
    private final Queue<ObjectNode> done = new ArrayDeque<>();

    private volatile boolean fresh = true;

    HookSender(Store store, SandboxClock clock, ObjectProvider<SimulatedSystem> systems) {
        this.store = store;
        this.settings = new HookSettings(store);
        this.clock = clock;
        this.systems = systems;
    }

    @PostConstruct
    void start() {
        timer.scheduleWithFixedDelay(this::sendDue, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        timer.shutdownNow();
        senders.shutdownNow();
        senders.awaitTermination(5, TimeUnit.SECONDS);
    }

    /**
     * Sends it once the current turn at the store has ended, or as the settings have it. Within a turn at the store.
     */
    public void add(String system, String url, Map<String, String> headers, String body) {
        String map = settings.keep() ? KEPT : PENDING;
        for (Duration wait : settings.waits()) {
            String id = String.valueOf(store.next("hooks"));
            ObjectNode hook = Json.object()
                    .put("id", id)
                    .put("system", system)
                    .put("url", url)
                    .put("body", body)
                    .put("attempts", 0)
                    .put("lastStatus", 0)
                    .put("state", "PENDING")
                    .put("due", clock.instant().plus(wait).toString());
            headers.forEach(hook.putObject("headers")::put);
            store.put(map, id, hook);
        }
        fresh = true;
    }

    /** How webhooks are sent now: {@link HookSettings}. Within a turn at the store. */
    public ObjectNode settings() {
        return settings.get();
    }

    ObjectNode change(JsonNode changes) {
        return settings.change(changes);
    }

    /** Hands out what was kept and forgets it: {@code [{system, url, headers, body}]}, the body in base64. */
    ArrayNode takeKept() {
        ArrayNode kept = Json.array();
        store.all(KEPT).stream()
                .sorted(Comparator.comparing(hook -> Instant.parse(text(hook, "due"))))
                .forEach(hook -> kept.add(Json.copy(hook, "system url headers")
                        .put("body", text(hook, "body").getBytes(StandardCharsets.UTF_8))));
        store.clear(KEPT);
        return kept;
    }

    ArrayNode list() {
        ArrayNode list = Json.array().addAll(done);
        store.all(PENDING).forEach(list::add);
        list.forEach(hook -> ((ObjectNode) hook).remove("headers"));
        return list;
    }

    /** Forgets all, pending ones too, and goes back to the default settings. */
    void clear() {
        store.clear(PENDING);
        store.clear(KEPT);
        settings.clear();
        done.clear();
    }

    void wake() {
        if (fresh) {
            fresh = false;
            timer.execute(this::sendDue);
        }
    }

    private void sendDue() {
        store.turn(() -> store.all(PENDING).stream()
                .filter(hook -> !Instant.parse(text(hook, "due")).isAfter(clock.instant()))
                .filter(hook -> inFlight.add(text(hook, "id")))
                .forEach(hook -> senders.execute(() -> send(hook))));
    }

    private void send(ObjectNode hook) {
        String id = text(hook, "id");
        SimulatedSystem system = systems.stream()
                .filter(each -> each.name().equals(text(hook, "system")))
                .findFirst()
                .orElseThrow();
        try {
            int status = post(hook, system.hookTimeout());
            store.turn(() -> store.find(PENDING, id).ifPresent(pending -> finish(hook, id, system, status)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inFlight.remove(id);
        }
    }

    private void finish(ObjectNode hook, String id, SimulatedSystem system, int status) {
        int attempts = hook.path("attempts").asInt() + 1;
        hook.put("attempts", attempts).put("lastStatus", status);
        boolean delivered = system.delivered(status);
        var retry = delivered ? Optional.<Duration>empty() : system.retryAfter(attempts, status);
        if (retry.isPresent()) {
            hook.put("due", clock.instant().plus(retry.get()).toString());
            store.put(PENDING, id, hook);
            return;
        }
        store.remove(PENDING, id);
        hook.put("state", delivered ? "DELIVERED" : "GIVEN_UP").remove("due");
        done.add(hook);
        if (done.size() > DONE_KEPT) {
            done.remove();
        }
    }

    private int post(ObjectNode hook, Duration timeout) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(text(hook, "url")))
                    .timeout(timeout)
                    .POST(HttpRequest.BodyPublishers.ofString(text(hook, "body")));
            JsonNode headers = hook.path("headers");
            headers.fieldNames().forEachRemaining(name -> request.header(name, text(headers, name)));
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
