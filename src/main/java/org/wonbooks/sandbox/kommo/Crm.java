package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Store;

/**
 * What the simulated Kommo keeps: every record as the API gives it, by kind and id. Used within a turn at the store.
 */
@Component
@Profile("sandbox")
class Crm {

    private final Store store;

    Crm(Store store) {
        this.store = store;
    }

    /** What records are of; the name of each is its store's. */
    enum Kind {
        ACCOUNTS,
        PIPELINES,
        FIELDS,
        WEBHOOKS,
        LEADS,
        CONTACTS,
        COMPANIES,
        NOTES;

        private String map() {
            return "kommo." + name().toLowerCase();
        }
    }

    Optional<Account> account(String subdomain) {
        return accounts().stream()
                .filter(account -> account.subdomain().equals(subdomain))
                .findFirst();
    }

    List<Account> accounts() {
        return store.all(Kind.ACCOUNTS.map()).stream()
                .map(profile -> new Account(
                        profile,
                        all(Kind.PIPELINES, profile.get("id").longValue()),
                        all(Kind.FIELDS, profile.get("id").longValue())))
                .toList();
    }

    List<ObjectNode> all(Kind kind, long accountId) {
        return store.all(kind.map()).stream()
                .filter(entry -> entry.get("account_id").longValue() == accountId)
                .toList();
    }

    Optional<ObjectNode> find(Kind kind, long accountId, long id) {
        return store.find(kind.map(), String.valueOf(id))
                .filter(entry -> entry.get("account_id").longValue() == accountId);
    }

    void put(Kind kind, ObjectNode entry) {
        store.put(kind.map(), entry.get("id").asText(), entry);
    }

    void remove(Kind kind, ObjectNode entry) {
        store.remove(kind.map(), entry.get("id").asText());
    }

    void clear(Kind kind) {
        store.clear(kind.map());
    }

    /** An id for a new record, of whatever kind; never given out again. */
    long nextId() {
        return 15_318_000 + store.next("kommo");
    }
}
