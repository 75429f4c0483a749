package org.wonbooks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.RunningWonbooks;

/** What Kommo did not tell is found, and its webhook is looked after. */
abstract class KommoCareTests extends RunningWonbooks {

    @AfterEach
    void defaultSettings() {
        settings("{}");
    }

    @Test
    void whatNoHookToldIsInvoicedAfterOneSweepAndCostsNothingAfterwards() {
        awaitQuiet();
        sandbox.patch("/hooks", "{\"enabled\": false}");
        List<Long> won = Stream.of("Lost one", "Lost two", "Lost three")
                .map(name -> deal(name, "10", name + " Contact", null))
                .toList();
        won.forEach(sandbox::win);

        sweep();

        won.forEach(
                lead -> assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue())
                        .isEqualByComparingTo("10"));
        sandbox.delete("/calls");
        sweep();
        // Deals, moves, account, webhook, the books' changes, and the deals of other tests that are not invoiced.
        assertThat(StreamSupport.stream(sandbox.get("/calls").spliterator(), false)
                        .map(call -> call.path("path").asText().replaceFirst(".*/v[34]/", "")))
                .containsSubsequence("leads", "events", "account", "webhooks")
                .allMatch(path -> path.matches("leads|events|account|webhooks|leads/\\d+|company/\\d+/cdc"))
                .noneMatch(path -> won.stream().anyMatch(lead -> path.endsWith("/" + lead)));
    }

    @Test
    void aDealThatIsDeadIsTriedAgainByASweepOnlyWhenItChanged() {
        settings("{\"invoice\": {\"item\": \"Consulting\"}}");
        long lead = deal("Clash", "12", "Harborview Printing", "clash@harborview.example");
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        until().until(() -> workState("deal-task", lead), "DONE"::equals);
        sandbox.patch("/hooks", "{\"enabled\": false}");

        sweep();
        assertThat(work("hints", "deal-won", lead)).isEqualTo("1");

        awaitNextSecond();
        sandbox.post("/kommo/leads/" + lead, "{\"name\": \"Clash, looked at\"}");
        sweep();
        assertThat(work("hints", "deal-won", lead)).isEqualTo("2");
    }

    @Test
    void aWebhookThatKommoSwitchedOffIsSwitchedOnAgain() {
        sandbox.post("/kommo/webhooks/disable");
        sweep();
        long lead = billed("Told again", "13", "Tom Toldagain", "tom@again.example");
        assertThat(workState("connection-provision", connection().id())).isEqualTo("DONE");
    }

    @Test
    void aWebhookThatStaysOffIsReportedOnceAndTheSweepGoesOn() {
        long connection = connection().id();
        sandbox.post("/kommo/webhooks/disable", "{\"stubborn\": true}");
        long lead = deal("Swept", "14", "Sven Swept", "sven@swept.example");
        sandbox.win(lead);

        sweep();

        assertInvoicedBesideADeadWebhook(lead);
        assertThat(work("fix", "connection-provision", connection)).contains("Settings > Integrations > Web hooks");
        String reported = work("hints", "connection-provision", connection);
        sweep();
        assertThat(work("hints", "connection-provision", connection)).isEqualTo(reported);

        sandbox.post("/kommo/webhooks/disable", "{\"stubborn\": false}");
        sweep();
        assertThat(workState("connection-provision", connection)).isEqualTo("DONE");
    }

    /** As in a plan of Kommo that has none. */
    @Test
    void aWebhookThatIsForbiddenIsReportedOnceAndDealsGoOn() {
        long connection = connection().id();
        jdbc.sql("update connection set kommo_answered_at = null").update();
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "path": "webhooks$", "count": 1000, "status": 403,
                 "body": "{\\"title\\": \\"Forbidden\\", \\"status\\": 403}"}
                """);
        long lead = deal("Without a hook", "14", "Willa Without", "willa@without.example");
        sandbox.win(lead);

        sweep();

        assertInvoicedBesideADeadWebhook(lead);
        assertThat(reason("connection-provision", connection)).contains("webhook", "Kommo forbids access");
        assertThat(work("fix", "connection-provision", connection)).contains("as an administrator");
        assertThat(connection().outage()).isNull();
        assertThat(jdbc.sql("select count(*) from connection where kommo_answered_at is not null")
                        .query(Long.class)
                        .single())
                .as("connections that paused meanwhile")
                .isZero();
        String reported = work("hints", "connection-provision", connection);
        sweep();
        assertThat(work("hints", "connection-provision", connection)).isEqualTo(reported);

        sandbox.delete("/faults");
        sweep();
        assertThat(workState("connection-provision", connection)).isEqualTo("DONE");
    }

    @Test
    void fieldsThatMayNotBeMadeAreADeadLetterAndDealsGoOn() {
        long connection = connection().id();
        settings("{\"fields\": {\"paid\": \"NOT_MADE_YET\"}}");
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "method": "POST", "path": "custom_fields$", "count": 1000, "status": 402,
                 "body": "{\\"title\\": \\"Payment Required\\", \\"status\\": 402}"}
                """);

        product.post("/connections/" + connection + "/provision");
        awaitQuiet();

        assertThat(workState("connection-provision", connection)).isEqualTo("DEAD");
        assertThat(reason("connection-provision", connection)).contains("fields", "not paid for");
        assertThat(connection().outage()).isNull();

        sandbox.delete("/faults");
        settings("{}");
        product.post("/connections/" + connection + "/provision");
        awaitQuiet();
        assertThat(workState("connection-provision", connection)).isEqualTo("DONE");
    }

    @Test
    void theAccountsCurrencyAndZoneAreAsTheyWereAtTheLastSweep() {
        sandbox.patch("/kommo/account", "{\"currency\": \"EUR\"}");
        sweep();
        assertThat(connection().kommoCurrency()).isEqualTo("EUR");
        sandbox.patch("/kommo/account", "{\"currency\": \"USD\"}");
        sweep();
        assertThat(connection().kommoCurrency()).isEqualTo("USD");
    }

    private void assertInvoicedBesideADeadWebhook(long lead) {
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(workState("kommo-sweep", "kommo")).isEqualTo("DONE");
        assertThat(workState("connection-provision", connection().id())).isEqualTo("DEAD");
    }
}
