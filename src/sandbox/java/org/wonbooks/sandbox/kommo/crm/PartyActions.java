package org.wonbooks.sandbox.kommo.crm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.store.Json;

/** What a person does with a contact or company in Kommo's pages, for tests. All answer with it. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/kommo/{kind:contacts|companies}/{id}")
record PartyActions(Crm crm) {

    /** @param edit any of {@code name, email, phone, address}, as one is entered with them */
    @PostMapping
    ResponseEntity<byte[]> edit(@PathVariable String kind, @PathVariable long id, @RequestBody byte[] edit) {
        ObjectNode party = party(kind, id);
        Parties.edit(party, Json.read(edit));
        return Json.answer(200, crm.put(kind, party));
    }

    /** Deleted, or merged into another one: Kommo shows the difference to nobody. */
    @PostMapping("/delete")
    ResponseEntity<byte[]> delete(@PathVariable String kind, @PathVariable long id) {
        ObjectNode party = party(kind, id);
        crm.remove(kind, party);
        return Json.answer(200, party);
    }

    private ObjectNode party(String kind, long id) {
        return crm.accounts().stream()
                .map(account -> crm.find(kind, account, id))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(NoSuchElementException::new);
    }
}
