package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SandboxSettings;
import org.wonbooks.sandbox.Store;

/**
 * How QuickBooks behaves where its documentation leaves it open, kept until a reset:
 *
 * <ul>
 *   <li>{@code requestIds}: {@code kept} (a repeat is answered as the first one was), {@code forgotten} (a repeat is a
 *       new call) or {@code errors} (errors of the books, injected ones too, are repeated for ever as well)
 *   <li>{@code readLag}: how long queries and change data do not see a new customer or invoice, PT0S
 *   <li>{@code cdcLimit}: how many objects an answer of change data has at the most, over all entities, 1000
 *   <li>{@code pad}: how many characters of text each object of a list of changes and of a query has beside its own, 0
 *   <li>{@code sending}: {@code done} or {@code left} (a call to email an invoice is answered well, and nothing is
 *       emailed)
 *   <li>{@code tokens}: {@code strict} (a replaced refresh token is dead) or {@code grace} (it works for 24 hours more)
 *   <li>{@code tokenTurnover}: the age at which a refresh token is replaced, the sandbox's setting unless given; with
 *       PT0S every refresh does
 * </ul>
 */
@RestController
@Profile("sandbox")
record Modes(Store store, SandboxSettings settings) {

    private static final String MAP = "quickbooks.modes";
    private static final Map<String, String> DEFAULTS = Map.of("readLag", "PT0S", "cdcLimit", "1000", "pad", "0");

    /** Changes what is given; answers all modes that have been set. */
    @PatchMapping("/sandbox/quickbooks/modes")
    ResponseEntity<byte[]> change(@RequestBody byte[] changes) {
        JsonNode asked = Json.read(changes);
        ObjectNode modes = store.find(MAP, "").orElseGet(Json::object);
        asked.properties().forEach(mode -> {
            String value = mode.getValue().asText();
            switch (mode.getKey()) {
                case "requestIds" -> require(value.matches("kept|forgotten|errors"), mode.getKey());
                case "sending" -> require(value.matches("done|left"), mode.getKey());
                case "tokens" -> require(value.matches("strict|grace"), mode.getKey());
                case "pad" -> require(value.matches("\\d{1,7}"), mode.getKey());
                case "cdcLimit" -> require(value.matches("[1-9]\\d{0,5}"), mode.getKey());
                case "readLag", "tokenTurnover" -> Duration.parse(value);
                default -> require(false, mode.getKey());
            }
            modes.put(mode.getKey(), value);
        });
        store.put(MAP, "", modes);
        return Json.answer(200, modes);
    }

    static String of(Store store, String mode) {
        return store.find(MAP, "")
                .map(modes -> text(modes, mode))
                .filter(value -> !value.isEmpty())
                .orElse(DEFAULTS.getOrDefault(mode, ""));
    }

    boolean grace() {
        return of(store, "tokens").equals("grace");
    }

    Duration tokenTurnover() {
        String mode = of(store, "tokenTurnover");
        return mode.isEmpty() ? settings.quickbooksTokenTurnover() : Duration.parse(mode);
    }

    private static void require(boolean known, String mode) {
        if (!known) {
            throw new IllegalArgumentException("There is no such mode or value: " + mode);
        }
    }
}
