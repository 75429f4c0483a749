package org.wonbooks.sandbox.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.kommo.Acme.PAYMENTS;
import static org.wonbooks.sandbox.kommo.Acme.PAYMENT_RECEIVED;
import static org.wonbooks.sandbox.kommo.Acme.SALES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client finds out about deals when no webhook came: lists by stage and time, and events. */
class LeadHistoryTest extends SeededAccount {

    @BeforeEach
    void keepHooks() throws IOException {
        sandbox.control("PATCH", "/hooks", "{\"keep\": true}");
    }

    @Test
    void wonDealsAreListedByStageAndTime() throws IOException {
        long early = acme.deal("{\"name\": \"early\"}");
        sandbox.control("POST", "/kommo/leads/" + early + "/win", "");
        long since = acme.later();
        long won = acme.deal("{\"name\": \"won\"}");
        sandbox.control("POST", "/kommo/leads/" + won + "/win", "");
        long paid = acme.deal("{\"name\": \"paid\"}");
        acme.move(paid, PAYMENTS, PAYMENT_RECEIVED);
        acme.deal("{\"name\": \"open\"}");

        assertThat(names(stage(0, SALES, 142) + "&filter[updated_at][from]=" + since))
                .containsExactly("won");
        assertThat(names(stage(0, SALES, 142) + "&order[updated_at]=desc")).containsExactly("won", "early");
        assertThat(names(stage(0, SALES, 142) + "&" + stage(1, PAYMENTS, PAYMENT_RECEIVED)))
                .containsExactly("early", "won", "paid");
        assertThat(names("filter[closed_at][to]=" + (since - 1))).containsExactly("early");
        assertThat(names("filter[pipeline_id][]=" + PAYMENTS)).containsExactly("paid");
        assertThat(names("filter[id][]=%d&filter[id][]=%d".formatted(early, paid)))
                .containsExactly("early", "paid");
        assertThat(names("filter[tags]=x&limit=250")).as("ignored").hasSize(16);
        assertThat(get("leads?" + stage(0, PAYMENTS, 143)).isMissingNode()).isTrue();
    }

    @Test
    void dealThatWasWonAndMovedOnIsInTheEvents() throws IOException {
        long id = acme.deal("{\"name\": \"Poster\", \"price\": 10}");
        long other = acme.deal("{\"name\": \"Other\"}");
        long since = acme.later();
        sandbox.control("POST", "/kommo/leads/" + id + "/win", "");
        acme.call(
                "PATCH",
                "leads/" + id,
                "{\"pipeline_id\": %d, \"status_id\": %d}".formatted(PAYMENTS, PAYMENT_RECEIVED));
        sandbox.control("POST", "/kommo/leads/" + other + "/win", "");
        sandbox.control("POST", "/kommo/leads/" + id, "{\"price\": 20.50}");

        String won = "events?filter[type]=lead_status_changed&filter[entity]=lead&filter[created_at][from]=%d"
                + "&filter[value_after][leads_statuses][0][pipeline_id]=%d"
                + "&filter[value_after][leads_statuses][0][status_id]=142&limit=100";
        JsonNode events = get(won.formatted(since, SALES)).at("/_embedded/events");

        assertThat(events.findValuesAsText("entity_id")).containsExactly("" + other, "" + id);
        JsonNode event = events.get(1);
        assertThat(event.path("id").isTextual()).isTrue();
        assertThat(event.path("entity_type").asText()).isEqualTo("lead");
        assertThat(event.path("value_after").toString())
                .isEqualTo("[{\"lead_status\":{\"id\":142,\"pipeline_id\":8572511}}]");
        assertThat(event.at("/value_before/0/lead_status/id").asLong()).isEqualTo(67548607);
        assertThat(get(won.formatted(acme.later(), SALES)).isMissingNode()).isTrue();
        assertThat(get("events?filter[entity][]=lead&filter[entity_id][]=" + id)
                        .at("/_embedded/events")
                        .findValuesAsText("type"))
                .containsExactly("sale_field_changed", "lead_status_changed", "lead_status_changed", "lead_added");
    }

