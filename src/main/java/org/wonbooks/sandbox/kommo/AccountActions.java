package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.Json;

/** What befalls an account, for tests. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/kommo")
record AccountActions(Crm crm) {

    /**
     * Disables every webhook of the account, as Kommo does with those that fail too often; answers them.
     *
     * @param body {@code {"stubborn": true}}: subscribing again does not enable them
     */
    @PostMapping("/webhooks/disable")
    ResponseEntity<byte[]> disable(
            @RequestParam(defaultValue = "acme") String account, @RequestBody(required = false) byte[] body) {
        boolean stubborn = body != null && Json.read(body).path("stubborn").asBoolean();
        ArrayNode disabled = Json.array();
        for (ObjectNode hook : crm.all("webhooks", crm.account(account))) {
            disabled.add(crm.put("webhooks", hook.put("disabled", true).put(AccountCalls.STUBBORN, stubborn)));
        }
        return Json.answer(200, disabled);
    }

    /** Nothing can be given to that user any more, until a reset; answers the account. */
    @PostMapping("/users/{id}/deactivate")
    ResponseEntity<byte[]> deactivate(@PathVariable long id, @RequestParam(defaultValue = "acme") String account) {
        ObjectNode profile = crm.account(account).profile();
        ArrayNode others = Json.array();
        Json.stream(profile.path(Account.USERS))
                .filter(user -> user.asLong() != id)
                .forEach(others::add);
        profile.set(Account.USERS, others);
        return Json.answer(200, crm.put("accounts", profile));
    }
}
