package org.wonbooks.sandbox;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.store.Json;

/**
 * Rules that spoil the next calls of a kind; the first that hits a call counts. A rule is {@code {"system", "method",
 * "path", "count", "every", "kind", "when", "status", "body", "retryAfter"}}:
 *
 * <ul>
 *   <li>{@code system}, {@code method}, {@code path} (a regular expression, looked for in the path after
 *       {@code /sandbox/<system>}) say which calls; left out, any
 *   <li>{@code count}: how many of them, 1 unless said; {@code every}: only every third one, say, and the others are
 *       let through
 *   <li>{@code kind}: {@code status} answers {@code status} (503, any will do) and {@code body}, as JSON, XML or HTML
 *       after its first characters, and with {@code retryAfter} as its header where that is said; {@code silence}
 *       answers nothing for a minute and ends the connection; {@code cut} ends it at once; {@code slow} gives the true
 *       answer a byte at a time, with a {@code pause} (PT1S) between them; {@code truncated} promises the true answer,
 *       gives half of it and ends the connection
 *   <li>{@code when}: {@code before} the call is carried out, or {@code after} it has been and is kept. A {@code slow}
 *       or {@code truncated} answer before is the one that would have been given; it never becomes complete
 * </ul>
 *
 * <p>Nothing lasts longer than a minute, and clearing the rules ends every silence and gives the rest of a slow answer
 * at once. The token endpoints are calls like any other.
 */
@Component
@Profile("sandbox")
class Faults {

    static final Duration LONGEST = Duration.ofSeconds(60);

    private final List<ObjectNode> rules = new ArrayList<>();
    private long clearings;

    /** @throws IllegalArgumentException when there is no such kind or moment */
    synchronized void add(JsonNode rule) {
        ObjectNode complete = Json.parse(
                """
                {"path": "", "count": 1, "every": 1, "kind": "status", "when": "before", "status": 503,
                 "body": "", "retryAfter": "", "pause": "PT1S"}""");
        rule.properties().forEach(field -> complete.set(field.getKey(), field.getValue()));
        Pattern.compile(text(complete, "path"));
        Duration.parse(text(complete, "pause"));
        if (complete.path("every").asInt() < 1) {
            throw new IllegalArgumentException("every is 1 or more");
        }
        if (!text(complete, "kind").matches("status|silence|cut|slow|truncated")
                || !text(complete, "when").matches("before|after")) {
            throw new IllegalArgumentException(
                    "kind is status, silence, cut, slow or truncated; when is before or after");
        }
        rules.add(complete);
    }

    synchronized Optional<ObjectNode> take(String system, String method, String path) {
        Optional<ObjectNode> hit = rules.stream()
                .filter(rule -> List.of("", system).contains(text(rule, "system")))
                .filter(rule ->
                        List.of("", method).contains(text(rule, "method").toUpperCase(Locale.ROOT)))
                .filter(rule ->
                        Pattern.compile(text(rule, "path")).matcher(path).find())
                .findFirst()
                .filter(Faults::isDue);
        hit.ifPresent(rule -> {
            rule.put("count", rule.path("count").asInt() - 1);
            rules.removeIf(each -> each.path("count").asInt() < 1);
        });
        return hit;
    }

    private static boolean isDue(ObjectNode rule) {
        int met = rule.path("met").asInt() + 1;
        rule.put("met", met);
        return met % rule.path("every").asInt() == 0;
    }

    synchronized void clear() {
        rules.clear();
        clearings++;
        notifyAll();
    }

    synchronized long clearings() {
        return clearings;
    }

    /**
     * Lets time pass.
     *
     * @param seen what {@link #clearings()} was when the fault began
     * @return whether the fault goes on: the rules have not been cleared since
     */
    synchronized boolean hold(long seen, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (System.nanoTime() < end && clearings == seen) {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return clearings == seen;
    }

    synchronized ArrayNode list() {
        return Json.array().addAll(rules.stream().map(ObjectNode::deepCopy).toList());
    }
}
