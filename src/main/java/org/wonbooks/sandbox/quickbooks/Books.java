package org.wonbooks.sandbox.quickbooks;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.SandboxClock;
import org.wonbooks.sandbox.Store;

/** The companies and their books. */
@Component
@Profile("sandbox")
class Books {

    private final Store store;
    private final Clock clock;

    Books(Store store, SandboxClock clock) {
        this.store = store;
        this.clock = clock;
    }

    List<Company> companies() {
        return store.all("quickbooks.realms").stream()
                .map(realm -> new Company(store, clock, realm.path("realmId").asText()))
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
}
