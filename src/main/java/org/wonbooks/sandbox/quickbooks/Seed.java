package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.Store;

/** The companies as they are at first, from {@code sandbox-seed/quickbooks.json}. */
final class Seed {

    private Seed() {}

    static void sow(Store store, Books books) {
        store.clear("quickbooks.");
        JsonNode seed = read();
        for (JsonNode described : seed.path("companies")) {
            ObjectNode realm = (ObjectNode) described.get("realm");
            store.put("quickbooks.realms", realm.path("realmId").asText(), realm);
            Company company = books.company(realm.path("realmId").asText()).orElseThrow();
            for (String list : List.of("Item", "Term")) {
                seed.path(list)
                        .forEach(each -> company.add(list, each.path("Id").asText(), each.deepCopy()));
            }
            ObjectNode preferences = seed.path("Preferences").deepCopy();
            preferences
                    .withObjectProperty("SalesFormsPrefs")
                    .set("CustomTxnNumbers", described.get("customTxnNumbers"));
            company.add("Preferences", "1", preferences);
            String name = realm.path("companyName").asText();
            ObjectNode info = seed.path("CompanyInfo").deepCopy();
            company.add("CompanyInfo", "1", info.put("CompanyName", name).put("LegalName", name));
            for (String list : List.of("Vendor", "Employee")) {
                described.path(list).forEach(each -> company.add(list, ((ObjectNode) each).put("Active", true)));
            }
            for (JsonNode customer : described.path("Customer")) {
                boolean active = customer.path("Active").asBoolean(true);
                ObjectNode created = Customers.create(company, ((ObjectNode) customer).without("Active"));
                if (!active) {
                    Customers.update(company, created.put("sparse", true).put("Active", false));
                }
            }
        }
    }

    private static JsonNode read() {
        try (InputStream file = Seed.class.getResourceAsStream("/sandbox-seed/quickbooks.json")) {
            return Json.read(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
