package org.wonbooks.flow.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.flow.preview.DealPreview.Source;
import org.wonbooks.invoicing.draft.InvoiceIntent;

/**
 * Says of each value in what would be sent where it comes from: by its being the same as one that was decided for the
 * invoice. What is none of them was put there by the mapping.
 */
final class PreviewSources {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String MAPPING = "mapping";

    private static final String OWN_EMAIL = "first usable e-mail of the billed one, else of the contact";

    /** A shorter text is found in others by chance. */
    private static final int TELLING = 4;

    private record Known(String name, JsonNode value, String source) {}

    private final List<Known> known = new ArrayList<>();

    /** @param decided what was decided for the invoice */
    PreviewSources(InvoiceIntent decided, ConnectionSettings settings, ObjectMapper json) {
        Map<String, String> words = words(settings);
        leaves("", read(DatabaseJson.write(json, decided)), (path, value) -> {
            String name = path.replaceAll("\\[\\d+]", "");
            if (name.equals("homeCurrency")) {
                // Nothing of it is sent.
                return;
            }
            String source = words.getOrDefault(name, words.get(name.replaceAll("\\..*", ".*")));
            source = source == null ? "decided for the invoice: " + path : source.replace("*", last(path));
            add(path, value, source);
        });
    }

    /** What Wonbooks puts there, by the names of these values. */
    private static Map<String, String> words(ConnectionSettings settings) {
        return Map.ofEntries(
                Map.entry("party", "who is billed in Kommo"),
                Map.entry("customerName", "name of the billed contact or company"),
                Map.entry("givenName", "first name of the contact"),
                Map.entry("familyName", "last name of the contact"),
                Map.entry("companyName", "name of the company"),
                Map.entry("email", named(settings.invoice().emailField(), OWN_EMAIL)),
                Map.entry("copies", named(settings.invoice().emailField(), "further e-mails of the same")),
                Map.entry("emails", OWN_EMAIL),
                Map.entry("contactsEmails", OWN_EMAIL),
                Map.entry("address.*", "address of the billed contact or company"),
                Map.entry("billTo.*", "new address of the billed contact or company"),
                Map.entry("phone", "first usable phone of the billed contact or company"),
                Map.entry("amount", "deal budget (price_with_minor_units, or price where there is none)"),
                Map.entry("description", "deal name"),
                Map.entry("exchangeRate", "QuickBooks' exchange rate of the invoice's day"),
                Map.entry("currency", "setting invoice.currencyField, else the account's currency"),
                Map.entry("lines.description", "deal name, or name of the product"),
                Map.entry("lines.itemId", item(settings)),
                Map.entry("lines.quantity", "quantity of the product, or 1"),
                Map.entry("lines.unitPrice", "price of the product, or deal budget"),
                Map.entry("lines.amount", "quantity times price"),
                Map.entry("lines.taxCode", "setting invoice.taxCode"),
                Map.entry("lines.gross", "amount with the tax in it"),
                Map.entry("discount", "setting invoice.discountField"),
                Map.entry("tax.*", "settings invoice.taxCode and invoice.taxInclusive"),
                Map.entry("docNumber", "the company numbers by hand: asks for its next number"),
                Map.entry("memo", "setting invoice.memo"),
                Map.entry("classId", "setting invoice.class"),
                Map.entry("departmentId", "setting invoice.department"),
                Map.entry("customFields.*", "setting invoice.customFields"),
                Map.entry("fields.*", "deal field *"),
                Map.entry(
                        "termId",
                        "deal field " + settings.invoice().termsField() + ", else setting invoice.defaultTerms"),
                Map.entry("date", named(settings.invoice().dateField(), "the day, in the account's time zone")),
                Map.entry("marker", "mark of Wonbooks"));
    }

    private static String named(String field, String otherwise) {
        return field == null ? otherwise : "deal field " + field + ", else " + otherwise;
    }

    private static String item(ConnectionSettings settings) {
        return settings.invoice().lines() == ConnectionSettings.Lines.PRODUCTS
                ? "item of the product's SKU or name"
                : "setting invoice.item: " + settings.invoice().item();
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** One more value that is known to come from somewhere. */
    void add(String name, String value, String source) {
        if (value != null) {
            add(name, TextNode.valueOf(value), source);
        }
    }

    private void add(String name, JsonNode value, String source) {
        if (value.isNumber() || value.isTextual() && !value.asText().isEmpty()) {
            known.add(new Known(name, value, source));
        }
    }

    /** Where the values of a text of JSON come from, in its order. */
    List<Source> of(String root, String request) {
        List<Source> sources = new ArrayList<>();
        if (request != null) {
            leaves(
                    root,
                    read(request),
                    (path, value) -> sources.add(new Source(path, value.asText(), of(path, value))));
        }
        return sources;
    }

    private String of(String path, JsonNode value) {
        List<Known> same =
                known.stream().filter(one -> one.value().equals(value)).toList();
        if (!same.isEmpty()) {
            return same.stream()
                    .filter(one ->
                            path.toLowerCase(Locale.ROOT).endsWith(one.name().toLowerCase(Locale.ROOT)))
                    .map(Known::source)
                    .findFirst()
                    .orElseGet(() -> same.stream().map(Known::source).distinct().collect(Collectors.joining(", or ")));
        }
        return known.stream()
                .filter(one -> value.isTextual() && one.value().asText().length() >= TELLING)
                .filter(one -> value.asText().contains(one.value().asText()))
                .map(one -> MAPPING + ", with " + one.source())
                .findFirst()
                .orElse(MAPPING);
    }

    private static void leaves(String path, JsonNode node, BiConsumer<String, JsonNode> each) {
        if (node.isObject()) {
            node.properties()
                    .forEach(part ->
                            leaves(path.isEmpty() ? part.getKey() : path + "." + part.getKey(), part.getValue(), each));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(path + "[" + i + "]", node.get(i), each);
            }
        } else {
            each.accept(path, node);
        }
    }

    private static JsonNode read(String text) {
        try {
            return EXACT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was composed can't be read", e);
        }
    }
}
