package org.wonbooks.sandbox.kommo.crm;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.wonbooks.sandbox.store.Json;

/**
 * The list of products that every account has, and what deals take of it. A deal has a quantity of a product and never
 * a price: that is the product's current one, or another one of the product's that somebody chose.
 */
public record Products(Crm crm) {

    /** The property of an element, as of any record, that says which list it is in. */
    public static final String CATALOG = "catalog_id";

    private static final JsonNode SEED = Json.seed("kommo");
    private static final String SPECIAL_PRICE = "SPECIAL_PRICE_1";

    /** The lists of the account, as the API gives them. */
    public static ArrayNode catalogs(Account account) {
        ArrayNode catalogs = Json.array();
        for (JsonNode catalog : SEED.get("catalogs")) {
            if (catalog.get("account_id").asLong() == account.id()) {
                catalogs.add(catalog.deepCopy());
            }
        }
        return catalogs;
    }

    /**
     * Enters the products that there are not yet, by their SKU or else their name, changes those that there are, and
     * answers how a deal links them.
     *
     * @param products {@code [{name, sku, price, specialPrice, description, unit, quantity}]}; with a special price,
     *     that is the one chosen
     */
    ArrayNode link(Account account, JsonNode products) {
        long catalog = catalogs(account).get(0).get("id").asLong();
        ArrayNode links = Json.array();
        for (JsonNode product : products) {
            ObjectNode element = element(account, catalog, product);
            ObjectNode link = links.addObject();
            link.set("id", element.get("id"));
            ObjectNode metadata = link.putObject("metadata").put("quantity", quantity(product));
            metadata.put(CATALOG, catalog);
            if (product.has("specialPrice")) {
                metadata.set("price_id", definition(SPECIAL_PRICE).get("id"));
            }
            String path = "catalogs/" + catalog + "/elements/" + element.get("id");
            link.putObject("_links").putObject("self").put("href", account.url(path));
        }
        return links;
    }

    /** What the products of a deal come to. */
    static BigDecimal sum(JsonNode products) {
        return Json.stream(products)
                .map(product -> quantity(product)
                        .multiply(product.path(product.has("specialPrice") ? "specialPrice" : "price")
                                .decimalValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The API always says it with a fraction: 2.0. */
    private static BigDecimal quantity(JsonNode product) {
        BigDecimal quantity = new BigDecimal(product.path("quantity").asText("1"));
        return quantity.setScale(Math.max(1, quantity.scale()));
    }

    private ObjectNode element(Account account, long catalog, JsonNode product) {
        ObjectNode element = crm.all("elements", account).stream()
                .filter(each -> product.has("sku")
                        ? value(each, "SKU").equals(text(product, "sku"))
                        : text(each, "name").equals(text(product, "name")))
                .findFirst()
                .orElseGet(() -> crm.create(account).put(CATALOG, catalog).putNull("is_deleted"));
        element.remove("responsible_user_id");
        element.put("name", product.path("name").asText(text(element, "name")));
        ArrayNode fields = Json.array();
        for (JsonNode field : SEED.get("productFields")) {
            String property = text(field, "property");
            Optional<JsonNode> kept = kept(element, text(field, "code"));
            if (product.has(property)) {
                ObjectNode written = Json.copy(field, "field_id=id field_name=name field_code=code field_type=type");
                ObjectNode value = written.putArray("values").addObject();
                value.put("value", product.get(property).asText());
                if (field.has("enum")) {
                    value.set("enum_id", field.get("enum"));
                }
                fields.add(written);
            } else {
                kept.ifPresent(fields::add);
            }
        }
        element.set("custom_fields_values", fields);
        return crm.put("elements", element.put("updated_at", crm.now().getEpochSecond()));
    }

    private static String value(ObjectNode element, String code) {
        return kept(element, code)
                .map(field -> field.at("/values/0/value").asText())
                .orElse("");
    }

    private static Optional<JsonNode> kept(ObjectNode element, String code) {
        return Json.stream(element.path("custom_fields_values"))
                .filter(field -> text(field, "field_code").equals(code))
                .findFirst();
    }

    private static JsonNode definition(String code) {
        return Json.stream(SEED.get("productFields"))
                .filter(field -> text(field, "code").equals(code))
                .findFirst()
                .orElseThrow();
    }
}
