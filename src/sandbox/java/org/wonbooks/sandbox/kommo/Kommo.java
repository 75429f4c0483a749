package org.wonbooks.sandbox.kommo;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.contract.Contract.Violation;
import org.wonbooks.sandbox.contract.RateWindow;
import org.wonbooks.sandbox.contract.Refusal;
import org.wonbooks.sandbox.contract.SimulatedSystem;
import org.wonbooks.sandbox.kommo.crm.Account;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.kommo.crm.Deals;
import org.wonbooks.sandbox.kommo.crm.KommoProblem;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.SandboxSettings;

/** Kommo, as the shared part of the sandbox sees it. */
@Component("simulatedKommo")
@Profile("sandbox")
class Kommo implements SimulatedSystem {

    private static final int CALLS_PER_SECOND = 7;

    private final Crm crm;
    private final Deals deals;
    private final RateWindow calls;

    Kommo(Crm crm, Deals deals, SandboxSettings settings) {
        this.crm = crm;
        this.deals = deals;
        calls = new RateWindow(CALLS_PER_SECOND * settings.speed() * settings.kommoSpeed(), Duration.ofSeconds(1));
    }

    @Override
    public String name() {
        return "kommo";
    }

    @Override
    public boolean isApi(String path) {
        return path.matches("/[^/]+/(api/v4|oauth2)/.*");
    }

    /** Kommo counts by address, over all accounts. */
    @Override
    public void admit(String path, HttpServletRequest request, HttpServletResponse response) {
        if (!calls.take(request.getRemoteAddr())) {
            throw KommoProblem.tooMany();
        }
    }

    @Override
    public Refusal refusal(String row, List<Violation> violations) {
        return KommoJudgement.refusal(row, violations);
    }

    /** Deals begin anew; the fields and webhooks that a client has set up stay, enabled, as its grants do. */
    @Override
    public void seed() {
        List.of("leads", Deals.BIN, "contacts", "companies", "notes", "tasks", "events", "elements", "modes")
                .forEach(crm::clear);
        JsonNode seed = Json.seed(name());
        for (String kind : List.of("accounts", "pipelines", "fields")) {
            seed.get(kind).forEach(entry -> crm.put(kind, (ObjectNode) entry));
        }
        for (Account account : crm.accounts()) {
            crm.all("webhooks", account)
                    .forEach(hook ->
                            crm.put("webhooks", hook.put("disabled", false).without(AccountCalls.STUBBORN)));
        }
        // Deals with the same person or company, in the same words, share it.
        Map<JsonNode, JsonNode> known = new HashMap<>();
        for (JsonNode deal : seed.get("deals")) {
            ObjectNode entry = deal.deepCopy();
            for (String party : List.of("contact", "company")) {
                entry.set(party, known.getOrDefault(deal.path(party), deal.get(party)));
            }
            JsonNode added = deals.add(crm.account("acme"), entry).get("_embedded");
            added.get("contacts").forEach(contact -> known.put(deal.get("contact"), contact));
            added.get("companies").forEach(company -> known.put(deal.get("company"), company));
        }
    }

    /**
     * {@code accounts} and {@code pipelines} as the API gives them, {@code leads [{id, account, name, price, status,
     * pipeline, contact {id, name, email}, company {id, name}, responsible, fields {CODE: text}, notes [text], tasks
     * [{id, text, responsible, completed, result}]}]}.
     */
    @Override
    public ObjectNode state() {
        ObjectNode state = Json.object();
        ArrayNode accounts = state.putArray("accounts");
        ArrayNode pipelines = state.putArray("pipelines");
        ArrayNode leads = state.putArray("leads");
        for (Account account : crm.accounts()) {
            accounts.add(account.profile());
            pipelines.addAll(account.pipelines());
            crm.all("leads", account).forEach(lead -> leads.add(shown(account, lead)));
        }
        return state;
    }

    private ObjectNode shown(Account account, ObjectNode lead) {
        ObjectNode shown =
                Json.copy(lead, "id name status=status_id pipeline=pipeline_id responsible=responsible_user_id");
        shown.set("price", lead.path(lead.has(Deals.CENTS) ? Deals.CENTS : "price"));
        shown.put("account", account.subdomain());
        shown.set("contact", party("contacts", account, lead));
        shown.set("company", party("companies", account, lead));
        ObjectNode fields = shown.putObject("fields");
        for (JsonNode field : lead.get("custom_fields_values")) {
            if (field.path("values").isEmpty()) {
                continue;
            }
            JsonNode value = field.at("/values/0/value");
            Instant time = Instant.ofEpochSecond(value.asLong());
            boolean day = text(field, "field_type").equals("date");
            fields.put(
                    field.get("field_code").asText(text(field, "field_name")),
                    day ? LocalDate.ofInstant(time, account.zone()).toString() : value.asText());
        }
        ArrayNode notes = shown.putArray("notes");
        crm.all("notes", account).stream()
                .filter(note -> note.get("entity_id").equals(lead.get("id")))
                .forEach(note -> notes.add(note.at("/params/text")));
        ArrayNode tasks = shown.putArray("tasks");
        String task = "id text responsible=responsible_user_id completed=is_completed result=result/text";
        crm.all("tasks", account).stream()
                .filter(each -> each.get("entity_id").equals(lead.get("id")))
                .forEach(each -> tasks.add(Json.copy(each, task)));
        return shown;
    }

    private ObjectNode party(String kind, Account account, ObjectNode lead) {
        long id = lead.at("/_embedded/" + kind + "/0/id").asLong();
        return crm.find(kind, account, id)
                .map(found -> {
                    ObjectNode party = Json.copy(found, "id name");
                    Json.stream(found.get("custom_fields_values"))
                            .filter(field -> text(field, "field_code").equals("EMAIL"))
                            .forEach(field -> party.set("email", field.at("/values/0/value")));
                    return party;
                })
                .orElse(null);
    }

    @Override
    public Duration hookTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public boolean delivered(int status) {
        return status >= 100 && status < 300;
    }

    /** Whatever failed is tried twice more, what the receiver itself failed at (499, 5xx) four times. */
    @Override
    public Optional<Duration> retryAfter(int attempts, int status) {
        boolean receiverFailed = status >= 499 && status < 600;
        List<Integer> minutes = receiverFailed ? List.of(5, 15, 15, 60) : List.of(5, 15);
        return minutes.stream().skip(attempts - 1L).findFirst().map(Duration::ofMinutes);
    }
}
