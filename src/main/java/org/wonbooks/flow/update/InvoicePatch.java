package org.wonbooks.flow.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * What an update of an invoice sends, and whether an invoice says it: only properties that the mapping fills otherwise
 * than before, so that nothing else on the invoice is touched. Lines can be replaced as a whole only: one that still
 * sells the same item keeps its id and whatever else a person has put there.
 */
@Component
class InvoicePatch {

    private static final String ID = "Id";
    private static final String TOKEN = "SyncToken";
    private static final String LINES = "Line";
    private static final String TYPE = "DetailType";
    private static final String SALE = "SalesItemLineDetail";
    private static final String ITEM = "ItemRef";
    private static final String VALUE = "value";

    /** What says which invoice is meant, and how; not what it is to say. */
    private static final List<String> ADDRESS = List.of(ID, TOKEN, "sparse");

    /** What of a line a reader of the invoice sees. */
    private static final List<String> WORDS = List.of(TYPE, "Description", "Amount", SALE);

    private static final List<String> SOLD = List.of(ITEM, "Qty", "UnitPrice");

    private final ObjectMapper json;

    InvoicePatch(ObjectMapper json) {
        this.json = json;
    }

    /** A JSON text, its numbers to the digit as they stand there. */
    JsonNode read(String text) {
        try {
            return json.reader()
                    .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text that changes the booked invoice from what was composed before to what is composed now. */
    String request(JsonNode booked, JsonNode before, JsonNode now) {
        ObjectNode request = json.createObjectNode();
        request.set(ID, booked.path(ID));
        request.set(TOKEN, booked.path(TOKEN));
        request.put("sparse", true);
        for (Entry<String, JsonNode> property : now.properties()) {
            String name = property.getKey();
            if (!property.getValue().equals(before.path(name))) {
                request.set(name, name.equals(LINES) ? lines(booked, property.getValue()) : property.getValue());
            }
        }
        try {
            return json.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ArrayNode lines(JsonNode booked, JsonNode wanted) {
        List<JsonNode> there = new ArrayList<>(own(booked.path(LINES)));
        ArrayNode lines = json.createArrayNode();
        for (JsonNode line : wanted) {
            int same = IntStream.range(0, there.size())
                    .filter(i -> ofTheSame(there.get(i), line))
                    .findFirst()
                    .orElse(-1);
            ObjectNode kept =
                    same < 0 ? json.createObjectNode() : there.remove(same).deepCopy();
            // They stand in the order of the request.
            kept.remove("LineNum");
            lines.add(over(kept, line));
        }
        return lines;
    }

    /** What QuickBooks adds to a line belongs to its item: another one has another tax code, and more. */
    private static boolean ofTheSame(JsonNode booked, JsonNode wanted) {
        return booked.path(TYPE).equals(wanted.path(TYPE)) && item(booked).equals(item(wanted));
    }

    private static JsonNode item(JsonNode line) {
        return line.path(SALE).path(ITEM).path(VALUE);
    }

    private static JsonNode over(JsonNode kept, JsonNode wanted) {
        if (!kept.isObject() || !wanted.isObject()) {
            return wanted;
        }
        ObjectNode all = kept.deepCopy();
        wanted.properties()
                .forEach(property ->
                        all.set(property.getKey(), over(kept.path(property.getKey()), property.getValue())));
        return all;
    }

    /** The part of what was composed before on which the booked invoice must not differ for the request to be sent. */
    JsonNode presupposed(JsonNode before, JsonNode request) {
        ObjectNode part = json.createObjectNode();
        before.properties().stream()
                .filter(property ->
                        List.of("CustomerRef", LINES).contains(property.getKey()) || request.has(property.getKey()))
                .forEach(property -> part.set(property.getKey(), property.getValue()));
        return part;
    }

    /** Does the booked invoice say what the request asks for? Of lines, words and amounts count, and what they sell. */
    static boolean isMade(JsonNode booked, JsonNode request) {
        ObjectNode wanted = request.deepCopy();
        wanted.remove(ADDRESS);
        wanted.path(LINES).forEach(line -> {
            retain(line, WORDS);
            retain(line.path(SALE), SOLD);
            retain(line.path(SALE).path(ITEM), List.of(VALUE));
        });
        return says(booked, wanted);
    }

    private static void retain(JsonNode holder, List<String> properties) {
        if (holder instanceof ObjectNode object) {
            object.retain(properties);
        }
    }

    /** Is everything wanted on the invoice? What QuickBooks adds is not looked at. */
    static boolean says(JsonNode booked, JsonNode wanted) {
        return wanted.properties().stream()
                .allMatch(property -> property.getKey().equals(LINES)
                        ? same(own(booked.path(LINES)), own(property.getValue()))
                        : same(booked.path(property.getKey()), property.getValue()));
    }

    /** Could a call with this text still be carried out? Not once the invoice was changed since. */
    static boolean isCurrent(JsonNode booked, JsonNode request) {
        return booked.path(TOKEN).asText().equals(request.path(TOKEN).asText());
    }

    private static boolean same(JsonNode booked, JsonNode wanted) {
        if (wanted.isNumber() && booked.isNumber()) {
            return booked.decimalValue().compareTo(wanted.decimalValue()) == 0;
        }
        if (wanted.isArray()) {
            return booked.isArray() && same(all(booked), all(wanted));
        }
        return wanted.isObject()
                ? wanted.properties().stream()
                        .allMatch(property -> same(booked.path(property.getKey()), property.getValue()))
                : booked.equals(wanted);
    }

    private static boolean same(List<JsonNode> booked, List<JsonNode> wanted) {
        if (booked.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < booked.size(); i++) {
            if (!same(booked.get(i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** QuickBooks adds a subtotal. */
    private static List<JsonNode> own(JsonNode lines) {
        return all(lines).stream()
                .filter(line -> !"SubTotalLineDetail".equals(line.path(TYPE).asText()))
                .toList();
    }

    private static List<JsonNode> all(JsonNode items) {
        List<JsonNode> all = new ArrayList<>();
        items.forEach(all::add);
        return all;
    }
}
