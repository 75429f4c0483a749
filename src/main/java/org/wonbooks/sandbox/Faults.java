package org.wonbooks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The rules that are in force; the first that hits a call counts. */
@Component
@Profile("sandbox")
class Faults {

    private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(60);

    private final List<Fault> rules = new ArrayList<>();
    private long clearings;

    /**
     * Puts a rule into force.
     *
     * @throws IllegalArgumentException when a word in it is not known
     */
    synchronized void add(JsonNode rule) {
        rules.add(new Fault(
                rule.path("system").asText(null),
                rule.path("method").asText(null),
                rule.has("path") ? Pattern.compile(rule.get("path").asText()) : null,
                rule.path("count").asInt(1),
                Fault.Kind.valueOf(rule.path("kind").asText("status").toUpperCase(Locale.ROOT)),
                Fault.When.valueOf(rule.path("when").asText("before").toUpperCase(Locale.ROOT)),
                rule.path("status").asInt(503),
                rule.path("body").asText("")));
    }

    /** The fault that this call suffers, counted down. */
    synchronized Optional<Fault> take(String system, String method, String path) {
        for (int i = 0; i < rules.size(); i++) {
            Fault fault = rules.get(i);
            if (fault.hits(system, method, path)) {
                Fault left = fault.countedDown();
                if (left.count() > 0) {
                    rules.set(i, left);
                } else {
                    rules.remove(i);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** Ends all rules, and the silences they have begun. */
    synchronized void clear() {
        rules.clear();
        clearings++;
        notifyAll();
    }

    /** Returns after a minute, or when the rules are cleared. */
    synchronized void keepSilent() {
        long begun = System.nanoTime();
        long clearingsBefore = clearings;
        try {
            long left = LONGEST_SILENCE;
            while (left > 0 && clearings == clearingsBefore) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = LONGEST_SILENCE - (System.nanoTime() - begun);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized ArrayNode list() {
        ArrayNode list = Json.array();
        for (Fault rule : rules) {
            list.addObject()
                    .put("system", rule.system())
                    .put("method", rule.method())
                    .put("path", rule.path() == null ? null : rule.path().pattern())
                    .put("count", rule.count())
                    .put("kind", rule.kind().name().toLowerCase(Locale.ROOT))
                    .put("when", rule.when().name().toLowerCase(Locale.ROOT))
                    .put("status", rule.status());
        }
        return list;
    }
}
