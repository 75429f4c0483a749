package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SandboxClock;
import org.wonbooks.sandbox.Store;

/** The companies and their books. */
@Component
@Profile("sandbox")
record Books(Store store, SandboxClock clock) {

    List<Company> companies() {
        return store.all("quickbooks.realms").stream()
                .map(realm -> new Company(store, clock, text(realm, "realmId")))
                .toList();
    }

    Optional<Company> company(String realmId) {
        return companies().stream()
                .filter(company -> company.realmId().equals(realmId))
                .findFirst();
    }

    /** The company that has this object; ids are never used twice. */
    Optional<Company> holder(String entity, String id) {
        return companies().stream()
                .filter(company -> company.find(entity, id).isPresent())
                .findFirst();
    }

    /** The companies as they are at first. */
    void seed() {
        store.clear("quickbooks.");
        JsonNode seed = Json.seed("quickbooks");
        for (JsonNode described : seed.path("companies")) {
            ObjectNode realm = (ObjectNode) described.get("realm");
            String realmId = text(realm, "realmId");
            store.put("quickbooks.realms", realmId, realm);
            Company company = new Company(store, clock, realmId);
            for (String list : List.of("Item", "Term")) {
                seed.path(list).forEach(each -> company.add(list, text(each, "Id"), each.deepCopy()));
            }
            ObjectNode preferences = seed.path("Preferences").deepCopy();
            JsonNode customNumbers = described.get("customTxnNumbers");
            preferences.withObjectProperty("SalesFormsPrefs").set("CustomTxnNumbers", customNumbers);
            company.add("Preferences", "1", preferences);
            String name = text(realm, "companyName");
            ObjectNode info = seed.path("CompanyInfo").deepCopy();
            company.add("CompanyInfo", "1", info.put("CompanyName", name).put("LegalName", name));
            for (String list : List.of("Vendor", "Employee")) {
                described.path(list).forEach(each -> company.add(list, ((ObjectNode) each).put("Active", true)));
            }
            for (JsonNode customer : described.path("Customer")) {
                ObjectNode created = Customers.create(company, ((ObjectNode) customer.deepCopy()).without("Active"));
                if (customer.has("Active")) {
                    Customers.update(company, created.put("sparse", true).put("Active", false));
                }
            }
        }
    }
}
