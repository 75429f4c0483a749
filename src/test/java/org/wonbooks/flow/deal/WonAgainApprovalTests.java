package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person approves of a deal that is won again, and for which invoice that is. */
abstract class WonAgainApprovalTests extends DealsWonAgain {

    @Test
    void whatWillBeBilledIsWhatAPersonIsShown() {
        long lead = voidedAndWonAgain("Void and more", "300");
        JsonNode hold = hold(lead, "300");
        assertThat(hold.path("customer").asText()).startsWith("contact:");

        // Nobody tells of it before the person says yes.
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.post("/kommo/leads/" + lead, "{\"price\": 50000}");
        approve(lead);
        awaitQuiet();
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        hold(lead, "50000");

        approve(lead);
        awaitQuiet();
        assertThat(latest(lead)).isEqualByComparingTo("50000");
    }

    @Test
    void andThatAlsoWhereItsWorkDiedBeforeItWasBilled() {
        long lead = voidedAndWonAgain("Void and dead", "300");
        hold(lead, "300");
        settings("{\"invoice\": {\"item\": \"No such item\"}}");
        approve(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        awaitQuiet();

        settings("{}");
        edited(lead, "50000");
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        hold(lead, "50000");

        edited(lead, "60000");
        hold(lead, "60000");
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        approve(lead);
        awaitQuiet();
        assertThat(latest(lead)).isEqualByComparingTo("60000");
    }

    @Test
    void anApprovalIsSpentOnceAlsoWhereItsInvoiceHasTheSameNumber() {
        long lead = voidedAndWonAgain("Void and void", "300");
        approve(lead, 2);
        jdbc.sql("update deal set doc_number = 'BY HAND' where lead_id = ?")
                .param(lead)
                .update();
        voidedAgain(lead);
        sendKommoHook(wonHook(lead)).join();
        awaitQuiet();
        assertThat(sandbox.invoicesOf(lead)).as("it never left").hasSize(2);
        assertThat(attention(lead)).isNull();

        sandbox.post("/kommo/leads/" + lead + "/move?status=143");
        awaitQuiet();
        winAgain(lead);
        hold(lead, "300");
        assertThat(sandbox.invoicesOf(lead)).hasSize(2);
        approve(lead, 3);
        assertThat(attention(lead)).isNull();
    }

    @Test
    void itIsForThatCycleAlone() {
        long lead = voidedAndWonAgain("Void and new", "300");
        approve(lead, 2);
        again();
        voidedAgain(lead);
        sandbox.post("/kommo/leads/" + lead + "/move?status=143");
        awaitQuiet();
        sandbox.post("/kommo/leads/" + lead, "{\"price\": 400}");
        sandbox.win(lead);
        until().until(() -> sandbox.invoicesOf(lead).size() == 3 || attention(lead) != null);
        awaitQuiet();
        assertThat(attention(lead)).isNull();
        assertThat(shown(lead).at("/decision/by").isNull()).isTrue();
    }

    @Test
    void itIsForWhatWasShownAlsoWhereTheDealLeavesBeforeItIsBilled() {
        long lead = voidedAndWonAgain("Void and away", "300");
        settings("{\"invoice\": {\"item\": \"No such item\"}}");
        approve(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        sandbox.post("/kommo/leads/" + lead + "/move?status=143");
        until().until(() -> workState("deal-won", lead), "SKIPPED"::equals);
        awaitQuiet();
        sandbox.post("/kommo/leads/" + lead, "{\"price\": 50000}");
        settings("{}");
        sandbox.win(lead);
        until().until(() -> attention(lead) != null || sandbox.invoicesOf(lead).size() > 1);
        awaitQuiet();
        hold(lead, "50000");
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);

        approve(lead, 2);
        assertThat(latest(lead)).isEqualByComparingTo("50000");
    }

    /** @param price what its card says by then */
    private long voidedAndWonAgain(String name, String price) {
        long lead = invoicedAndLost(name);
        loseInvoice(lead, "/void");
        sandbox.post("/kommo/leads/" + lead, "{\"price\": " + price + "}");
        awaitQuiet();
        winAgain(lead);
        return lead;
    }

    private void voidedAgain(long lead) {
        sandbox.post("/quickbooks/invoices/" + shown(lead).path("invoiceId").asText() + "/void");
        until().until(() -> shown(lead).path("state").asText(), "VOIDED"::equals);
        awaitQuiet();
    }

    private void edited(long lead, String price) {
        sandbox.post("/kommo/leads/" + lead, "{\"price\": " + price + "}");
        sendKommoHook(wonHook(lead)).join();
        awaitQuiet();
    }

    private JsonNode hold(long lead, String amount) {
        return hold(lead, "WON_AGAIN_VOIDED", amount);
    }

    /** The total of its second invoice. */
    private BigDecimal latest(long lead) {
        List<JsonNode> invoices = sandbox.invoicesOf(lead);
        assertThat(invoices).hasSize(2);
        return jdbc.sql("select total from deal where lead_id = ? order by cycle desc limit 1")
                .param(lead)
                .query(BigDecimal.class)
                .single();
    }
}
