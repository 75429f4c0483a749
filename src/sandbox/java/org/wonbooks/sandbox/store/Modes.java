package org.wonbooks.sandbox.store;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * How a system behaves where its documentation leaves it open: each question with its readings is a line of
 * {@code sandbox-contract/modes.json}, of which the first counts unless another is set. Kept until a reset.
 */
@RestController
@Profile("sandbox")
public record Modes(Store store) {

    private static final class Table {
        static final JsonNode MODES = Json.resource("/sandbox-contract/modes.json");
    }

    /** Changes what is given; answers all modes of the system that have been set. */
    @PatchMapping("/sandbox/{system}/modes")
    ResponseEntity<byte[]> change(@PathVariable String system, @RequestBody byte[] changes) {
        JsonNode asked = Json.read(changes);
        ObjectNode modes = store.find(map(system), "").orElseGet(Json::object);
        for (Map.Entry<String, JsonNode> mode : asked.properties()) {
            String value = mode.getValue().asText();
            if (!isReading(Table.MODES.path(system).path(mode.getKey()), value)) {
                throw new IllegalArgumentException("There is no such mode or value: " + mode.getKey());
            }
            modes.put(mode.getKey(), value);
        }
        store.put(map(system), "", modes);
        return Json.answer(200, modes);
    }

    private static boolean isReading(JsonNode mode, String value) {
        return mode.has("form")
                ? value.matches(text(mode, "form"))
                : Json.stream(mode.path("readings"))
                        .anyMatch(reading -> reading.asText().equals(value));
    }

    /** The reading that counts. At the store. */
    public static String of(Store store, String system, String mode) {
        return store.find(map(system), "")
                .map(modes -> text(modes, mode))
                .filter(value -> !value.isEmpty())
                .orElseGet(() -> {
                    JsonNode known = Table.MODES.path(system).path(mode);
                    if (known.isMissingNode()) {
                        throw new IllegalStateException(system + " has no mode " + mode);
                    }
                    return known.has("form")
                            ? text(known, "value")
                            : known.at("/readings/0").asText();
                });
    }

    /** Whether a question is read otherwise than the first way. At the store. */
    public static boolean otherwise(Store store, String system, String mode) {
        return !of(store, system, mode)
                .equals(Table.MODES
                        .at("/" + system + "/" + mode + "/readings/0")
                        .asText());
    }

    private static String map(String system) {
        return system + ".modes";
    }
}
