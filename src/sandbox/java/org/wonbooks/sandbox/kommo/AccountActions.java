package org.wonbooks.sandbox.kommo;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.kommo.crm.Account;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.store.Json;

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

    /**
     * Changes what the account is set up to, until a reset; answers the account. With another {@code subdomain} it is
     * renamed: at its old address nothing is found any more, and what it gave out goes on working at the new one.
     *
     * @param body any of {@code currency}, {@code timezone} and {@code subdomain}
     */
    @PatchMapping("/account")
    ResponseEntity<byte[]> change(@RequestParam(defaultValue = "acme") String account, @RequestBody byte[] body) {
        ObjectNode profile = crm.account(account).profile();
        Json.read(body).properties().forEach(setting -> {
            set(profile, setting.getKey(), setting.getValue().asText());
            profile.set(setting.getKey(), setting.getValue());
        });
        return Json.answer(200, crm.put("accounts", profile));
    }

    private void set(ObjectNode profile, String name, String value) {
        try {
            switch (name) {
                case "currency" ->
                    profile.put("currency_symbol", Currency.getInstance(value).getSymbol(Locale.US));
                case "timezone" -> ZoneId.of(value);
                case "subdomain" -> {
                    boolean taken = crm.accounts().stream()
                            .anyMatch(account -> account.subdomain().equals(value));
                    if (taken || !value.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
                        throw new IllegalArgumentException(value);
                    }
                }
                default -> throw new IllegalArgumentException(name);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("There is no such account setting or value: " + name, e);
        }
    }

    /** Defines fields of deals, as the API takes them; one whose code there is becomes this, and keeps its id. */
    @PostMapping("/fields")
    ResponseEntity<byte[]> define(@RequestParam(defaultValue = "acme") String account, @RequestBody byte[] body) {
        Account owner = crm.account(account);
        List<ObjectNode> before = owner.leadFields();
        before.stream()
                .filter(field -> Json.stream(Json.read(body)).anyMatch(item -> isOf(field, text(item, "code"))))
                .forEach(field -> crm.remove("fields", field));
        Call call = new Call(crm.account(account), "leads/custom_fields", 0, Map.of(), Json.read(body));
        ArrayNode defined = Json.array();
        for (JsonNode added : new AccountCalls(crm).addFields(call).at("/_embedded/custom_fields")) {
            ObjectNode field = (ObjectNode) added;
            crm.remove("fields", field);
            before.stream()
                    .filter(old -> isOf(old, text(field, "code")))
                    .forEach(old -> field.set("id", old.get("id")));
            defined.add(crm.put("fields", field));
        }
        return Json.answer(200, defined);
    }

    /** Deletes a field of deals; what deals say in it stays theirs. */
    @DeleteMapping("/fields/{code}")
    ResponseEntity<byte[]> delete(@RequestParam(defaultValue = "acme") String account, @PathVariable String code) {
        ObjectNode field = crm.account(account).leadFields().stream()
                .filter(each -> isOf(each, code))
                .findFirst()
                .orElseThrow();
        crm.remove("fields", field);
        return Json.answer(200, field);
    }

    private static boolean isOf(ObjectNode field, String code) {
        return field.hasNonNull("code") && text(field, "code").equals(code);
    }
}
