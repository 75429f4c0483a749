package org.wonbooks.flow.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;

/** A company that keeps its books otherwise since its preferences were read: nothing of that is e-mailed unseen. */
class ChangedBooksTest extends RunningWonbooks {

    private static final String REALM = "/quickbooks/realms/" + SandboxCalls.REALM;

    @Autowired
    CompanyBooks books;

    @BeforeEach
    void booksAreRemembered() {
        books.forget(connection().id());
        awaitQuiet();
        win(entered("Before " + System.nanoTime(), "10"));
        sandbox.delete("/calls");
    }

    @AfterEach
    void asUsual() {
        awaitQuiet();
        company("{\"country\": \"US\", \"salesTax\": \"none\", \"customTxnNumbers\": false, \"multiCurrency\": false,"
                + " \"homeCurrency\": \"USD\", \"bookCloseDate\": null}");
        item("{\"Active\": true, \"Taxable\": false}");
        books.forget(connection().id());
    }

    @Test
    void taxThatNobodyDecidedIsHeldBeforeTheEmailAndTheNextDealKnowsOfIt() {
        company("{\"salesTax\": \"automated\"}");
        item("{\"Taxable\": true}");

        long lead = held("Taxed");

        assertThat(attention(lead)).contains("over 108.25 USD, and the deal says 100.00");
        assertUnsent(lead, "TOTAL_DIFFERS");
        win(entered("Knows of tax", "100"));
        assertThat(reads("Preferences")).as("read anew").hasSize(1);
        assertSentOnceApproved(lead);
    }

    @Test
    void anotherCurrencyIsHeldBeforeTheEmail() {
        company("{\"homeCurrency\": \"CAD\"}");

        long lead = held("Moved");

        assertThat(attention(lead)).contains("in CAD, and it was to be in USD");
        assertUnsent(lead, "CURRENCY_DIFFERS");
        assertSentOnceApproved(lead);
    }

    @Test
    void anInvoiceWithoutTheNumberThatItWasToGetIsHeldBeforeTheEmail() {
        company("{\"customTxnNumbers\": true}");

        long lead = held("Numberless");

        assertThat(attention(lead)).contains("with no number, and was to number it by itself");
        assertUnsent(lead, "NUMBER_DIFFERS");
        long next = entered("Numbered", "100");
        win(next);
        assertThat(request(next, "invoice")).contains("AUTO_GENERATE");
        assertSentOnceApproved(lead);
    }

    @Test
    void severalCurrenciesSwitchedOnAreLearntOfByTheRefusalAndNobodyIsAsked() {
        company("{\"multiCurrency\": true}");
        long lead = entered("Currencies", "100");

        win(lead);

        assertThat(request(lead, "invoice")).contains("\"CurrencyRef\":{\"value\":\"USD\"}");
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(reads("Preferences")).hasSize(1);
        assertThat(timeline(lead)).noneMatch(line -> line.contains("Needs a person"));
    }

    @Test
    void taxCodesSwitchedOnArePutInWords() {
        company("{\"country\": \"GB\", \"salesTax\": \"codes\"}");
        long lead = entered("Codes", "100");

        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);

        assertThat(reason("deal-won", lead)).contains("wants a tax code on each line");
        assertThat(work("fix", "deal-won", lead)).contains("“Tax”");
        assertThat(reads("Preferences")).hasSize(1);
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
    }

    @Test
    void anItemThatIsAnotherByNowIsFoundWithoutAPerson() {
        item("{\"Active\": false}");
        String other = sandbox.post(REALM + "/item", "{\"Name\": \"Services\"}")
                .path("Id")
                .asText();
        long lead = entered("Item", "100");

        win(lead);

        assertThat(request(lead, "invoice")).contains("\"ItemRef\":{\"value\":\"" + other + "\"}");
        sandbox.patch(REALM + "/item/" + other, "{\"Name\": \"Other services\"}");
    }

    @Test
    void whatIsRefusedOfFreshListsAsksAPersonAtOnce() {
        books.forget(connection().id());
        refuseInvoices(5);
        long lead = entered("Refused", "100");

        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);

        assertThat(creates()).hasSize(1);
        assertThat(reason("deal-won", lead)).contains("6000");
    }

    @Test
    void whatIsRefusedOfRememberedListsIsTriedOnceMoreAndNoOftener() {
        refuseInvoices(5);
        long lead = entered("Refused twice", "100");

        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);

        assertThat(creates()).hasSize(2);
        assertThat(reason("deal-won", lead)).contains("6000");
    }

    private void refuseInvoices(int times) {
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "POST", "path": ".*/invoice", "count": %d, "kind": "status",
                 "when": "before", "status": 400,
                 "body": "{\\"Fault\\":{\\"Error\\":[{\\"Message\\":\\"No\\",\\"code\\":\\"6000\\"}],\\"type\\":\\"ValidationFault\\"}}"}"""
                        .formatted(times));
    }

    private void assertUnsent(long lead, String code) {
        assertThat(shown(lead).at("/decision/code").asText()).isEqualTo(code);
        assertThat(only(sandbox.invoicesOf(lead)).path("emails").asInt()).isZero();
    }

    private void assertSentOnceApproved(long lead) {
        approve(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        assertThat(only(sandbox.invoicesOf(lead)).path("emails").asInt()).isEqualTo(1);
        assertThat(attention(lead)).isNull();
    }

    private long held(String name) {
        long lead = entered(name, "100");
        sandbox.win(lead);
        until().until(() -> attention(lead) != null);
        awaitQuiet();
        return lead;
    }

    private void win(long lead) {
        sandbox.win(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
    }

    private long entered(String name, String price) {
        return deal(name, price, name + " Customer", name.replaceAll("\\W", "") + "@changed.example");
    }

    private void company(String settings) {
        unheard(() -> sandbox.patch(REALM + "/company", settings));
    }

    private void item(String change) {
        unheard(() -> sandbox.patch(REALM + "/item/1", change));
    }

    /** An event would have what is remembered of the books forgotten. */
    private void unheard(Runnable change) {
        sandbox.patch("/hooks", "{\"enabled\": false}");
        change.run();
        sandbox.patch("/hooks", "{\"enabled\": true}");
    }

    private List<String> reads(String entity) {
        return StreamSupport.stream(sandbox.get("/calls?system=quickbooks").spliterator(), false)
                .map(call -> call.path("query").asText())
                .filter(query -> query.contains("FROM") && query.contains(entity))
                .toList();
    }

    private List<JsonNode> creates() {
        return StreamSupport.stream(sandbox.get("/calls?system=quickbooks").spliterator(), false)
                .filter(call -> call.path("method").asText().equals("POST")
                        && call.path("path").asText().endsWith("/invoice"))
                .toList();
    }
}
