package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The checks that every object's body passes. */
final class Check {

    private Check() {}

    /** Words of a text as a set. */
    static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** Longest texts by JSON pointer, from {@code pointer=length}. */
    static Map<String, Integer> longest(String text) {
        return words(text).stream()
                .map(entry -> entry.split("="))
                .collect(Collectors.toUnmodifiableMap(entry -> entry[0], entry -> Integer.valueOf(entry[1])));
    }

    /** Properties that no object of that kind has are refused with 2010. */
    static ObjectNode properties(String entity, JsonNode body, Set<String> known) {
        if (body == null || !body.isObject()) {
            throw new QuickBooksFault("2010", "The request is no JSON object", null);
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new QuickBooksFault(
                        "2010",
                        "Property Name:Unrecognized field \"%s\" (class com.intuit.schema.finance.v3.%s), not marked as ignorable"
                                .formatted(name, entity),
                        name);
            }
        });
        return (ObjectNode) body;
    }

    /** Texts that are too long are refused with 2050. */
    static void lengths(JsonNode body, Map<String, Integer> longest) {
        longest.forEach((pointer, length) -> {
            String text = body.at("/" + pointer).asText();
            if (text.length() > length) {
                String detail = "Min:0 Max:%d supported. Supplied length:%d".formatted(length, text.length());
                throw new QuickBooksFault("2050", detail, pointer.replace('/', '.'));
            }
        });
    }

    /** One or several addresses, separated by commas. */
    static void email(String addresses) {
        for (String address : addresses.split(",", -1)) {
            if (!address.trim().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
                throw new QuickBooksFault(
                        "2210",
                        "Email Address does not conform to the syntax rules of RFC 822. Supplied value: " + address,
                        "EmailAddress");
            }
        }
    }

    /** An amount of money or a quantity. */
    static BigDecimal number(JsonNode holder, String field) {
        JsonNode value = holder.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw QuickBooksFault.missing(field);
        }
        try {
            return new BigDecimal(value.asText());
        } catch (NumberFormatException e) {
            throw new QuickBooksFault("2080", "Invalid Number. Supplied value:" + value.asText(), field);
        }
    }

    /** Only the home currency, while multi-currency is off. */
    static void currency(JsonNode body) {
        if (body.has("CurrencyRef") && !body.at("/CurrencyRef/value").asText().equals("USD")) {
            throw business("Multi currency is not turned on for this company");
        }
    }

    static QuickBooksFault business(String detail) {
        return new QuickBooksFault("6000", "Business Validation Error: " + detail, null);
    }
}
