package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;

/** The accounts and deals that are there at first, from {@code sandbox-seed/kommo.json}. */
@Component
@Profile("sandbox")
class KommoSeed {

    private final Crm crm;
    private final Deals deals;

    KommoSeed(Crm crm, Deals deals) {
        this.crm = crm;
        this.deals = deals;
    }

    /** Deals begin anew; the fields and webhooks that a client has set up stay, as its grants do. */
    void sow() {
        List.of(Crm.Kind.LEADS, Crm.Kind.CONTACTS, Crm.Kind.COMPANIES, Crm.Kind.NOTES)
                .forEach(crm::clear);
        JsonNode seed = read();
        seed.get("accounts").forEach(this::account);
        // Deals with the same person or company, in the same words, share it.
        Map<JsonNode, JsonNode> known = new HashMap<>();
        for (JsonNode deal : seed.get("deals")) {
            Account account = crm.account(deal.get("account").asText()).orElseThrow();
            ObjectNode entry = deal.deepCopy();
            for (String party : List.of("contact", "company")) {
                if (known.containsKey(deal.path(party))) {
                    entry.set(party, known.get(deal.get(party)));
                }
            }
            JsonNode embedded = deals.add(account, entry).get("_embedded");
            embedded.get("contacts").forEach(contact -> known.put(deal.get("contact"), contact));
            embedded.get("companies").forEach(company -> known.put(deal.get("company"), company));
        }
    }

    private void account(JsonNode account) {
        ObjectNode profile = account.deepCopy();
        JsonNode pipelines = profile.remove("pipelines");
        ObjectNode terms = (ObjectNode) profile.remove("terms");
        crm.put(Crm.Kind.ACCOUNTS, profile.put("currency", "USD").put("currency_symbol", "$"));
        terms.set("account_id", account.get("id"));
        crm.put(Crm.Kind.FIELDS, terms);
        for (JsonNode pipeline : pipelines) {
            crm.put(Crm.Kind.PIPELINES, pipeline(account, pipeline));
        }
    }

    private static ObjectNode pipeline(JsonNode account, JsonNode pipeline) {
        ObjectNode entry = Json.object();
        entry.set("id", pipeline.get("id"));
        entry.set("name", pipeline.get("name"));
        entry.put("is_main", pipeline.get("name").asText().equals("Sales")).put("is_archive", false);
        entry.set("account_id", account.get("id"));
        ArrayNode statuses = entry.putObject("_embedded").putArray("statuses");
        pipeline.get("stages").fields().forEachRemaining(stage -> {
            long id = Long.parseLong(stage.getKey());
            boolean incoming = stage.getValue().asText().equals("Incoming leads");
            ObjectNode status = statuses.addObject()
                    .put("id", id)
                    .put("sort", id == Account.WON ? 10_000 : id == Account.LOST ? 11_000 : 10 * statuses.size())
                    .put("is_editable", id != Account.WON && id != Account.LOST && !incoming)
                    .put("type", incoming ? Account.INCOMING : 0);
            status.set("name", stage.getValue());
            status.set("pipeline_id", pipeline.get("id"));
            status.set("account_id", account.get("id"));
        });
        return entry;
    }

    private static JsonNode read() {
        try (InputStream file = KommoSeed.class.getResourceAsStream("/sandbox-seed/kommo.json")) {
            return Json.read(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
