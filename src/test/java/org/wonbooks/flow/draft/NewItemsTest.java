package org.wonbooks.flow.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;

/** Items that are made for products which have none: once each, whatever happens, and none for a deal that is held. */
class NewItemsTest extends RunningWonbooks {

    private static final String ITEMS = "/quickbooks/realms/" + SandboxCalls.REALM + "/item";

    @BeforeEach
    void makeItems() {
        invoiceSettings("{\"lines\": \"products\", \"createItems\": true}");
    }

    @AfterEach
    void asUsual() {
        invoiceSettings("null");
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"kept\", \"readLag\": \"PT0S\"}");
        awaitQuiet();
    }

    @Test
    void isMadeOnceThoughTheAnswerIsLostAndNoQuerySeesItYet() {
        sandbox.patch("/quickbooks/modes", "{\"readLag\": \"PT1H\"}");
        assertMadeOnceWithoutAnAnswer("Unseen", 30, ", 'quantity': 3");
        assertThat(sandbox.get("/faults")).isEmpty();
    }

    @Test
    void isTakenWhereItsNameIsTakenSinceQuickBooksForgotTheCall() {
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"forgotten\", \"readLag\": \"PT0.2S\"}");
        assertMadeOnceWithoutAnAnswer("Forgotten", 10, "");
    }

    private void assertMadeOnceWithoutAnAnswer(String name, int total, String more) {
        spoil("\"kind\": \"cut\", \"when\": \"after\"");
        long lead = win(deal(name, total, "[{'name': '%s thing', 'price': 10%s}]".formatted(name, more)));
        awaitNotes(lead, 1);
        assertThat(items(name + " thing")).hasSize(1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    @Test
    void thatQuickBooksRefusesIsADeadLetterAndMadeAtTheReplay() {
        spoil(refusal("610", "Object Not Found"));
        long lead = win(deal("Refused", 10, "[{'name': 'Refused thing', 'price': 10}]"));
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead)).contains("610");
        assertThat(items("Refused thing")).isEmpty();
        replay("deal-won", lead);
        awaitNotes(lead, 1);
        assertThat(items("Refused thing")).hasSize(1);
        assertThat(timeline(lead)).contains("Item Refused thing made in QuickBooks");
    }

    /** A person helps where we can't; what was refused once does not have the deal decided again and again. */
    @Test
    void thatAPersonMakesIsUsedAtTheReplay() {
        spoil(refusal("6240", "The name supplied already exists.") + ", \"count\": 3");
        long lead = win(deal("Taken", 10, "[{'name': 'Taken thing', 'price': 10}]"));
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead)).startsWith("No item can be made for the product \"Taken thing\"");
        sandbox.post(
                ITEMS,
                "{\"Name\": \"Taken thing\", \"Type\": \"Service\", \"IncomeAccountRef\": "
                        + only(items("Services")).path("IncomeAccountRef") + "}");
        sandbox.post(
                "/faults",
                "{\"system\": \"quickbooks\", \"method\": \"POST\", \"path\": \"invoice$\", \"kind\": \"cut\", \"when\": \"after\"}");
        replay("deal-won", lead);
        awaitNotes(lead, 1);
        assertThat(items("Taken thing")).hasSize(1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(steps(lead)).contains("invoice DONE").anyMatch(step -> step.matches("item-wb-\\w+ NOT_MADE"));
    }

    @Test
    void isNotMadeForADealThatIsHeld() {
        long lead = win(deal("Held", 99, "[{'name': 'Held thing', 'price': 10}]"));
        until().until(() -> workState("deal-won", lead), "SKIPPED"::equals);
        assertThat(reason("deal-won", lead)).contains("come to 10.00, its budget says 99.00");
        assertThat(items("Held thing")).isEmpty();
    }

    @Test
    void isSoldAndTaxedLikeTheUsualItem() {
        long lead = win(deal("Alike", 10, "[{'name': 'Thing alike', 'sku': 'TA-1', 'price': 10}]"));
        awaitNotes(lead, 1);
        JsonNode usual = only(items("Services"));
        JsonNode made = only(items("Thing alike"));
        assertThat(made.path("IncomeAccountRef")).isEqualTo(usual.path("IncomeAccountRef"));
        assertThat(made.path("Taxable")).isEqualTo(usual.path("Taxable"));
        assertThat(made.path("Sku").asText()).isEqualTo("TA-1");
        assertThat(made.path("Type").asText()).isEqualTo("Service");
    }

    @Test
    void isForeseenByAPreview() {
        sandbox.patch("/hooks", "{\"enabled\": false}");
        long lead = win(deal("Foreseen", 10, "[{'name': 'Foreseen thing', 'sku': 'FT-1', 'price': 10}]"));
        JsonNode preview = product.post("/deals/" + connection().id() + "/" + lead + "/preview");
        assertThat(preview.path("steps").toString()).contains("An item is made: \\\"Foreseen thing\\\" (FT-1)");
        assertThat(preview.at("/invoice/Line/0/SalesItemLineDetail/ItemRef/value")
                        .asText())
                .isEqualTo("(id of the new item)");
        assertThat(items("Foreseen thing")).isEmpty();
    }

    private static String refusal(String code, String words) {
        return ("\"kind\": \"status\", \"status\": 400, \"body\": \"{\\\"Fault\\\":{\\\"Error\\\":[{\\\"Message\\\":\\\"%s\\\","
                        + "\\\"code\\\":\\\"%s\\\"}],\\\"type\\\":\\\"ValidationFault\\\"}}\", \"when\": \"before\"")
                .formatted(words, code);
    }

    private void spoil(String how) {
        sandbox.post("/faults", "{\"system\": \"quickbooks\", \"method\": \"POST\", \"path\": \"item$\", " + how + "}");
    }

    private void invoiceSettings(String invoice) {
        product.patch("/connections/" + connection().id(), "{\"settings\": {\"invoice\": " + invoice + "}}");
    }

    private long deal(String name, int price, String products) {
        return sandbox.deal(
                "{\"name\": \"%s\", \"price\": %d, \"contact\": {\"name\": \"%s Person\"}, \"products\": %s}"
                        .formatted(name, price, name, products.replace('\'', '"')));
    }

    private long win(long lead) {
        sandbox.win(lead);
        return lead;
    }

    private List<JsonNode> items(String name) {
        return StreamSupport.stream(sandbox.get(ITEMS).spliterator(), false)
                .filter(item -> item.path("Name").asText().equals(name))
                .toList();
    }
}
