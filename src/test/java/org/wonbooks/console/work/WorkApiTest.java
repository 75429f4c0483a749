package org.wonbooks.console.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.testing.Rows;

/** Work and deals, as a person handles them. Their lists are tested in WorkQueriesTest and DealQueriesTest. */
class WorkApiTest extends ConsoleTest {

    @Autowired
    DealLedger deals;

    Rows rows;
    long connection;

    @BeforeEach
    void aConnection() {
        rows = new Rows(jdbc);
        connection = connection("Work");
    }

    @Test
    void deadWorkIsReplayedOnce() {
        long id = rows.work(connection, "deal-won", "41", "DEAD");

        Answer dead = api("GET", "/work/" + id, null);
        assertThat(dead.json().path("state").asText()).isEqualTo("DEAD");
        assertThat(dead.json().path("leadIds").path(0).asLong()).isEqualTo(41);

        for (int i = 0; i < 3; i++) {
            Answer replayed = api("POST", "/work/" + id + "/replay", null);
            assertThat(replayed.status()).isEqualTo(200);
            // Open again, but its connection has no tokens.
            assertThat(replayed.json().path("state").asText()).isEqualTo("PAUSED");
            assertThat(replayed.json().path("reason").asText()).isEqualTo("Kommo is not connected yet");
            assertThat(replayed.json().path("fix").asText()).contains("Connect Kommo");
        }
        assertThat(count("audit where action = 'work.replay' and subject = ?", "work " + id + ": deal-won 41"))
                .isEqualTo(1);
        assertThat(api("GET", "/work?state=PAUSED", null).json().path("items").findValuesAsText("id"))
                .contains(String.valueOf(id));
    }

    @Test
    void whatHasEndedIsNotReplayed() {
        long id = rows.work(connection, "payment-received", "7", "DONE");

        assertThat(api("POST", "/work/" + id + "/replay", null)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("DONE");
        assertThat(api("POST", "/work/" + id + "/skip", null)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("DONE");
        assertThat(count("audit where subject like ?", "work " + id + ":%")).isZero();
    }

    @Test
    void whatAPersonSkipsNoLongerAsksForOne() {
        deals.open(connection, 42, "Website");
        long id = rows.work(connection, "deal-won", "42", "DEAD");
        assertThat(deal(42).path("state").asText()).isEqualTo("ATTENTION");

        for (int i = 0; i < 2; i++) {
            JsonNode skipped = api("POST", "/work/" + id + "/skip", null).json();
            assertThat(skipped.path("state").asText()).isEqualTo("SKIPPED");
            assertThat(skipped.path("reason").asText()).isEqualTo("Skipped by admin");
        }

        JsonNode shown = deal(42);
        assertThat(shown.path("state").asText()).isEqualTo("SKIPPED");
        assertThat(shown.at("/decision/by").asText()).isEqualTo("admin");
        assertThat(shown.path("timeline").findValuesAsText("text")).containsExactly("Skipped by admin");
        assertThat(count("audit where action = 'work.skip' and subject = ?", "work " + id + ": deal-won 42"))
                .isEqualTo(1);
    }

    @Test
    void skippingOnePieceOfWorkLeavesWhatAnotherAsksFor() {
        rows.deal(connection, 48, "Website", "INVOICED");
        rows.work(connection, "deal-won", "48", "DEAD");
        long money = rows.work(connection, "invoice-changed", "948", "DEAD");

        api("POST", "/work/" + money + "/skip", null);

        assertThat(deal(48).path("state").asText()).isEqualTo("ATTENTION");
    }

    @Test
    void aDealWithAnInvoiceStaysInvoicedWhenItsWorkIsSkipped() {
        rows.deal(connection, 43, "Website", "INVOICED");
        long id = rows.work(connection, "invoice-changed", "943", "DEAD");
        assertThat(api("GET", "/work/" + id, null)
                        .json()
                        .path("leadIds")
                        .path(0)
                        .asLong())
                .isEqualTo(43);
        assertThat(deal(43).path("state").asText()).isEqualTo("ATTENTION");

        api("POST", "/work/" + id + "/skip", null);

        assertThat(deal(43).path("state").asText()).isEqualTo("INVOICED");
    }

    @Test
    void aHeldDealGoesOnWhenWhatWasSeenIsApproved() {
        deals.open(connection, 44, "Large");
        rows.held(connection, 44);
        rows.work(connection, "deal-won", "44", "SKIPPED");
        JsonNode held = deal(44);
        assertThat(held.path("state").asText()).isEqualTo("ATTENTION");
        assertThat(held.path("reason").asText()).isEqualTo("The amount 500 is above the limit of 100");
        assertThat(held.at("/hold/amount").asText()).isEqualTo("500");
        assertThat(held.at("/hold/digest").asText()).isEqualTo("seen");

        String path = "/deals/" + connection + "/44/approve";
        for (String unseen : new String[] {null, "{}", "{\"seen\": \"before\"}"}) {
            Answer refused = api("POST", path, unseen);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("digest").asText()).isEqualTo("seen");
            assertThat(refused.json().path("reason").asText()).contains("above the limit of 100");
        }
        for (int i = 0; i < 2; i++) {
            assertThat(api("POST", path, "{\"seen\": \"seen\"}").status()).isEqualTo(200);
        }

        assertThat(deal(44).at("/decision/verdict").asText()).isEqualTo("BILL");
        assertThat(deal(44).at("/decision/by").asText()).isEqualTo("admin");
        assertThat(count(
                        "work where connection_id = ? and work_key = '44' and state = 'OPEN' and hints = 2",
                        connection))
                .isEqualTo(1);
        assertThat(count("audit where action = 'deal.approve' and subject = ?", "deal " + connection + "/44"))
                .isEqualTo(1);
    }

    @Test
    void approvingIsForHeldDealsAlone() {
        deals.open(connection, 45, "Not held");
        deals.open(connection, 46, "Dead");
        rows.work(connection, "deal-won", "46", "DEAD");

        for (int lead : new int[] {45, 46}) {
            Answer refused = api("POST", "/deals/" + connection + "/" + lead + "/approve", "{\"seen\": \"x\"}");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("detail").asText()).contains("nothing to approve");
        }
        assertThat(deal(46).path("decision").isMissingNode()).isTrue();
    }

