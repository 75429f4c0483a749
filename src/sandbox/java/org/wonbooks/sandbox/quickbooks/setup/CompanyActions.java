package org.wonbooks.sandbox.quickbooks.setup;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.quickbooks.company.Companies;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Events;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.quickbooks.company.SpoiltObject;
import org.wonbooks.sandbox.store.Json;

/** What people do in a company's pages: its settings and its lists, as they see them. No read is counted. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/quickbooks/realms/{realmId}")
record CompanyActions(Companies companies, Events events) {

    private static final String LIST = "/{path:customer|vendor|employee|item|term|taxcode|class|department}";

    /** @see CompanySettings */
    @GetMapping("/company")
    ResponseEntity<byte[]> settings(@PathVariable String realmId) {
        return Json.answer(200, CompanySettings.read(company(realmId)));
    }

    /** Changes the settings that are given; answers all. */
    @PatchMapping("/company")
    ResponseEntity<byte[]> changeSettings(@PathVariable String realmId, @RequestBody byte[] changes) {
        Company company = company(realmId);
        events.act(company, () -> CompanySettings.change(company, Json.read(changes)));
        return settings(realmId);
    }

    /**
     * Enters exchange rates, by currency, as {@link Rates#enter} takes them.
     *
     * @param date the day for which they are; left out: for every other day
     */
    @PatchMapping("/rates")
    ResponseEntity<byte[]> enterRates(
            @PathVariable String realmId, @RequestParam(required = false) LocalDate date, @RequestBody byte[] rates) {
        Rates.enter(company(realmId), Json.read(rates), date);
        return Json.answer(200, Json.object());
    }

    /** Adds an entry to a list, in the words of the API; an item goes to the first income account unless it says so. */
    @PostMapping(LIST)
    ResponseEntity<byte[]> add(@PathVariable String realmId, @PathVariable String path, @RequestBody byte[] entry) {
        Company company = company(realmId);
        ObjectNode body = (ObjectNode) Json.read(entry);
        if (path.equals("item") && !body.has("IncomeAccountRef")) {
            body.putObject("IncomeAccountRef").put("value", "1");
        }
        return Json.answer(200, events.act(company, () -> Lists.create(company, entity(path), body)));
    }

    /** Changes the given properties of an entry. */
    @PatchMapping(LIST + "/{id}")
    ResponseEntity<byte[]> change(
            @PathVariable String realmId,
            @PathVariable String path,
            @PathVariable String id,
            @RequestBody byte[] changes) {
        Company company = company(realmId);
        ObjectNode entry = company.find(entity(path), id).orElseThrow();
        ObjectNode body = Json.copy(entry, "Id SyncToken").put("sparse", true);
        body.setAll((ObjectNode) Json.read(changes));
        return Json.answer(200, events.act(company, () -> Lists.update(company, entity(path), body)));
    }

    /** Makes one customer of two; the first is gone. */
    @PostMapping("/customer/{id}/merge-into/{otherId}")
    ResponseEntity<byte[]> merge(@PathVariable String realmId, @PathVariable String id, @PathVariable String otherId) {
        Company company = company(realmId);
        return Json.answer(200, events.act(company, () -> Customers.merge(company, id, otherId)));
    }

    /** Has an object spoil the lists in which it stands, until somebody edits it: {@code {"how": "refused"}}. */
    @PostMapping("/{path:invoice|payment}/{id}/spoil")
    ResponseEntity<byte[]> spoil(
            @PathVariable String realmId,
            @PathVariable String path,
            @PathVariable String id,
            @RequestBody byte[] body) {
        String how = text(Json.read(body), "how");
        return Json.answer(200, SpoiltObject.spoil(company(realmId), entity(path), id, how));
    }

    /**
     * Books many more invoices like that one, which no deal has: {@code {"count": 1100, "over": "PT20H"}}, as if they
     * had been changed one after the other, over that time until now.
     */
    @PostMapping("/invoice/{id}/more")
    ResponseEntity<byte[]> more(@PathVariable String realmId, @PathVariable String id, @RequestBody byte[] body) {
        JsonNode asked = Json.read(body);
        Company company = company(realmId);
        int count = asked.path("count").asInt();
        Duration apart = Duration.parse(text(asked, "over")).dividedBy(count);
        ObjectNode like = company.get("Invoice", id);
        for (int i = 0; i < count; i++) {
            ObjectNode more = like.deepCopy().without(List.of("PrivateNote", "LinkedTxn"));
            company.add("Invoice", more.put("DocNumber", "M" + i));
            String then = Company.time(company.clock().instant().minus(apart.multipliedBy(count - i)), false);
            more.putObject("MetaData").put("CreateTime", then).put("LastUpdatedTime", then);
            company.store().put("quickbooks." + realmId + ".Invoice", text(more, "Id"), more);
        }
        return Json.answer(200, Json.object().put("count", count));
    }

    /** The whole objects, whether active or not. */
    @GetMapping("/{path}")
    ResponseEntity<byte[]> list(@PathVariable String realmId, @PathVariable String path) {
        ArrayNode all = Json.array();
        company(realmId).all(entity(path)).forEach(all::add);
        return Json.answer(200, all);
    }

    @GetMapping("/{path}/{id}")
    ResponseEntity<byte[]> read(@PathVariable String realmId, @PathVariable String path, @PathVariable String id) {
        return Json.answer(200, company(realmId).find(entity(path), id).orElseThrow());
    }

    private Company company(String realmId) {
        return companies.of(realmId).orElseThrow();
    }

    private static String entity(String path) {
        return Rules.entity(path).orElseThrow(NoSuchElementException::new);
    }
}
