package org.wonbooks.sandbox.quickbooks.company;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.HookSender;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;
import org.wonbooks.sandbox.store.SandboxAddress;
import org.wonbooks.sandbox.store.SandboxClock;
import org.wonbooks.sandbox.store.SandboxSettings;

/** Webhooks: what changed in a company, never how, signed over the bytes of the body. */
@Component
@Profile("sandbox")
public record Events(HookSender hooks, SandboxAddress address, SandboxSettings settings, SandboxClock clock) {

    private static final Map<String, String> LEGACY = Map.of(
            "created", "Create", "updated", "Update", "deleted", "Delete", "void", "Void", "emailed", "Emailed",
            "merged", "Merge");

    /**
     * @param operation {@code created, updated, deleted, void, emailed} or {@code merged}
     * @param deletedId what was merged into it; otherwise null
     */
    public record Event(String entity, String id, String operation, String deletedId) {

        public Event(String entity, String id, String operation) {
            this(entity, id, operation, null);
        }
    }

    /** Carries out what a person does, and tells of it; what QuickBooks refuses is a bad request. */
    public ObjectNode act(Company company, Supplier<Outcome> action) {
        try {
            Outcome outcome = action.get();
            tell(company, outcome.events());
            return outcome.object();
        } catch (QuickBooksFault refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    public void tell(Company company, List<Event> events) {
        boolean legacy = hooks.settings().path("legacy").asBoolean();
        String body = Json.write(legacy ? legacy(company, events) : cloudEvents(company, events));
        Map<String, String> headers =
                Map.of("Content-Type", "application/json; charset=utf-8", "intuit-signature", sign(body));
        hooks.add("quickbooks", address.quickbooksWebhook(), headers, body);
    }

    private ArrayNode cloudEvents(Company company, List<Event> events) {
        ArrayNode batch = Json.array();
        for (Event event : events) {
            ObjectNode cloudEvent = batch.addObject()
                    .put("specversion", "1.0")
                    .put("id", UUID.randomUUID().toString())
                    .put("source", "intuit.dsnBgbseACLLRZNxo2dfc4evmEJdxde58xeeYcZliOU=")
                    .put(
                            "type",
                            "qbo.%s.%s.v1"
                                    .formatted(event.entity.toLowerCase(Locale.ROOT), called(company, event.operation)))
                    .put("datacontenttype", "application/json")
                    .put("time", clock.instant().toString())
                    .put("intuitentityid", event.id)
                    .put("intuitaccountid", company.realmId());
            ObjectNode data = cloudEvent.putObject("data");
            if (event.deletedId != null) {
                data.put("deletedid", event.deletedId);
            }
            ArrayNode alternatives = data.putArray("alternative_ids");
            alternatives.addObject().put("id", "djQuMTo" + event.id).put("namespace", "Intuit.sbseg.v4");
        }
        return batch;
    }

    private static String called(Company company, String operation) {
        return operation.equals("void") ? Modes.of(company.store(), "quickbooks", "voidEvent") : operation;
    }

    private ObjectNode legacy(Company company, List<Event> events) {
        ObjectNode body = Json.object();
        ObjectNode notification =
                body.putArray("eventNotifications").addObject().put("realmId", company.realmId());
        ArrayNode entities = notification.putObject("dataChangeEvent").putArray("entities");
        for (Event event : events) {
            ObjectNode entity = entities.addObject()
                    .put("name", event.entity)
                    .put("id", event.id)
                    .put("operation", LEGACY.get(event.operation))
                    .put("lastUpdated", clock.instant().toString());
            if (event.deletedId != null) {
                entity.put("deletedId", event.deletedId);
            }
        }
        return body;
    }

    private String sign(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = settings.quickbooksVerifierToken().getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }
}