    @Test
    void tellsAllThatIsKnownOfADeal() {
        Deal deal = deals.open(connection, 47, "Website");
        deals.note(deal, "Won");
        deals.note(deal, "Invoiced");
        jdbc.sql(
                        """
                        update deal set invoice_id = '12', doc_number = '1042', total = 1500.5, balance = 0.12,
                                        currency = 'USD', paid_on = date '2026-11-20', emailed_at = ? where id = ?
                        """)
                .params(java.sql.Timestamp.from(Instant.parse("2026-11-19T10:00:00Z")), deal.id())
                .update();
        jdbc.sql(
                        """
                        insert into step (deal_id, name, state, request_id, request, external_id)
                        values (?, 'invoice', 'DONE', 'r1', '{"secret":"jane@roe.example"}', '12')
                        """)
                .param(deal.id())
                .update();

        assertThat(api("GET", "/deals/" + connection + "/47", null).body())
                .contains("\"total\":1500.50,", "\"balance\":0.12,");
        JsonNode shown = deal(47);
        assertThat(shown.path("paidAt").asText()).isEqualTo("2026-11-20");
        assertThat(shown.path("emailedAt").asText()).isEqualTo("2026-11-19T10:00:00Z");
        assertThat(shown.path("docNumber").asText()).isEqualTo("1042");
        assertThat(shown.path("timeline").findValuesAsText("text")).containsExactly("Won", "Invoiced");
        assertThat(shown.path("steps").path(0).path("externalId").asText()).isEqualTo("12");
        assertThat(shown.toString()).doesNotContain("jane@roe.example");
    }

    private JsonNode deal(long leadId) {
        return api("GET", "/deals/" + connection + "/" + leadId, null).json();
    }
}
