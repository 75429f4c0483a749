package org.wonbooks.sandbox.quickbooks.company;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;
import org.wonbooks.sandbox.store.Store;

/** The books of one company (realm). Ids come from one counter over all companies, so an id names one object. */
public record Company(Store store, Clock clock, String realmId) {

    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    public static String time(Instant instant, boolean millis) {
        return (millis ? MILLIS : SECONDS).format(instant.atZone(PACIFIC));
    }

    /** What only the sandbox knows of it: {@code companyName, zone, payments, reads, docNumber}. */
    public ObjectNode profile() {
        return store.find("quickbooks.realms", realmId).orElseThrow();
    }

    public void put(ObjectNode profile) {
        store.put("quickbooks.realms", realmId, profile);
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of(text(profile(), "zone")));
    }

    public long count(String field) {
        ObjectNode profile = profile();
        long next = profile.path(field).asLong() + 1;
        put(profile.put(field, next));
        return next;
    }

    public Optional<ObjectNode> find(String entity, String id) {
        return store.find(map(entity), id);
    }

    public void clear(String entity) {
        all(entity).forEach(object -> store.remove(map(entity), text(object, "Id")));
    }

    public List<ObjectNode> all(String entity) {
        return store.all(map(entity));
    }

    /** What queries and change data see: everything but the customers and invoices of the latest moments. */
    public List<ObjectNode> found(String entity) {
        Duration lag = Duration.parse(Modes.of(store, "quickbooks", "readLag"));
        if (lag.isZero() || !entity.matches("Customer|Invoice")) {
            return all(entity);
        }
        // Times in the books are whole seconds; one more makes the lag no shorter than asked for.
        Instant seen = clock.instant().minus(lag).minusSeconds(1);
        return all(entity).stream()
                .filter(object -> !written(object, "CreateTime").isAfter(seen))
                .toList();
    }

    public static Instant written(ObjectNode object, String time) {
        return OffsetDateTime.parse(text(object.path("MetaData"), time)).toInstant();
    }

    public ObjectNode get(String entity, String id) {
        if (!id.matches("\\d{1,19}")) {
            throw new QuickBooksFault("2030", "Id should be a valid number. Supplied value:" + id, "Id");
        }
        return find(entity, id).orElseThrow(QuickBooksFault::notFound);
    }

    /**
     * The object that the reference in that field is to, which gets its name; an unknown or inactive one is refused.
     */
    public ObjectNode referred(String entity, JsonNode holder, String field) {
        String id = text(holder.path(field), "value");
        ObjectNode object = find(entity, id).orElseThrow(() -> unknown(entity, id, field));
        if (!object.path("Active").asBoolean(true)) {
            throw QuickBooksFault.notFound();
        }
        String name = object.path("DisplayName").asText(text(object, "Name"));
        ((ObjectNode) holder.get(field)).put("name", name);
        return object;
    }

    private QuickBooksFault unknown(String entity, String id, String field) {
        boolean merged = entity.equals("Customer") && Modes.otherwise(store, "quickbooks", "merged");
        return merged
                ? QuickBooksFault.notFound()
                : new QuickBooksFault(
                        "2500", "Invalid Reference Id : %s element id %s not found".formatted(entity, id), field);
    }

    /** The object that a body with {@code Id} and {@code SyncToken} is to change; a stale one is refused. */
    public ObjectNode current(String entity, JsonNode body) {
        ObjectNode stored = get(entity, text(body, "Id"));
        if (!body.hasNonNull("SyncToken")) {
            throw QuickBooksFault.missing("SyncToken");
        }
        if (!text(stored, "SyncToken").equals(text(body, "SyncToken"))) {
            throw new QuickBooksFault(
                    "5010",
                    "Stale Object Error : You and Jane Doe were working on this at the same time. Jane Doe finished"
                            + " before you did, so your work was not saved.",
                    null);
        }
        return stored;
    }

    public ObjectNode add(String entity, ObjectNode object) {
        return add(entity, String.valueOf(store.next("quickbooks")), object);
    }

    public ObjectNode add(String entity, String id, ObjectNode object) {
        String now = time(clock.instant(), false);
        object.put("domain", "QBO").put("sparse", false).put("Id", id).put("SyncToken", "0");
        object.putObject("MetaData").put("CreateTime", now).put("LastUpdatedTime", now);
        store.put(map(entity), id, object);
        return object;
    }

    /** Keeps a change that was asked for: the SyncToken moves. */
    public ObjectNode change(String entity, ObjectNode object) {
        int token = Integer.parseInt(text(object, "SyncToken"));
        return derive(entity, object.put("SyncToken", String.valueOf(token + 1)));
    }

    /** Keeps a change that followed from another one: the SyncToken stays. */
    public ObjectNode derive(String entity, ObjectNode object) {
        object.withObjectProperty("MetaData").put("LastUpdatedTime", time(clock.instant(), false));
        store.put(map(entity), text(object, "Id"), object);
        return object;
    }

    /** What only the sandbox keeps of a company, by its kind. */
    Optional<ObjectNode> kept(String kind, String key) {
        return store.find(map(kind), key);
    }

    void keep(String kind, String key, ObjectNode what) {
        store.put(map(kind), key, what);
    }

    /** Takes it out of the books, but for a stub that change data goes on to show; answers the stub. */
    public ObjectNode delete(String entity, ObjectNode object) {
        String id = text(object, "Id");
        store.remove(map(entity), id);
        object.withObjectProperty("MetaData").put("LastUpdatedTime", time(clock.instant(), false));
        ObjectNode kept = stub(object);
        store.put(map("deleted " + entity), id, kept);
        return kept.deepCopy().without("MetaData");
    }

    /** What change data shows of what was deleted. */
    public static ObjectNode stub(ObjectNode object) {
        ObjectNode stub = Json.object().put("domain", "QBO").put("status", "Deleted");
        stub.put("Id", text(object, "Id"))
                .putObject("MetaData")
                .put("LastUpdatedTime", text(object.path("MetaData"), "LastUpdatedTime"));
        return stub;
    }

    /** The next change data call it deleted, in error. */
    public void misname(String entity, ObjectNode object) {
        derive(entity, object);
        store.put(map("misnamed " + entity), text(object, "Id"), Json.object());
    }

    /** Are these change data the ones that call it deleted? */
    public boolean misnamed(String entity, ObjectNode object) {
        String id = text(object, "Id");
        boolean misnamed = store.find(map("misnamed " + entity), id).isPresent();
        store.remove(map("misnamed " + entity), id);
        return misnamed && !object.has("status");
    }

    /** The stubs of what was deleted. */
    public List<ObjectNode> deleted(String entity) {
        return store.all(map("deleted " + entity));
    }

    /** Adds to what a customer owes, and to what those above it owe in all. */
    public void owe(String customerId, BigDecimal by) {
        ObjectNode customer = get("Customer", customerId);
        customer.put("Balance", customer.path("Balance").decimalValue().add(by));
        Optional<ObjectNode> above = Optional.of(customer);
        while (above.isPresent()) {
            ObjectNode each = above.get();
            each.put(
                    "BalanceWithJobs",
                    each.path("BalanceWithJobs").decimalValue().add(by));
            derive("Customer", each);
            above = find("Customer", each.at("/ParentRef/value").asText());
        }
    }

    /** The answer that a write with that {@code requestid} was given, as far as it is remembered. */
    public Optional<ObjectNode> answered(String requestId) {
        return Modes.of(store, "quickbooks", "requestIds").equals("forgotten")
                ? Optional.empty()
                : store.find(map("requests"), requestId);
    }

    public void remember(String requestId, ObjectNode answer) {
        store.put(map("requests"), requestId, answer);
    }

    /** The error that it was given, which only a mode remembers. */
    public Optional<ResponseEntity<byte[]>> failure(String requestId) {
        return Modes.of(store, "quickbooks", "requestIds").equals("errors")
                ? store.find(map("failures"), requestId)
                        .map(kept -> Json.answer(
                                kept.path("status").asInt(), MediaType.valueOf(text(kept, "type")), text(kept, "body")))
                : Optional.empty();
    }

    public void rememberFailure(String requestId, ResponseEntity<byte[]> answer) {
        if (Modes.of(store, "quickbooks", "requestIds").equals("errors")) {
            ObjectNode failure = Json.object()
                    .put("status", answer.getStatusCode().value())
                    .put("type", String.valueOf(answer.getHeaders().getContentType()))
                    .put("body", new String(answer.getBody(), StandardCharsets.UTF_8));
            store.put(map("failures"), requestId, failure);
        }
    }

    /** How many times an invoice has been e-mailed. */
    public int emails(String invoiceId) {
        return store.find(map("emails"), invoiceId)
                .map(kept -> kept.path("sent").asInt())
                .orElse(0);
    }

    public void email(String invoiceId) {
        store.put(map("emails"), invoiceId, Json.object().put("sent", emails(invoiceId) + 1));
    }

    private String map(String entity) {
        return "quickbooks." + realmId + "." + entity;
    }
}
