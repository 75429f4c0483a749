package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SandboxClock;

/** What a person does in Kommo's pages, for the sandbox's page and for tests. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/kommo/leads")
class KommoActions {

    private final Crm crm;
    private final Deals deals;
    private final DealHooks hooks;
    private final Clock clock;

    KommoActions(Crm crm, Deals deals, DealHooks hooks, SandboxClock clock) {
        this.crm = crm;
        this.deals = deals;
        this.hooks = hooks;
        this.clock = clock;
    }

    /** Enters a deal, as {@link Deals#add} takes it. */
    @PostMapping
    ResponseEntity<byte[]> add(@RequestParam(defaultValue = "acme") String account, @RequestBody byte[] deal)
            throws IOException {
        Account owner = crm.account(account).orElseThrow(() -> unknown("account " + account));
        ObjectNode lead = deals.add(owner, Json.read(deal));
        hooks.added(owner, lead);
        return answer(lead);
    }

    @PostMapping("/{id}/win")
    ResponseEntity<byte[]> win(@PathVariable long id) {
        return move(id, null, Account.WON);
    }

    /** Moves a deal to a stage of its pipeline, or of another. */
    @PostMapping("/{id}/move")
    ResponseEntity<byte[]> move(
            @PathVariable long id, @RequestParam(required = false) Long pipeline, @RequestParam long status) {
        for (Account account : crm.accounts()) {
            Optional<ObjectNode> lead = crm.find(Crm.Kind.LEADS, account.id(), id);
            if (lead.isPresent()) {
                return move(account, lead.get(), pipeline, status);
            }
        }
        throw unknown("deal " + id);
    }

    private ResponseEntity<byte[]> move(Account account, ObjectNode lead, Long pipeline, long status) {
        ObjectNode before = lead.deepCopy();
        ObjectNode patch = Json.object().put("status_id", status);
        if (pipeline != null) {
            patch.put("pipeline_id", pipeline);
        }
        LeadPatch.apply(account, lead, patch, clock.instant());
        crm.put(Crm.Kind.LEADS, lead);
        hooks.changed(account, before, lead);
        return answer(lead);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(Refusal refusal) {
        return Json.answer(refusal.status(), MediaType.APPLICATION_PROBLEM_JSON, Json.text(refusal.body()));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notJson(IOException notJson) {
        return refused(Refusal.badRequest("The body is not JSON"));
    }

    /** The deal's id, with those of whom it is with, so that another deal can be with them. */
    private static ResponseEntity<byte[]> answer(ObjectNode lead) {
        ObjectNode answer = Json.object();
        answer.set("id", lead.get("id"));
        JsonNode contact = lead.at("/_embedded/contacts/0/id");
        JsonNode company = lead.at("/_embedded/companies/0/id");
        answer.set("contactId", contact.isNumber() ? contact : null);
        answer.set("companyId", company.isNumber() ? company : null);
        answer.set("status", lead.get("status_id"));
        answer.set("pipeline", lead.get("pipeline_id"));
        return Json.answer(200, answer);
    }

    private static Refusal unknown(String what) {
        return Refusal.of(404, "Not Found", "There is no " + what);
    }
}
