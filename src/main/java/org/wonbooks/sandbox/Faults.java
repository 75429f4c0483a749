package org.wonbooks.sandbox;

import static org.wonbooks.sandbox.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Rules that spoil the next calls of a kind; the first that hits a call counts. A rule is {@code {"system", "method",
 * "path", "count", "kind", "when", "status", "body"}}:
 *
 * <ul>
 *   <li>{@code system}, {@code method}, {@code path} (a regular expression, looked for in the path after
 *       {@code /sandbox/<system>}) say which calls; left out, any
 *   <li>{@code count}: how many of them, 1 unless said
 *   <li>{@code kind}: {@code status} answers {@code status} (503) and {@code body}; {@code silence} answers nothing for
 *       a minute and ends the connection; {@code cut} ends it at once
 *   <li>{@code when}: {@code before} the call is carried out, or {@code after} it has been and is kept
 * </ul>
 */
@Component
@Profile("sandbox")
class Faults {

    private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(60);

    private final List<ObjectNode> rules = new ArrayList<>();
    private long clearings;

    /** @throws IllegalArgumentException when there is no such kind or moment */
    synchronized void add(JsonNode rule) {
        ObjectNode complete = Json.parse(
                """
                {"path": "", "count": 1, "kind": "status", "when": "before", "status": 503, "body": ""}""");
        rule.properties().forEach(field -> complete.set(field.getKey(), field.getValue()));
        Pattern.compile(text(complete, "path"));
        if (!text(complete, "kind").matches("status|silence|cut")
                || !text(complete, "when").matches("before|after")) {
            throw new IllegalArgumentException("kind is status, silence or cut; when is before or after");
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
                .findFirst();
        hit.ifPresent(rule -> {
            rule.put("count", rule.path("count").asInt() - 1);
            rules.removeIf(each -> each.path("count").asInt() < 1);
        });
        return hit;
    }

    synchronized void clear() {
        rules.clear();
        clearings++;
        notifyAll();
    }

    /** Returns after a minute, or when the rules are cleared. */
    synchronized void keepSilent() {
        long end = System.nanoTime() + LONGEST_SILENCE;
        long before = clearings;
        try {
            while (System.nanoTime() < end && clearings == before) {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized ArrayNode list() {
        return Json.array().addAll(rules.stream().map(ObjectNode::deepCopy).toList());
    }
}
