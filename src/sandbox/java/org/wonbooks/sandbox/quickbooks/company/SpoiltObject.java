package org.wonbooks.sandbox.quickbooks.company;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;

/**
 * Objects that spoil the lists in which they stand, until somebody edits them:
 *
 * <ul>
 *   <li>{@code refused}: Intuit's own check of its answer refuses the whole list
 *   <li>{@code null}: null stands in its place
 *   <li>{@code amount}: its total is a text that is no amount; so it is when it is read by itself
 *   <li>{@code text}: its numbers are texts
 *   <li>{@code large}: it is larger than anybody reads; so it is when it is read by itself
 * </ul>
 */
public final class SpoiltObject {

    private static final String MAP = "spoilt";
    private static final int LARGE = 6_000_000;

    private SpoiltObject() {}

    public static ObjectNode spoil(Company company, String entity, String id, String how) {
        if (!how.matches("refused|null|amount|text|large")) {
            throw new IllegalArgumentException("how is refused, null, amount, text or large");
        }
        ObjectNode object = company.find(entity, id).orElseThrow();
        company.keep(MAP, entity + id, Json.object().put("how", how).put("token", text(object, "SyncToken")));
        return object;
    }

    /** The objects of a list as they are given. */
    public static List<JsonNode> inList(Company company, String entity, List<ObjectNode> objects) {
        int pad = Integer.parseInt(Modes.of(company.store(), "quickbooks", "pad"));
        return objects.stream()
                .map(object -> {
                    JsonNode given = given(company, entity, object, true);
                    if (pad > 0 && given.isObject()) {
                        ((ObjectNode) given).put("Padding", "x".repeat(pad));
                    }
                    return given;
                })
                .toList();
    }

    /** The object as it is given by itself. */
    public static JsonNode alone(Company company, String entity, ObjectNode object) {
        return given(company, entity, object, false);
    }

    private static JsonNode given(Company company, String entity, ObjectNode object, boolean inList) {
        Optional<String> how = company.kept(MAP, entity + text(object, "Id"))
                .filter(kept -> text(kept, "token").equals(text(object, "SyncToken")))
                .map(kept -> text(kept, "how"));
        if (how.isEmpty()) {
            return object;
        }
        ObjectNode spoilt = object.deepCopy();
        switch (how.get()) {
            case "refused" -> {
                if (inList) {
                    String detail =
                            "Email Address does not conform to the syntax rules of RFC 822. Supplied value: jane@";
                    throw new QuickBooksFault("2210", detail, "EmailAddress");
                }
            }
            case "null" -> {
                if (inList) {
                    return JsonNodeFactory.instance.nullNode();
                }
            }
            case "amount" -> spoilt.put("TotalAmt", "n/a");
            case "text" -> {
                for (String amount : List.of("TotalAmt", "Balance")) {
                    spoilt.put(amount, text(object, amount));
                }
            }
            default -> spoilt.put("Padding", "x".repeat(LARGE));
        }
        return spoilt;
    }
}
