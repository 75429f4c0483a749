package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.SandboxClock;
import org.wonbooks.sandbox.Store;

/** The companies that the simulated QuickBooks keeps the books of. */
@Component
@Profile("sandbox")
record Companies(Store store, SandboxClock clock) {

    List<Company> all() {
        return store.all("quickbooks.realms").stream().map(this::company).toList();
    }

    Optional<Company> of(String realmId) {
        return all().stream()
                .filter(company -> company.realmId().equals(realmId))
                .findFirst();
    }

    /** The company that has this object; ids are never used twice. */
    Optional<Company> holder(String entity, String id) {
        return all().stream()
                .filter(company -> company.find(entity, id).isPresent())
                .findFirst();
    }

    /** @param profile as a company keeps it, with its {@code realmId} */
    Company add(ObjectNode profile) {
        Company company = company(profile);
        company.put(profile);
        return company;
    }

    private Company company(ObjectNode profile) {
        return new Company(store, clock, text(profile, "realmId"));
    }
}
