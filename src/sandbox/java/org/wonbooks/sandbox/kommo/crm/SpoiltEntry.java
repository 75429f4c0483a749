package org.wonbooks.sandbox.kommo.crm;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Deals and events that spoil the lists in which they stand, until somebody edits them: {@code refused} (the whole page
 * is), {@code null} (which stands in its place), {@code words} (its price or time is a text that is none; so it is when
 * it is read by itself), {@code large} (the whole page is larger than anybody reads).
 */
public final class SpoiltEntry {

    private static final String HOW = "spoilt";
    private static final int LARGE = 6_000_000;

    private SpoiltEntry() {}

    /** Nothing any more where it is empty. */
    static ObjectNode spoil(ObjectNode entry, String how) {
        if (!how.matches("refused|null|words|large|")) {
            throw new IllegalArgumentException("how is refused, null, words or large");
        }
        return how.isEmpty() ? entry.without(HOW) : entry.put(HOW, how);
    }

    public static JsonNode given(ObjectNode entry, boolean inList) {
        String how = text(entry, HOW);
        if (how.equals("words")) {
            return entry.deepCopy().put(entry.has("price") ? "price" : "created_at", "n/a");
        }
        if (!inList) {
            return entry;
        }
        return switch (how) {
            case "refused" -> throw KommoProblem.badRequest("Entity can not be shown");
            case "null" -> JsonNodeFactory.instance.nullNode();
            case "large" -> entry.deepCopy().put("padding", "x".repeat(LARGE));
            default -> entry;
        };
    }
}
