package org.wonbooks.sandbox.quickbooks.company;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.store.SandboxClock;
import org.wonbooks.sandbox.store.Store;

/** The companies that the simulated QuickBooks keeps the books of. */
@Component
@Profile("sandbox")
public record Companies(Store store, SandboxClock clock) {

    public List<Company> all() {
        return store.all("quickbooks.realms").stream().map(this::company).toList();
    }

    public Optional<Company> of(String realmId) {
        return all().stream()
                .filter(company -> company.realmId().equals(realmId))
                .findFirst();
    }

    /** The company that has this object; ids are never used twice. */
    public Optional<Company> holder(String entity, String id) {
        return all().stream()
                .filter(company -> company.find(entity, id).isPresent())
                .findFirst();
    }

    /** @param profile as a company keeps it, with its {@code realmId} */
    public Company add(ObjectNode profile) {
        Company company = company(profile);
        company.put(profile);
        return company;
    }

    private Company company(ObjectNode profile) {
        return new Company(store, clock, text(profile, "realmId"));
    }
}
