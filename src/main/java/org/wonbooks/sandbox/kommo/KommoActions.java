package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NoSuchElementException;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.Json;

/** What a person does in Kommo's pages, for the sandbox's page and for tests. All answer with the deal. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/kommo/leads")
record KommoActions(Crm crm, Deals deals, LeadHooks hooks) {

    @PostMapping
    ResponseEntity<byte[]> add(@RequestParam(defaultValue = "acme") String account, @RequestBody byte[] deal) {
        Account owner = crm.account(account);
        ObjectNode lead = deals.add(owner, Json.read(deal));
        hooks.send(owner, "add", lead, null);
        return Json.answer(200, lead);
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
        for (Account account : crm.accounts()) {
            ObjectNode lead = crm.find("leads", account, id).orElse(null);
            if (lead != null) {
                return Json.answer(200, deals.change(account, lead, patch));
            }
        }
        throw new NoSuchElementException();
    }
}
