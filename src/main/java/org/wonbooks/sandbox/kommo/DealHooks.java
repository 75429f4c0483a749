package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.HookSender;

/** Tells whoever has subscribed what happened to a deal, a client's own doing too. */
@Component
@Profile("sandbox")
class DealHooks {

    private final Crm crm;
    private final HookSender sender;

    DealHooks(Crm crm, HookSender sender) {
        this.crm = crm;
        this.sender = sender;
    }

    void added(Account account, ObjectNode lead) {
        send(account, "add", lead, null);
    }

    /** A deal that moved was updated as well: whoever has subscribed to both hears of it twice. */
    void changed(Account account, ObjectNode before, ObjectNode lead) {
        boolean moved =
                before.get("status_id").longValue() != lead.get("status_id").longValue()
                        || before.get("pipeline_id").longValue()
                                != lead.get("pipeline_id").longValue();
        if (moved) {
            send(account, "status", lead, before);
        }
        send(account, "update", lead, moved ? before : null);
    }

    private void send(Account account, String event, ObjectNode lead, ObjectNode before) {
        boolean lean = sender.settings().path("lean").asBoolean() && !event.equals("update");
        String body = lean ? LeadHook.lean(account, event, lead, before) : LeadHook.full(account, event, lead, before);
        for (ObjectNode hook : crm.all(Crm.Kind.WEBHOOKS, account.id())) {
            for (JsonNode setting : hook.get("settings")) {
                if (setting.asText().equals(event + "_lead")) {
                    sender.add("kommo", hook.get("destination").asText(), headers(), body);
                }
            }
        }
    }

    private static Map<String, String> headers() {
        return Map.of(
                "content-type", "application/x-www-form-urlencoded",
                "user-agent", "amoCRM-Webhooks/3.0",
                "x-amocrm-requestid", UUID.randomUUID().toString(),
                "accept-encoding", "gzip");
    }
}
