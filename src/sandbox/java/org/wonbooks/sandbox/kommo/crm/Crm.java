package org.wonbooks.sandbox.kommo.crm;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;
import org.wonbooks.sandbox.store.SandboxClock;
import org.wonbooks.sandbox.store.Store;

/**
 * What the simulated Kommo keeps: {@code accounts, pipelines, fields, webhooks, leads, bin, contacts, companies, notes,
 * tasks, events, elements}, each record as the API gives it. Deals are in the bin once they are deleted.
 */
@Component
@Profile("sandbox")
public record Crm(Store store, SandboxClock clock) {

    public String mode(String mode) {
        return Modes.of(store, "kommo", mode);
    }

    public Instant now() {
        return clock.instant();
    }

    public List<Account> accounts() {
        return profiles().map(this::account).toList();
    }

    private Stream<ObjectNode> profiles() {
        return store.all("kommo.accounts").stream();
    }

    private Account account(ObjectNode profile) {
        return new Account(profile, all("pipelines", profile), all("fields", profile));
    }

    /** @throws KommoProblem 404 if there is none */
    public Account account(String subdomain) {
        return profiles()
                .filter(profile -> text(profile, "subdomain").equals(subdomain))
                .findFirst()
                .map(this::account)
                .orElseThrow(() -> KommoProblem.notFound("There is no account " + subdomain));
    }

    public List<ObjectNode> all(String kind, Account account) {
        return all(kind, account.profile());
    }

    private List<ObjectNode> all(String kind, ObjectNode account) {
        return store.all("kommo." + kind).stream()
                .filter(entry -> entry.get("account_id").equals(account.get("id")))
                .toList();
    }

    public Optional<ObjectNode> find(String kind, Account account, long id) {
        return store.find("kommo." + kind, String.valueOf(id))
                .filter(entry -> entry.get("account_id").asLong() == account.id());
    }

    public ObjectNode put(String kind, ObjectNode entry) {
        store.put("kommo." + kind, text(entry, "id"), entry);
        return entry;
    }

    public void remove(String kind, ObjectNode entry) {
        store.remove("kommo." + kind, text(entry, "id"));
    }

    public void clear(String kind) {
        store.clear("kommo." + kind);
    }

    /** A new record, not kept yet, with what records have in common. Its id is never given out again. */
    public ObjectNode create(Account account) {
        long now = now().getEpochSecond();
        return Json.object()
                .put("id", nextId())
                .put("account_id", account.id())
                .put("responsible_user_id", account.userId())
                .put("created_by", account.userId())
                .put("updated_by", account.userId())
                .put("created_at", now)
                .put("updated_at", now);
    }

    /** A new deal, person or company, as {@link #create} makes it. */
    ObjectNode entity(Account account, String name) {
        ObjectNode entity = create(account).put("name", name).put("is_deleted", false);
        entity.putNull("closest_task_at").putNull("custom_fields_values");
        entity.putObject("_embedded").putArray("tags");
        return entity;
    }

    public long nextId() {
        return 15_318_000 + store.next("kommo");
    }
}
