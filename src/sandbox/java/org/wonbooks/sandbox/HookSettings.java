package org.wonbooks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Store;

/**
 * How webhooks are sent until a reset:
 *
 * <ul>
 *   <li>{@code enabled}: whether they are; {@code keep}: they are kept to be fetched, and not sent
 *   <li>{@code duplicate}: how many times each is sent, 1; {@code drop}, {@code double}: how many of a hundred are not
 *       sent at all, or once more
 *   <li>{@code shuffle}: each waits up to five seconds, so that later ones overtake it
 *   <li>{@code seed}: from which the three are drawn
 *   <li>{@code legacy}: Intuit's old form; {@code lean}: Kommo's short form
 * </ul>
 */
final class HookSettings {

    private static final int LONGEST_WAIT = 5_000;
    private static final String DEFAULTS =
            """
            {"enabled": true, "keep": false, "duplicate": 1, "drop": 0, "double": 0, "shuffle": false, "seed": 1,
             "legacy": false, "lean": false}""";

    private final Store store;
    private Random random;

    HookSettings(Store store) {
        this.store = store;
    }

    ObjectNode get() {
        return store.find("sandbox", "hooks").orElseGet(() -> Json.parse(DEFAULTS));
    }

    ObjectNode change(JsonNode changes) {
        ObjectNode settings = get();
        changes.properties().forEach(change -> settings.set(change.getKey(), change.getValue()));
        store.put("sandbox", "hooks", settings);
        if (changes.has("seed")) {
            random = null;
        }
        return settings;
    }

    void clear() {
        store.remove("sandbox", "hooks");
        random = null;
    }

    boolean keep() {
        return get().path("keep").asBoolean();
    }

    /** How long each copy of the next webhook waits; none when it is not sent. */
    List<Duration> waits() {
        ObjectNode settings = get();
        if (!settings.path("enabled").asBoolean() && !keep() || hits("drop")) {
            return List.of();
        }
        int copies = settings.path("duplicate").asInt() + (hits("double") ? 1 : 0);
        boolean shuffle = settings.path("shuffle").asBoolean();
        return IntStream.range(0, copies)
                .mapToObj(copy -> Duration.ofMillis(shuffle ? random().nextInt(LONGEST_WAIT) : 0))
                .toList();
    }

    private boolean hits(String odds) {
        int percent = get().path(odds).asInt();
        return percent > 0 && random().nextInt(100) < percent;
    }

    private Random random() {
        if (random == null) {
            random = new Random(get().path("seed").asLong(1));
        }
        return random;
    }
}
