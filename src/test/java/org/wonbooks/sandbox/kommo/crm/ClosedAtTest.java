package org.wonbooks.sandbox.kommo.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.kommo.Acme.PAYMENTS;
import static org.wonbooks.sandbox.kommo.Acme.PAYMENT_RECEIVED;
import static org.wonbooks.sandbox.kommo.Acme.SALES;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.sandbox.kommo.SeededAccount;

/** When a deal was closed: through moves, the bin and imports, and as the account has it where nobody knows. */
class ClosedAtTest extends SeededAccount {

    private static final long WON = 142;
    private static final long LOST = 143;
    private static final long NEGOTIATION = 67548607;
    private static final long AWAITING_PAYMENT = 67548699;
    /** In 2020. */
    private static final long LONG_AGO = 1_600_000_000;

    @Test
    void wonDealStaysClosedWhenItWasInAnotherPipelineAndAfterTheBin() throws IOException {
        long id = won();
        long closed = closedAt(id);
        acme.later();

        acme.move(id, PAYMENTS, WON);
        assertThat(closedAt(id)).isEqualTo(closed);
        control(id, "/delete");
        control(id, "/restore");
        assertThat(closedAt(id)).isEqualTo(closed);
        assertThat(acme.lead(id).path("pipeline_id").asLong()).isEqualTo(PAYMENTS);
    }

    @Test
    void wonDealIsClosedAnewByAnotherPipelineAndTheBinWhereTheAccountHasItSo() throws IOException {
        closedAt("renewed");
        long id = won();

        long moved = acme.later();
        acme.move(id, PAYMENTS, WON);
        assertThat(closedAt(id)).isGreaterThanOrEqualTo(moved);

        long restored = acme.later();
        control(id, "/delete");
        control(id, "/restore");
        long closed = closedAt(id);
        assertThat(closed).isGreaterThanOrEqualTo(restored);

        // Neither winning what is won nor an edit is a move.
        acme.later();
        control(id, "/win");
        sandbox.control("POST", "/kommo/leads/" + id, "{\"name\": \"Two posters\"}");
        assertThat(closedAt(id)).isEqualTo(closed);
    }

    @Test
    void openDealThatComesBackFromTheBinIsOpen() throws IOException {
        closedAt("renewed");
        long id = acme.deal("{}");
        control(id, "/delete");
        control(id, "/restore");
        assertThat(acme.lead(id).path("closed_at").isNull()).isTrue();
    }

    /** Whichever way it is read: another outcome is another closing. */
    @ParameterizedTest
    @ValueSource(strings = {"kept", "renewed"})
    void whatWasLostAndIsWonAfterAllIsClosedAnew(String reading) throws IOException {
        closedAt(reading);
        long id = won();

        for (long outcome : List.of(LOST, WON)) {
            for (long pipeline : List.of(PAYMENTS, SALES)) {
                acme.move(id, pipeline, outcome == WON ? LOST : WON);
                long since = acme.later();
                acme.move(id, SALES, outcome);
                assertThat(closedAt(id)).as("to %d from %d", outcome, pipeline).isGreaterThanOrEqualTo(since);
            }
        }
    }

    @Test
    void howClosingIsReadIsNothingThatTheApiTellsAndLastsUntilAReset() throws IOException {
        JsonNode modes = sandbox.control("PATCH", "/kommo/modes", "{\"closedAt\": \"renewed\"}");
        assertThat(modes.path("closedAt").asText()).isEqualTo("renewed");
        assertThat(acme.get("account").json().has("closedAt")).isFalse();

        sandbox.control("POST", "/reset", "");
        long id = won();
        long closed = closedAt(id);
        acme.later();
        acme.move(id, PAYMENTS, WON);
        assertThat(closedAt(id)).isEqualTo(closed);
    }

