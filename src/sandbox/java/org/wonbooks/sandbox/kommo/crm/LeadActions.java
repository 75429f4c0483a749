package org.wonbooks.sandbox.kommo.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.store.Json;

/** What a person does in Kommo's pages, for the sandbox's page and for tests. All answer with the deal. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/kommo/leads")
record LeadActions(Crm crm, Deals deals) {

    private static final Map<String, String> EDITABLE =
            Map.of("name", "name", "price", "price", "responsible", "responsible_user_id");

    @PostMapping
    ResponseEntity<byte[]> add(@RequestParam(defaultValue = "acme") String account, @RequestBody byte[] deal) {
        return Json.answer(200, deals.enter(crm.account(account), Json.read(deal)));
    }

    @PostMapping("/{id}/win")
    ResponseEntity<byte[]> win(@PathVariable long id) {
        return move(id, null, Account.WON);
    }

    @PostMapping("/{id}/move")
    ResponseEntity<byte[]> move(
            @PathVariable long id, @RequestParam(required = false) Long pipeline, @RequestParam long status) {
        ObjectNode patch = Json.object().put("status_id", status);
        if (pipeline != null) {
            patch.put("pipeline_id", pipeline);
        }
        Account account = owner("leads", id);
        return Json.answer(200, deals.change(account, lead(account, id), patch));
    }

    /** As {@code "delete": true} does it. */
    @PostMapping("/{id}/delete")
    ResponseEntity<byte[]> delete(@PathVariable long id) {
        Account account = owner("leads", id);
        return Json.answer(200, deals.delete(account, lead(account, id)));
    }

    /** Only what is in the bin comes back. */
    @PostMapping("/{id}/restore")
    ResponseEntity<byte[]> restore(@PathVariable long id) {
        Account account = owner(Deals.BIN, id);
        ObjectNode lead = crm.find(Deals.BIN, account, id).orElseThrow();
        return Json.answer(200, deals.restore(account, lead));
    }

    /**
     * Has the deal spoil the lists in which it stands, until somebody edits it.
     *
     * @param body {@code {"how": "refused"}}; with {@code "list": "events"} it is what happened to the deal last
     */
    @PostMapping("/{id}/spoil")
    ResponseEntity<byte[]> spoil(@PathVariable long id, @RequestBody byte[] body) {
        JsonNode asked = Json.read(body);
        Account account = owner("leads", id);
        if (!asked.path("list").asText().equals("events")) {
            ObjectNode lead = lead(account, id);
            return Json.answer(
                    200,
                    crm.put("leads", SpoiltEntry.spoil(lead, asked.path("how").asText())));
        }
        ObjectNode event = crm.all("events", account).stream()
                .filter(each -> each.path("entity_id").asLong() == id)
                .reduce((first, last) -> last)
                .orElseThrow();
        return Json.answer(
                200,
                crm.put("events", SpoiltEntry.spoil(event, asked.path("how").asText())));
    }

    /**
     * @param edit any of {@code name}, {@code price} and {@code responsible}, {@code fields} and {@code products} as a
     *     deal is entered with them, or {@code "delete": true}
     */
    @PostMapping("/{id}")
    ResponseEntity<byte[]> edit(@PathVariable long id, @RequestBody byte[] edit) {
        JsonNode asked = Json.read(edit);
        Account account = owner("leads", id);
        ObjectNode lead = SpoiltEntry.spoil(lead(account, id), "");
        if (asked.path("delete").asBoolean()) {
            return Json.answer(200, deals.delete(account, lead));
        }
        ObjectNode patch = Json.object();
        asked.properties()
                .forEach(field -> patch.set(EDITABLE.getOrDefault(field.getKey(), field.getKey()), field.getValue()));
        if (patch.remove("fields") instanceof ObjectNode fields) {
            patch.set("custom_fields_values", Deals.fields(fields));
        }
        if (patch.remove("products") instanceof ArrayNode products) {
            lead.withObjectProperty("_embedded").set("catalog_elements", new Products(crm).link(account, products));
        }
        return Json.answer(200, deals.change(account, lead, patch));
    }

    private Account owner(String kind, long id) {
        return crm.accounts().stream()
                .filter(account -> crm.find(kind, account, id).isPresent())
                .findFirst()
                .orElseThrow(NoSuchElementException::new);
    }

    private ObjectNode lead(Account account, long id) {
        return crm.find("leads", account, id).orElseThrow();
    }
}