    /** A client asks for the moves of one deal in either form. */
    @Test
    void movesOfOneDealAreFound() throws IOException {
        long id = acme.deal("{}");
        long other = acme.deal("{}");
        acme.move(id, PAYMENTS, 142);
        acme.move(other, PAYMENTS, 142);
        acme.move(id, SALES, 142);

        String moves = "events?filter[type]=lead_status_changed&filter[entity]=lead&limit=100&";
        for (String filter : List.of("filter[entity_id]=", "filter[entity_id][]=")) {
            assertThat(get(moves + filter + id).at("/_embedded/events").findValuesAsText("entity_id"))
                    .containsExactly("" + id, "" + id);
        }
        assertThat(get(moves + "filter[entity_id][]=" + id + "&filter[entity_id][]=" + other)
                        .at("/_embedded/events"))
                .hasSize(3);
        assertThat(get(moves + "filter[entity_id][]=1").isMissingNode()).isTrue();
    }

    @Test
    void personEditsAndDeletesADeal() throws IOException {
        acme.call("POST", "webhooks", "{\"destination\": \"http://h.example\", \"settings\": [\"delete_lead\"]}");
        long id = acme.deal("{\"name\": \"Poster\", \"price\": 10}");
        sandbox.control("POST", "/kommo/leads/" + id, "{\"price\": 20.50, \"name\": \"Two posters\"}");
        assertThat(acme.lead(id).path("price_with_minor_units").toString()).isEqualTo("20.50");
        assertThat(acme.lead(id).path("name").asText()).isEqualTo("Two posters");
        sandbox.control("GET", "/hooks/kept", null);

        sandbox.control("POST", "/kommo/leads/" + id, "{\"delete\": true}");

        assertThat(acme.get("leads/" + id).status()).isEqualTo(204);
        assertThat(acme.call("PATCH", "leads/" + id, "{\"name\": \"x\"}").status())
                .isEqualTo(400);
        JsonNode hooks = sandbox.control("GET", "/hooks/kept", null);
        assertThat(hooks).hasSize(1);
        assertThat(new String(hooks.get(0).path("body").binaryValue(), StandardCharsets.UTF_8))
                .startsWith("leads%5Bdelete%5D%5B0%5D%5Bid%5D=" + id + "&");
        assertThat(get("events?filter[type]=lead_deleted,lead_added&filter[entity_id]=" + id)
                        .findValuesAsText("type"))
                .containsExactly("lead_deleted", "lead_added");
        assertThat(sandbox.send("POST", "/sandbox/kommo/leads/" + id, "{}").status())
                .isEqualTo(404);
    }

    @Test
    void disabledWebhookIsSilentUntilItIsSubscribedAgain() throws IOException {
        String hook = "{\"destination\": \"http://h.example\", \"settings\": [\"status_lead\"]}";
        acme.call("POST", "webhooks", hook);
        win();
        assertThat(sandbox.control("GET", "/hooks/kept", null)).hasSize(1);

        sandbox.control("POST", "/kommo/webhooks/disable", "");
        win();
        assertThat(sandbox.control("GET", "/hooks/kept", null)).isEmpty();
        assertThat(disabled()).isTrue();
        acme.call("POST", "webhooks", hook);
        win();
        assertThat(sandbox.control("GET", "/hooks/kept", null)).hasSize(1);
        assertThat(disabled()).isFalse();

        sandbox.control("POST", "/kommo/webhooks/disable", "{\"stubborn\": true}");
        assertThat(acme.call("POST", "webhooks", hook).json().path("disabled").asBoolean())
                .isTrue();
        assertThat(acme.get("webhooks").body()).doesNotContain("stubborn");
        sandbox.control("POST", "/reset", "");
        assertThat(disabled()).isFalse();
    }

    private void win() throws IOException {
        sandbox.control("POST", "/kommo/leads/" + acme.deal("{}") + "/win", "");
    }

    private boolean disabled() throws IOException {
        return acme.get("webhooks?filter%5Bdestination%5D=http%3A%2F%2Fh.example")
                .json()
                .at("/_embedded/webhooks/0/disabled")
                .asBoolean();
    }

    private List<String> names(String filter) throws IOException {
        return get("leads?" + filter).at("/_embedded/leads").findValuesAsText("name");
    }

    private static String stage(int index, long pipeline, long status) {
        return "filter[statuses][%1$d][pipeline_id]=%2$d&filter[statuses][%1$d][status_id]=%3$d"
                .formatted(index, pipeline, status);
    }

    /** Missing when the answer is empty. */
    private JsonNode get(String path) throws IOException {
        String encoded = path.replace("[", "%5B").replace("]", "%5D");
        String body = acme.get(encoded).body();
        return body.isEmpty() ? MissingNode.getInstance() : acme.get(encoded).json();
    }
}