    @Test
    void dealIsMovedToAnyStageOfAnyPipelineAndBack() throws IOException {
        long id = acme.deal("{}");
        List<List<Long>> way = List.of(
                List.of(PAYMENTS, AWAITING_PAYMENT),
                List.of(PAYMENTS, WON),
                List.of(SALES, WON),
                List.of(PAYMENTS, LOST),
                List.of(SALES, LOST),
                List.of(PAYMENTS, PAYMENT_RECEIVED),
                List.of(SALES, NEGOTIATION));
        for (List<Long> stage : way) {
            acme.move(id, stage.get(0), stage.get(1));

            JsonNode lead = acme.lead(id);
            assertThat(List.of(
                            lead.path("pipeline_id").asLong(),
                            lead.path("status_id").asLong()))
                    .isEqualTo(stage);
            assertThat(lead.path("closed_at").isNumber())
                    .isEqualTo(List.of(WON, LOST).contains(stage.get(1)));
        }

        // From won to won is a move too. The latest comes first.
        List<List<Long>> back = new ArrayList<>(way);
        Collections.reverse(back);
        JsonNode moves = acme.get("events?filter%5Btype%5D=lead_status_changed&filter%5Bentity_id%5D%5B%5D=" + id)
                .json()
                .at("/_embedded/events");
        assertThat(StreamSupport.stream(moves.spliterator(), false)
                        .map(move -> move.at("/value_after/0/lead_status"))
                        .map(to -> List.of(
                                to.path("pipeline_id").asLong(), to.path("id").asLong())))
                .containsExactlyElementsOf(back);
    }

    @Test
    void wonDealIsImportedWithTheTimesThatItHad() throws IOException {
        sandbox.control("PATCH", "/hooks", "{\"keep\": true}");
        acme.call(
                "POST",
                "webhooks",
                "{\"destination\": \"http://h.example\", \"settings\": [\"add_lead\", \"status_lead\"]}");
        long since = acme.later();
        long id = acme.deal(
                "{\"name\": \"Poster\", \"pipeline\": %d, \"status\": 142, \"createdAt\": %d, \"closedAt\": %d}"
                        .formatted(PAYMENTS, LONG_AGO, LONG_AGO + 60));

        JsonNode lead = acme.lead(id);
        assertThat(lead.path("created_at").asLong()).isEqualTo(LONG_AGO);
        assertThat(lead.path("closed_at").asLong()).isEqualTo(LONG_AGO + 60);
        assertThat(lead.path("updated_at").asLong()).isGreaterThanOrEqualTo(since);
        // That it was added is what is told, and that is now.
        assertThat(sandbox.control("GET", "/hooks/kept", null)).hasSize(1);
        JsonNode events = acme.get("events?filter%5Bentity_id%5D=" + id).json().at("/_embedded/events");
        assertThat(events.findValuesAsText("type")).containsExactly("lead_added");
        assertThat(events.at("/0/created_at").asLong()).isGreaterThanOrEqualTo(since);

        // Won again, it is closed again.
        acme.move(id, SALES, NEGOTIATION);
        control(id, "/win");
        assertThat(closedAt(id)).isGreaterThanOrEqualTo(since);
    }

    @Test
    void importedDealCanHaveOneOfTheTimes() throws IOException {
        long since = acme.later();
        long created = acme.deal("{\"status\": 143, \"createdAt\": %d}".formatted(LONG_AGO));
        assertThat(closedAt(created)).isGreaterThanOrEqualTo(since);
        assertThat(acme.lead(created).path("created_at").asLong()).isEqualTo(LONG_AGO);

        long closed = acme.deal("{\"status\": 142, \"closedAt\": %d}".formatted(LONG_AGO));
        assertThat(closedAt(closed)).isEqualTo(LONG_AGO);
        assertThat(acme.lead(closed).path("created_at").asLong()).isGreaterThanOrEqualTo(since);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"closedAt\": 1600000000}",
                "{\"status\": 142, \"closedAt\": \"2020-09-13\"}",
                "{\"createdAt\": 1.5}"
            })
    void timesThatADealCannotHaveAreRefused(String deal) throws IOException {
        assertThat(sandbox.send("POST", "/sandbox/kommo/leads", deal).status()).isEqualTo(400);
    }

    private static long won() throws IOException {
        long id = acme.deal("{}");
        control(id, "/win");
        return id;
    }

    private static long closedAt(long id) throws IOException {
        return acme.lead(id).path("closed_at").asLong();
    }

    private static void closedAt(String reading) throws IOException {
        sandbox.control("PATCH", "/kommo/modes", "{\"closedAt\": \"%s\"}".formatted(reading));
    }

    private static void control(long id, String action) throws IOException {
        sandbox.control("POST", "/kommo/leads/" + id + action, "");
    }
}
