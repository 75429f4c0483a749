package org.wonbooks.sandbox;

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Sends webhooks after the change that caused them is kept, and again by the sender's ladder on the sandbox's clock.
 * What is not delivered yet is in the store, so that a restart goes on with it.
 */
@Component
@Profile("sandbox")
public class HookSender {

    private static final String PENDING = "sandbox.hooks";
    private static final int DONE_KEPT = 1_000;

    private final Store store;
    private final Clock clock;
    private final ObjectProvider<SimulatedSystem> systems;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService senders = Executors.newFixedThreadPool(16);
    private final Set<String> inFlight = new HashSet<>();
    private final Deque<ObjectNode> done = new ArrayDeque<>();
    private volatile boolean fresh = true;

    HookSender(Store store, SandboxClock clock, ObjectProvider<SimulatedSystem> systems) {
        this.store = store;
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

    /** Sends it once the current turn at the store has ended. Within a turn at the store. */
    public void add(String system, String url, Map<String, String> headers, String body) {
        ObjectNode settings = settings();
        if (!settings.path("enabled").asBoolean()) {
            return;
        }
        for (int i = 0; i < settings.path("duplicate").asInt(); i++) {
            String id = String.valueOf(store.next("hooks"));
            ObjectNode hook = Json.object()
                    .put("id", id)
                    .put("system", system)
                    .put("url", url)
                    .put("body", body)
                    .put("attempts", 0)
                    .put("lastStatus", 0)
                    .put("state", "PENDING")
                    .put("due", clock.instant().toString());
            headers.forEach(hook.putObject("headers")::put);
            store.put(PENDING, id, hook);
        }
        fresh = true;
    }

    /**
     * How webhooks are sent now. Within a turn at the store.
     *
     * @return {@code enabled}; {@code duplicate}: how many times each is sent; {@code legacy}: Intuit's old form;
     *     {@code lean}: Kommo's short form
     */
    public ObjectNode settings() {
        return store.find("sandbox", "hooks").orElseGet(() -> Json.object()
                .put("enabled", true)
                .put("duplicate", 1)
                .put("legacy", false)
                .put("lean", false));
    }

    void change(JsonNode changes) {
        ObjectNode settings = settings();
        changes.fields().forEachRemaining(change -> settings.set(change.getKey(), change.getValue()));
        store.put("sandbox", "hooks", settings);
    }

    /** Pending and latest finished ones. Within a turn at the store. */
    ArrayNode list() {
        ArrayNode list = Json.array();
        synchronized (done) {
            done.forEach(list::add);
        }
        store.all(PENDING).forEach(list::add);
        list.forEach(hook -> ((ObjectNode) hook).remove("headers"));
        return list;
    }

    /** Forgets all, pending ones too, and goes back to the default settings. Within a turn at the store. */
    void clear() {
        store.clear(PENDING);
        store.remove("sandbox", "hooks");
        synchronized (done) {
            done.clear();
        }
    }

    /** Sends what has been added since the last time, without waiting for it. */
    void wake() {
        if (fresh) {
            fresh = false;
            timer.execute(this::sendDue);
        }
    }

    private void sendDue() {
        Instant now = clock.instant();
        List<ObjectNode> pending;
        store.begin();
        try {
            pending = store.all(PENDING);
        } finally {
            store.end(true);
        }
        for (ObjectNode hook : pending) {
            boolean due = !Instant.parse(hook.path("due").asText()).isAfter(now);
            synchronized (inFlight) {
                if (due && inFlight.add(hook.path("id").asText())) {
                    senders.execute(() -> send(hook));
                }
            }
        }
    }

    private void send(ObjectNode hook) {
        String id = hook.path("id").asText();
        SimulatedSystem system = systems.stream()
                .filter(each -> each.name().equals(hook.path("system").asText()))
                .findFirst()
                .orElseThrow();
        try {
            int status = post(hook, system.hookTimeout());
            store.begin();
            try {
                if (store.find(PENDING, id).isPresent()) {
                    finish(hook, id, system, status);
                }
            } finally {
                store.end(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (inFlight) {
                inFlight.remove(id);
            }
        }
    }

    private void finish(ObjectNode hook, String id, SimulatedSystem system, int status) {
        int attempts = hook.path("attempts").asInt() + 1;
        hook.put("attempts", attempts).put("lastStatus", status);
        boolean delivered = system.delivered(status);
        var retry = delivered ? Optional.<Duration>empty() : system.retryAfter(attempts, status);
        if (retry.isPresent()) {
            store.put(
                    PENDING,
                    id,
                    hook.put("due", clock.instant().plus(retry.get()).toString()));
            return;
        }
        store.remove(PENDING, id);
        hook.put("state", delivered ? "DELIVERED" : "GIVEN_UP").remove("due");
        synchronized (done) {
            done.addLast(hook);
            if (done.size() > DONE_KEPT) {
                done.removeFirst();
            }
        }
    }

    private int post(ObjectNode hook, Duration timeout) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(hook.path("url").asText()))
                    .timeout(timeout)
                    .POST(HttpRequest.BodyPublishers.ofString(hook.path("body").asText()));
            hook.path("headers")
                    .properties()
                    .forEach(header ->
                            request.header(header.getKey(), header.getValue().asText()));
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
