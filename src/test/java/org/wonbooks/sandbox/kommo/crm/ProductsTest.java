package org.wonbooks.sandbox.kommo.crm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.wonbooks.sandbox.kommo.SeededAccount;

/** Deals with products: the list that they are in, and how deals are linked to them. */
class ProductsTest extends SeededAccount {

    private static final long CATALOG = 32908;
    private static final String TWO = "{\"name\": \"Site\", \"products\": ["
            + "{\"name\": \"Hosting, month\", \"sku\": \"HOST-1\", \"price\": 99.90, \"quantity\": 1.5,"
            + " \"description\": \"A server\", \"unit\": \"pcs\"},"
            + "{\"name\": \"Support\", \"price\": 50, \"specialPrice\": 40, \"quantity\": 2}]}";

    @Test
    void aDealShowsItsProductsWhenAsked() throws IOException {
        long id = acme.deal(TWO);

        JsonNode lead = acme.get("leads/" + id + "?with=catalog_elements").json();
        JsonNode first = lead.at("/_embedded/catalog_elements/0");
        JsonNode second = lead.at("/_embedded/catalog_elements/1");
        assertThat(first.at("/metadata/quantity").toString()).isEqualTo("1.5");
        assertThat(first.at("/metadata/catalog_id").asLong()).isEqualTo(CATALOG);
        assertThat(first.path("metadata").has("price_id")).isFalse();
        assertThat(second.at("/metadata/quantity").toString()).isEqualTo("2.0");
        assertThat(second.at("/metadata/price_id").asLong())
                .isEqualTo(field(element(second), "SPECIAL_PRICE_1")
                        .path("field_id")
                        .asLong());
        assertThat(lead.path("price_with_minor_units").decimalValue()).isEqualByComparingTo("229.85");
        assertThat(lead.path("is_price_computed").asBoolean()).isTrue();

        assertThat(acme.get("leads/" + id).json().at("/_embedded").has("catalog_elements"))
                .isFalse();
        long none = acme.deal("{}");
        assertThat(acme.get("leads/" + none + "?with=catalog_elements").json().at("/_embedded/catalog_elements"))
                .isEmpty();
    }

    @Test
    void theListHasItsElements() throws IOException {
        JsonNode catalogs = acme.get("catalogs").json().at("/_embedded/catalogs");
        assertThat(catalogs).hasSize(1);
        assertThat(catalogs.at("/0/id").asLong()).isEqualTo(CATALOG);
        assertThat(catalogs.at("/0/type").asText()).isEqualTo("products");
        String path = "catalogs/" + CATALOG + "/elements";
        assertThat(acme.get(path).status()).isEqualTo(204);

        JsonNode linked =
                acme.get("leads/" + acme.deal(TWO) + "?with=catalog_elements").json();
        String first = linked.at("/_embedded/catalog_elements/0/id").asText();
        String second = linked.at("/_embedded/catalog_elements/1/id").asText();

        JsonNode element = acme.get(path + "/" + first).json();
        assertThat(element.path("name").asText()).isEqualTo("Hosting, month");
        assertThat(field(element, "SKU").at("/values/0/value").asText()).isEqualTo("HOST-1");
        assertThat(field(element, "PRICE").at("/values/0/value").isTextual()).isTrue();
        assertThat(field(element, "PRICE").at("/values/0/value").asText()).isEqualTo("99.90");
        assertThat(field(element, "DESCRIPTION").at("/values/0/value").asText()).isEqualTo("A server");
        assertThat(field(element, "UNIT").at("/values/0/value").asText()).isEqualTo("pcs");
        assertThat(names(path)).containsExactly("Hosting, month", "Support");
        assertThat(names(path + "?filter[id][]=" + first + "&filter[id][]=" + second))
                .hasSize(2);
        assertThat(names(path + "?filter[id][]=" + second)).containsExactly("Support");
        assertThat(names(path + "?query=host")).containsExactly("Hosting, month");
        assertThat(names(path + "?filter[name]=nothing")).hasSize(2);
        assertThat(acme.get(path + "/1").status()).isEqualTo(204);
        assertThat(acme.get("catalogs/1/elements/" + first).status()).isEqualTo(204);
    }

    @Test
    void aDealNamesAllThatItIsLinkedTo() throws IOException {
        long id = acme.deal(TWO.replaceFirst(
                "\\{", "{\"contact\": {\"name\": \"Jane Roe\"}, \"company\": {\"name\": \"Roe BV\"}, "));

        JsonNode links = acme.get("leads/" + id + "/links").json();
        assertThat(links.path("_total_items").asInt()).isEqualTo(4);
        assertThat(links.findValuesAsText("to_entity_type"))
                .containsExactly("contacts", "companies", "catalog_elements", "catalog_elements");
        assertThat(links.at("/_embedded/links/0/metadata/main_contact").asBoolean())
                .isTrue();
        assertThat(links.at("/_embedded/links/1/metadata").isNull()).isTrue();
        assertThat(links.at("/_embedded/links/2/metadata/quantity").toString()).isEqualTo("1.5");
        assertThat(acme.get("leads/" + id + "/links?filter%5Bto_catalog_id%5D=" + CATALOG)
                        .json()
                        .path("_total_items")
                        .asInt())
                .isEqualTo(2);
        assertThat(acme.get("leads/" + acme.deal("{}") + "/links").status()).isEqualTo(204);
        assertThat(acme.get("leads/1/links").status()).isEqualTo(404);
    }

    @Test
    void aProductIsEnteredOnceAndHasItsLatestPrice() throws IOException {
        acme.deal("{\"products\": [{\"name\": \"Hosting\", \"sku\": \"H\", \"price\": 10, \"unit\": \"pcs\"}]}");
        long id = acme.deal("{\"price\": 7, \"products\": [{\"name\": \"Hosting\", \"sku\": \"H\", \"price\": 12}]}");

        JsonNode lead = acme.get("leads/" + id + "?with=catalog_elements").json();
        JsonNode element = element(lead.at("/_embedded/catalog_elements/0"));
        assertThat(field(element, "PRICE").at("/values/0/value").asText()).isEqualTo("12");
        assertThat(field(element, "UNIT").at("/values/0/value").asText()).isEqualTo("pcs");
        assertThat(names("catalogs/" + CATALOG + "/elements")).hasSize(1);
        assertThat(lead.path("price").asInt()).isEqualTo(7);
        assertThat(lead.has("is_price_computed")).isFalse();
    }

    private static JsonNode element(JsonNode link) throws IOException {
        return acme.get("catalogs/" + CATALOG + "/elements/" + link.path("id")).json();
    }

    private static List<String> names(String path) throws IOException {
        return acme.get(path.replace("[", "%5B").replace("]", "%5D"))
                .json()
                .at("/_embedded/elements")
                .findValuesAsText("name");
    }

    private static JsonNode field(JsonNode entity, String code) {
        return StreamSupport.stream(entity.path("custom_fields_values").spliterator(), false)
                .filter(field -> field.path("field_code").asText().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
