package org.wonbooks.console.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.testing.Rows;

/** What needs a person, grouped by cause, and what a person says of a whole group. */
class AttentionApiTest extends ConsoleTest {

    @Autowired
    private DealLedger deals;

    @Autowired
    private PlatformTransactionManager transactions;

    private Rows rows;
    private long connection;

    @BeforeEach
    void threeDealsAreHeldAndTwoAreDead() {
        rows = new Rows(jdbc);
        connection = connection("Attention");
        for (long lead = 1; lead <= 3; lead++) {
            deals.open(connection, lead, "Large " + lead);
            rows.held(connection, lead);
            rows.work(connection, "deal-won", String.valueOf(lead), "SKIPPED");
        }
        for (long lead = 4; lead <= 5; lead++) {
            deals.open(connection, lead, "Dead " + lead);
            rows.work(connection, "deal-won", String.valueOf(lead), "DEAD");
        }
    }

    @Test
    void thoseOfOneCauseAreTogether() {
        JsonNode groups =
                api("GET", "/attention?connection=" + connection, null).json();
        assertThat(groups.path("total").asInt()).isEqualTo(2);
        JsonNode held = group("ABOVE_LIMIT");
        assertThat(held.path("count").asInt()).isEqualTo(3);
        assertThat(held.path("reason").asText()).isEqualTo("The amount 500 is above the limit of 100");
        assertThat(held.path("fix").asText()).contains("press “Approve”");
        assertThat(held.path("deals").findValuesAsText("name")).containsExactly("Large 1", "Large 2", "Large 3");
        assertThat(group("deal-won").path("count").asInt()).isEqualTo(2);
    }

    /** What each deal lacks differs; that all of them lack it in one line of a mapping is the cause. */
    @Test
    void thoseThatOneLineOfAMappingHasStoppedAreTogether() {
        for (long lead = 11; lead <= 14; lead++) {
            rows.work(connection, "deal-won", String.valueOf(lead), "DEAD");
            jdbc.sql("update work set reason = ?, fix = 'Put the mapping right, then press “Try again”.' where"
                            + " work_key = ?")
                    .params("invoice.groovy:" + (lead == 14 ? 9 : 25) + ": Amount is " + lead, String.valueOf(lead))
                    .update();
        }
        JsonNode groups =
                api("GET", "/attention?connection=" + connection, null).json().path("items");
        JsonNode ofOneLine = StreamSupport.stream(groups.spliterator(), false)
                .filter(group -> group.path("reason").asText().startsWith("invoice.groovy:25"))
                .findFirst()
                .orElseThrow();
        assertThat(ofOneLine.path("count").asInt()).isEqualTo(3);
        Answer replayed = api("POST", "/attention/" + ofOneLine.path("cause").asText() + "/replay", seen(ofOneLine));
        assertThat(replayed.json().path("deals").asInt()).isEqualTo(3);
        assertThat(count(
                        "work where connection_id = ? and state = 'OPEN' and work_key in ('11', '12', '13')",
                        connection))
                .isEqualTo(3);
    }

    @Test
    void aGroupIsApprovedOnlyAsItWasSeen() {
        JsonNode group = group("ABOVE_LIMIT");
        String path = "/attention/" + group.path("cause").asText() + "/approve";
        assertThat(api("POST", path, null).status()).isEqualTo(409);

        deals.open(connection, 6, "One more");
        rows.held(connection, 6);
        rows.work(connection, "deal-won", "6", "SKIPPED");
        Answer refused = api("POST", path, seen(group));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("digest").asText())
                .isEqualTo(group("ABOVE_LIMIT").path("digest").asText());
        assertThat(bills()).isZero();

        Answer approved = api("POST", path, seen(group("ABOVE_LIMIT")));
        assertThat(approved.json().path("deals").asInt()).isEqualTo(4);
        assertThat(bills()).isEqualTo(4);
        assertThat(count(
                        "work where connection_id = ? and kind = 'deal-won' and state = 'OPEN' and work_key in ('1', '2', '3', '6')",
                        connection))
                .isEqualTo(4);
        assertThat(api("POST", path, seen(group)).status()).isEqualTo(404);
    }

    @Test
    void soItIsWhereARunAsksForSomethingElseMeanwhile() {
        JsonNode group = group("ABOVE_LIMIT");
        String path = "/attention/" + group.path("cause").asText() + "/approve";
        CompletableFuture<Answer> approval = new TransactionTemplate(transactions).execute(run -> {
            jdbc.sql("select id from work where connection_id = ? and work_key = '1' for update")
                    .param(connection)
                    .query(Long.class)
                    .single();
            jdbc.sql("update decision set shown = '{\"amount\": \"900\"}', digest = 'other'"
                            + " where deal_id = (select id from deal where connection_id = ? and lead_id = 1)")
                    .param(connection)
                    .update();
            CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> api("POST", path, seen(group)));
            await().until(() ->
                    waiting.isDone() || count("information_schema.sessions where blocker_id is not null") > 0);
            return waiting;
        });

        Answer refused = approval.join();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("digest").asText())
                .isEqualTo(group("ABOVE_LIMIT").path("digest").asText());
        assertThat(bills()).isZero();
    }

    @Test
    void aGroupIsSkippedForGood() {
        JsonNode group = group("ABOVE_LIMIT");
        api("POST", "/attention/" + group.path("cause").asText() + "/skip", seen(group));
        assertThat(count(
                        "decision where connection_id = ? and verdict = 'SKIP' and cause = 'BY_PERSON' and decided_by = 'admin'",
                        connection))
                .isEqualTo(3);
    }

    @Test
    void deadLettersOfOneCauseAreReplayedTogether() {
        JsonNode group = group("deal-won");
        String path = "/attention/" + group.path("cause").asText();
        assertThat(api("POST", path + "/approve", seen(group)).status()).isEqualTo(409);
        assertThat(api("POST", path + "/replay", seen(group))
                        .json()
                        .path("deals")
                        .asInt())
                .isEqualTo(2);
        assertThat(count("work where connection_id = ? and state = 'DEAD'", connection))
                .isZero();
        JsonNode held = group("ABOVE_LIMIT");
        assertThat(api("POST", "/attention/" + held.path("cause").asText() + "/replay", seen(held))
                        .status())
                .isEqualTo(409);
    }

    private long bills() {
        return count("decision where connection_id = ? and verdict = 'BILL' and decided_by = 'admin'", connection);
    }

    private static String seen(JsonNode group) {
        return "{\"seen\": \"" + group.path("digest").asText() + "\"}";
    }

    private JsonNode group(String code) {
        for (JsonNode group :
                api("GET", "/attention?connection=" + connection, null).json().path("items")) {
            if (group.path("code").asText().equals(code)) {
                return group;
            }
        }
        throw new AssertionError("There is no group " + code);
    }
}
