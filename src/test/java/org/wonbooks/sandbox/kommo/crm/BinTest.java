package org.wonbooks.sandbox.kommo.crm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.kommo.Acme.SALES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.sandbox.kommo.SeededAccount;

/** Deals that are thrown away, and taken back out of the bin. */
class BinTest extends SeededAccount {

    private static final String WHOLE = "?with=contacts,catalog_elements";

    @BeforeEach
    void subscribe() throws IOException {
        sandbox.control("PATCH", "/hooks", "{\"keep\": true}");
        acme.call(
                "POST",
                "webhooks",
                "{\"destination\": \"http://h.example\", \"settings\": [\"delete_lead\", \"restore_lead\"]}");
    }

    @Test
    void restoredDealIsAsItWas() throws IOException {
        long id = poster();
        control(id, "/win");
        acme.call(
                "POST",
                "leads/notes",
                "[{\"entity_id\": %d, \"note_type\": \"common\", \"params\": {\"text\": \"Blue\"}}]".formatted(id));
        ObjectNode before = whole(id);
        long since = acme.later();

        assertThat(control(id, "/delete").path("is_deleted").asBoolean()).isTrue();
        assertThat(acme.get("leads/" + id).status()).isEqualTo(204);
        JsonNode answer = control(id, "/restore");

        assertThat(answer.path("id").asLong()).isEqualTo(id);
        ObjectNode after = whole(id);
        // It is among those that a sweep asks for.
        assertThat(after.path("updated_at").asLong()).isGreaterThanOrEqualTo(since);
        assertThat(after.put("updated_at", 0)).isEqualTo(before.put("updated_at", 0));
        assertThat(acme.get("leads?filter%5Bid%5D=" + id).json().at("/_embedded/leads/0/status_id"))
                .isEqualTo(before.get("status_id"));
        assertThat(acme.get("leads/" + id + "/notes").body()).contains("Blue");
        assertThat(acme.call("PATCH", "leads/" + id, "{\"name\": \"Two posters\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatWasThrownAwayAndIsBackIsToldInFull() throws IOException {
        long id = poster();
        sandbox.control("GET", "/hooks/kept", null);
        // The hook of a pipeline would be a short one; there is none for a deal that is back.
        sandbox.control("PATCH", "/hooks", "{\"lean\": true}");
        control(id, "/delete");
        control(id, "/restore");

        List<List<String>> hooks = hooks();

        assertThat(hooks).hasSize(2);
        assertThat(hooks.get(0)).contains("leads[delete][0][id]=" + id).noneMatch(pair -> pair.contains("price"));
        String lead = "leads[restore][0]";
        assertThat(hooks.get(1))
                .contains(
                        "account[subdomain]=acme",
                        lead + "[id]=" + id,
                        lead + "[name]=Poster",
                        lead + "[status_id]=67548607",
                        lead + "[pipeline_id]=" + SALES,
                        lead + "[price_with_minor_units]=10.50",
                        lead + "[account_id]=32720107",
                        lead + "[custom_fields][0][values][0][value]=Net 15")
                .noneMatch(pair -> pair.contains("old_status_id"));
    }

    @Test
    void thatItWasInTheBinStaysInTheEvents() throws IOException {
        long id = poster();
        long other = poster();
        control(other, "/delete");
        control(id, "/delete");
        control(id, "/restore");

        assertThat(events("filter[entity][]=lead&filter[entity_id][]=" + id).findValuesAsText("type"))
                .containsExactly("lead_restored", "lead_deleted", "lead_added");
        // Both forms of the filter find the same.
        for (String filter : List.of("filter[entity_id]=", "filter[entity_id][]=", "filter[entity_id][0]=")) {
            JsonNode deleted = events("filter[type]=lead_deleted&filter[entity]=lead&" + filter + id);
            assertThat(deleted.findValuesAsText("entity_id")).containsExactly("" + id);
            assertThat(deleted.findValuesAsText("type")).containsExactly("lead_deleted");
        }
    }

    @Test
    void onlyWhatIsInTheBinComesBack() throws IOException {
        long id = poster();
        assertThat(status(id, "/restore")).as("never deleted").isEqualTo(404);
        control(id, "/delete");
        assertThat(status(id, "/delete")).as("deleted").isEqualTo(404);
        assertThat(status(id, "/win")).as("deleted").isEqualTo(404);
        control(id, "/restore");
        assertThat(status(id, "/restore")).as("back").isEqualTo(404);

        sandbox.control("POST", "/kommo/leads/" + id, "{\"delete\": true}");
        control(id, "/restore");
        assertThat(acme.lead(id).path("name").asText()).isEqualTo("Poster");

        control(id, "/delete");
        sandbox.control("POST", "/reset", "");
        assertThat(status(id, "/restore")).as("the bin is empty").isEqualTo(404);
    }

    private long poster() throws IOException {
        return acme.deal(
                """
                {"name": "Poster", "price": 10.50, "contact": {"name": "Jane Roe", "email": "jane@roe.example"},
                 "company": {"name": "Roe LLC"}, "fields": {"PAYMENT_TERMS": "Net 15"},
                 "products": [{"name": "Poster", "price": 10.50, "quantity": 1}]}""");
    }

    private static JsonNode control(long id, String action) throws IOException {
        return sandbox.control("POST", "/kommo/leads/" + id + action, "");
    }

    private static int status(long id, String action) throws IOException {
        return sandbox.send("POST", "/sandbox/kommo/leads/" + id + action, "").status();
    }

    private ObjectNode whole(long id) throws IOException {
        return (ObjectNode) acme.get("leads/" + id + WHOLE).json();
    }

    private JsonNode events(String filter) throws IOException {
        return acme.get("events?" + filter.replace("[", "%5B").replace("]", "%5D"))
                .json()
                .at("/_embedded/events");
    }

    /** The fields of each kept webhook. */
    private static List<List<String>> hooks() throws IOException {
        List<List<String>> hooks = new ArrayList<>();
        for (JsonNode hook : sandbox.control("GET", "/hooks/kept", null)) {
            String body = new String(hook.path("body").binaryValue(), UTF_8);
            hooks.add(Stream.of(body.split("&"))
                    .map(pair -> URLDecoder.decode(pair, UTF_8))
                    .toList());
        }
        return hooks;
    }
}
