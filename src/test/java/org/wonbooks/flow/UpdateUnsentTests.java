package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** An invoice that nobody has seen yet follows its deal, where the connection wants it: and nothing else ever does. */
abstract class UpdateUnsentTests extends RunningWonbooks {

    private static final String STALE =
            "{\\\"Fault\\\":{\\\"Error\\\":[{\\\"Message\\\":\\\"Stale Object Error\\\",\\\"code\\\":\\\"5010\\\"}],\\\"type\\\":\\\"ValidationFault\\\"}}";

    private static final String PRODUCTS =
            "{\"invoice\": {\"updateUnsent\": true, \"send\": false, \"lines\": \"products\", \"createItems\": true,"
                    + " \"discountField\": \"DISCOUNT\"}}";

    @Autowired
    WorkQueue queue;

    @Autowired
    CompanyBooks books;

    @BeforeEach
    void on() {
        settings("{\"invoice\": {\"updateUnsent\": true, \"send\": false, \"maxAmount\": 5000}}");
    }

    @AfterEach
    void asUsual() {
        settings("{}");
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"kept\"}");
    }

    @Test
    void theInvoiceFollowsAmountAndNameOnce() {
        long lead = invoiced("Website", "100");
        edit(lead, "{\"price\": 150.25, \"name\": \"Website and shop\"}");
        look(lead);

        JsonNode invoice = only(sandbox.invoicesOf(lead));
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("150.25");
        assertThat(calls("POST", "invoice$")).hasSize(1);
        assertThat(calls("GET", "invoice/\\d+$")).as("metered reads").hasSize(1);
        JsonNode sent = ProductJson.read(request(lead, "update-1"), JsonNode.class);
        assertThat(sent.fieldNames()).toIterable().containsExactlyInAnyOrder("Id", "SyncToken", "sparse", "Line");
        assertThat(sent.at("/Line/0/Id").asText()).as("the line keeps its id").isEqualTo("1");
        assertThat(sent.at("/Line/0/Description").asText()).isEqualTo("Website and shop");
        assertThat(frozen(lead)).isEqualByComparingTo("150.25");
        assertThat(column("select total from deal where lead_id = ?", lead)).isEqualTo("150.25");
        assertThat(difference(lead)).isNull();
        assertThat(notes(lead)).hasSize(2);
        assertThat(notes(lead).get(1))
                .contains("was updated", "from 100.00 USD to 150.25 USD", "Website and shop", "[wonbooks 1 update-1]");
        assertThat(timeline(lead)).anyMatch(line -> line.contains("from 100.00 USD to 150.25 USD"));

        sandbox.delete("/calls");
        look(lead);
        assertThat(calls(".*", ".*")).as("nothing more to do").isEmpty();
        assertThat(notes(lead)).hasSize(2);
    }

    @Test
    void aNameAloneIsFollowedTooAndTheNextEditAfterIt() {
        long lead = invoiced("Old name", "100");
        edit(lead, "{\"name\": \"New name\"}");
        look(lead);
        edit(lead, "{\"price\": 90}");
        look(lead);

        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("90");
        assertThat(notes(lead)).hasSize(3);
        assertThat(notes(lead).get(1)).contains("100.00 USD to 100.00 USD, for \"New name\"");
        assertThat(notes(lead).get(2)).contains("100.00 USD to 90.00 USD.", "[wonbooks 1 update-2]");
        pay(lead);
        awaitNotes(lead, 4);
        assertThat(notes(lead).get(3)).contains("is paid: 90.00 USD");
    }

    @Test
    void moneyThatCameAndWentDoesNotMakeItTellTwice() {
        long lead = invoiced("Came and went", "100");
        String payment = pay(lead);
        until().until(() -> notes(lead).size(), size -> size == 2);
        sandbox.post("/quickbooks/payments/" + payment + "/void");
        until().until(() -> notes(lead).size(), size -> size == 3);
        awaitQuiet();
        edit(lead, "{\"price\": 80}");
        look(lead);

        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("80");
        assertThat(notes(lead)).hasSize(4);
        reconcile(lead);
        assertThat(notes(lead)).hasSize(4);
    }

    @Test
    void itStaysForTheCompanyOfADealThatHasNoContact() {
        settings("{\"invoice\": {\"updateUnsent\": true, \"send\": false}, \"customer\": {\"billTo\": \"contact\"}}");
        long lead = sandbox.deal("{\"name\": \"No contact\", \"price\": 100, \"company\": {\"name\": \"Alone Ltd\"}}");
        win(lead);
        look(lead);
        assertThat(difference(lead)).isNull();

        edit(lead, "{\"price\": 150}");
        look(lead);
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("150");
        assertThat(difference(lead)).isNull();
    }

    @Test
    void otherProductsAndAnotherDiscountOfTheSameSumAreFollowed() {
        field("DISCOUNT");
        settings(PRODUCTS);
        long lead = sandbox.deal(
                """
                {"name": "Same sum", "price": 100, "contact": {"name": "Same Sum Customer"},
                 "products": [{"name": "Same sum A", "price": 50, "quantity": 2}]}""");
        win(lead);
        look(lead);
        assertThat(calls(".*", ".*")).as("nothing was edited").isEmpty();

        edit(lead, """
                {"products": [{"name": "Same sum A", "price": 100, "quantity": 1}]}""");
        look(lead);
        assertThat(line(lead, 0).at("/SalesItemLineDetail/Qty").decimalValue()).isEqualByComparingTo("1");
        assertThat(notes(lead).get(1)).contains("from 100.00 USD to 100.00 USD");

        edit(
                lead,
                """
                {"products": [{"name": "Same sum B", "price": 120, "quantity": 1}], "fields": {"DISCOUNT": "20"}}""");
        look(lead);
        assertThat(line(lead, 0).path("Description").asText()).isEqualTo("Same sum B");
        assertThat(line(lead, 1).path("Amount").decimalValue()).isEqualByComparingTo("20");
        assertThat(difference(lead)).isNull();
        assertThat(notes(lead)).hasSize(3);

        sandbox.delete("/calls");
        look(lead);
        assertThat(calls(".*", ".*")).as("nothing more to do").isEmpty();
    }

    @Test
    void offTheDifferenceIsShownAndNothingIsRead() {
        settings("{\"invoice\": {\"send\": false}}");
        long lead = invoiced("Off", "100");
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(difference(lead)).contains("150.00", "invoiced was 100.00");
        assertThat(calls(".*", ".*")).isEmpty();

        settings("{\"invoice\": {\"updateUnsent\": true, \"send\": false}}");
        look(lead);
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue())
                .as("switched on")
                .isEqualByComparingTo("150");
        assertThat(difference(lead)).isNull();
    }

    @Test
    void whatWasEmailedIsNotChanged() {
        settings("{\"invoice\": {\"updateUnsent\": true}}");
        long lead = invoiced("Emailed", "100");
        assertThat(state(lead)).isEqualTo("SENT");
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(difference(lead)).contains("150.00");
        assertThat(calls(".*", ".*")).isEmpty();
    }

    @Test
    void whatAPersonSentMeanwhileIsNotChangedAndReadOnlyOnce() {
        long lead = invoiced("Sent by hand", "100");
        sandbox.post("/quickbooks/invoices/" + invoice(lead) + "/send");
        refusesToFollow(lead, "was emailed in QuickBooks");
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("100");
    }

    @Test
    void whatAPersonChangedIsNotOverwritten() {
        long lead = invoiced("Changed by hand", "100");
        sandbox.post("/quickbooks/invoices/" + invoice(lead), "{\"amount\": 120.00}");
        refusesToFollow(lead, "was changed in QuickBooks");
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("120");
        assertThat(column("select total from deal where lead_id = ?", lead))
                .as("the deal was told")
                .isEqualTo("120.00");
    }

    @Test
    void anotherCurrencyIsNotPutIntoTheOldOne() {
        field("CURRENCY");
        severalCurrencies(true);
        settings("{\"invoice\": {\"updateUnsent\": true, \"send\": false, \"currencyField\": \"CURRENCY\"}}");
        try {
            long lead = invoiced("Yen", "1000");
            edit(lead, "{\"fields\": {\"CURRENCY\": \"JPY\"}}");
            look(lead);
            assertThat(difference(lead))
                    .as("the currency alone")
                    .contains("were changed: currency JPY", "is in JPY by");

            edit(lead, "{\"price\": 150000, \"fields\": {\"CURRENCY\": \"JPY\"}}");
            look(lead);

            assertThat(difference(lead))
                    .contains(
                            "150,000.00, invoiced was 1,000.00",
                            "Its invoice stays as it is: the deal is in JPY by now, the invoice in USD");
            assertThat(calls("POST", "invoice$")).isEmpty();
            assertThat(frozen(lead)).isEqualByComparingTo("1000");

            edit(lead, "{\"price\": 1500, \"fields\": {\"CURRENCY\": \"USD\"}}");
            look(lead);
            assertThat(frozen(lead)).as("put right").isEqualByComparingTo("1500");
            assertThat(difference(lead)).isNull();
        } finally {
            severalCurrencies(false);
        }
    }

    @Test
    void whatIsPaidMeanwhileIsNotChangedAndTheDealIsTold() {
        long lead = invoiced("Paid unheard", "100");
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.post("/quickbooks/invoices/" + invoice(lead) + "/pay?amount=30");
        refusesToFollow(lead, "is paid");
        assertThat(state(lead)).isEqualTo("PARTIALLY_PAID");
    }

    @Test
    void whatIsDeletedMeanwhileIsNotMadeAgain() {
        long lead = invoiced("Deleted unheard", "100");
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.post("/quickbooks/invoices/" + invoice(lead) + "/delete");
        refusesToFollow(lead, "was deleted in QuickBooks");
        assertThat(state(lead)).isEqualTo("VOIDED");
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
    }

    @Test
    void anAmountAboveTheLimitNeedsAPerson() {
        long lead = invoiced("Too much", "100");
        edit(lead, "{\"price\": 6000}");
        look(lead);

        assertThat(attention(lead)).contains("6000.00 is above the limit of 5000", "stays at 100.00 USD");
        assertThat(calls(".*", ".*")).isEmpty();
        edit(lead, "{\"price\": 4000}");
        look(lead);
        assertThat(attention(lead)).isNull();
        assertThat(frozen(lead)).isEqualByComparingTo("4000");
    }

    @Test
    void aCallThatWasCutAfterItsCommitIsSeenAndNotRepeated() {
        long lead = invoiced("Cut", "100");
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"forgotten\"}");
        spoil("POST", "invoice$", "after", 1, 500, "");
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(sandbox.get("/faults")).isEmpty();
        assertThat(calls("POST", "invoice$")).hasSize(1);
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("150");
        assertThat(frozen(lead)).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
        assertThat(steps(lead)).contains("update-1 DONE");
    }

    @Test
    void aCallThatNeverArrivedIsRepeatedToTheLetterUnderItsId() {
        long lead = invoiced("Lost", "100");
        spoil("POST", "invoice$", "before", 2, 500, "");
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(calls("POST", "invoice$"))
                .hasSize(3)
                .containsOnly(calls("POST", "invoice$").get(0));
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
    }

    @Test
    void anAnswerThatIsNoneIsNotTakenForOne() {
        long lead = invoiced("Garbled", "100");
        spoil("POST", "invoice$", "after", 1, 200, "<html>Welcome</html>");
        edit(lead, "{\"price\": 150}");
        look(lead);
        assertThat(frozen(lead)).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
    }

    @Test
    void anEditWhileACallIsInDoubtFollowsAfterIt() {
        long lead = invoiced("Twice", "100");
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "method": "POST", "path": "leads/notes$", "kind": "status", "when": "before",
                 "status": 400, "body": "{}"}""");
        edit(lead, "{\"price\": 150}");
        look(lead);
        assertThat(steps(lead)).contains("update-1 DONE", "update-1-note CALLING");
        asIfTheProcessHadDiedBeforeItWroteDownTheAnswer(lead);
        edit(lead, "{\"price\": 300}");
        sandbox.delete("/calls");
        look(lead);

        assertThat(calls("POST", "invoice$")).hasSize(1);
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("300");
        assertThat(frozen(lead)).isEqualByComparingTo("300");
        assertThat(notes(lead)).hasSize(3);
        assertThat(notes(lead).get(1)).contains("from 100.00 USD to 150.00 USD");
        assertThat(notes(lead).get(2)).contains("from 150.00 USD to 300.00 USD");
    }

    private void asIfTheProcessHadDiedBeforeItWroteDownTheAnswer(long lead) {
        jdbc.sql(
                        """
                        update deal set intent_asked = '{"dealName": "Twice", "intent": ' || intent || '}', total = 100,
                                        balance = 100
                         where lead_id = ?
                        """)
                .param(lead)
                .update();
        jdbc.sql("update deal set intent = intent_before where lead_id = ?")
                .param(lead)
                .update();
        jdbc.sql("update step set state = 'CALLING', external_id = null where name = 'update-1' and deal_id ="
                        + " (select id from deal where lead_id = ?)")
                .param(lead)
                .update();
    }

    @Test
    void whatAPersonChangedWhileACallWasInDoubtIsNotOverwritten() {
        long lead = invoiced("In doubt, by hand", "100");
        spoil("POST", "invoice$", "before", 9, 500, "");
        edit(lead, "{\"price\": 150}");
        look(lead);
        assertThat(workState("deal-won", lead)).isEqualTo("DEAD");
        sandbox.delete("/faults");
        sandbox.post("/quickbooks/invoices/" + invoice(lead), "{\"amount\": 120.00}");
        awaitQuiet();
        sandbox.delete("/calls");

        look(lead);
        assertThat(calls("POST", "invoice$")).isEmpty();
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("120");
        assertThat(difference(lead)).contains("150.00", "was changed in QuickBooks");
        assertThat(steps(lead)).contains("update-1 SKIPPED");
    }

    @Test
    void aStaleOneIsReadAgainAndAskedForAgain() {
        long lead = invoiced("Stale", "100");
        spoil("POST", "invoice$", "before", 1, 400, STALE);
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(calls("POST", "invoice$")).hasSize(2).doesNotHaveDuplicates();
        assertThat(calls("GET", "invoice/\\d+$")).hasSize(2);
        assertThat(frozen(lead)).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
    }

    @Test
    void oneThatStaysStaleNeedsAPersonAfterThreeTries() {
        long lead = invoiced("Ever stale", "100");
        spoil("POST", "invoice$", "before", 9, 400, STALE);
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(calls("POST", "invoice$")).hasSize(3);
        assertThat(reason("deal-won", lead)).startsWith("Held: ").contains("5010");
        assertThat(attention(lead)).contains("3 times", "5010");
        assertThat(difference(lead)).contains("150.00");
        assertThat(frozen(lead)).isEqualByComparingTo("100");

        sandbox.delete("/faults");
        look(lead);
        assertThat(frozen(lead)).isEqualByComparingTo("150");
        assertThat(attention(lead)).isNull();
        assertThat(notes(lead)).hasSize(2);
    }

    @Test
    void aLineKeepsWhatQuickBooksAddedForItsOwnItemOnly() {
        field("DISCOUNT");
        settings(PRODUCTS);
        long lead = sandbox.deal(
                """
                {"name": "Lines", "price": 120, "contact": {"name": "Lines Customer"}, "fields": {"DISCOUNT": "30"},
                 "products": [{"name": "Lines A", "price": 100}, {"name": "Lines B", "price": 50}]}""");
        win(lead);
        edit(
                lead,
                """
                {"price": 80, "products": [{"name": "Lines C", "price": 60}, {"name": "Lines B", "price": 50}]}""");
        look(lead);

        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("80");
        JsonNode sent =
                ProductJson.read(request(lead, "update-1"), JsonNode.class).path("Line");
        assertThat(sent).hasSize(3);
        assertThat(sent.findValuesAsText("Description")).containsExactly("Lines C", "Lines B");
        assertThat(sent.findValuesAsText("Id"))
                .as("a line of a new item is new")
                .containsExactly("2", "3");
        assertThat(sent.get(0).has("Id")).isFalse();
        assertThat(sent.get(0).path("SalesItemLineDetail").has("TaxCodeRef"))
                .as("another item's tax code")
                .isFalse();
        assertThat(sent.get(2).fieldNames())
                .toIterable()
                .as("the discount")
                .containsExactlyInAnyOrder("Id", "Amount", "DetailType", "DiscountLineDetail");

        edit(lead, """
                {"price": 20, "products": [{"name": "Lines B", "price": 50}]}""");
        look(lead);
        sent = ProductJson.read(request(lead, "update-2"), JsonNode.class).path("Line");
        assertThat(sent.findValuesAsText("Id")).containsExactly("2", "3");
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("20");
        assertThat(difference(lead)).isNull();
    }

    /**
     * Its deal is edited: the difference and the reason are shown, nothing is sent, and the next look reads nothing.
     */
    private void refusesToFollow(long lead, String reason) {
        awaitQuiet();
        edit(lead, "{\"price\": 150}");
        look(lead);
        assertThat(difference(lead)).contains("150.00", "invoiced was 100.00", reason);
        assertThat(calls("POST", "invoice$")).isEmpty();
        assertThat(frozen(lead)).isEqualByComparingTo("100");
        int lines = timeline(lead).size();

        sandbox.delete("/calls");
        look(lead);
        assertThat(calls(".*", ".*")).isEmpty();
        assertThat(timeline(lead)).hasSize(lines);
    }

    private long invoiced(String name, String price) {
        long lead = deal(name, price, name + " Customer", name.replaceAll("\\W", "") + "@unsent.example");
        win(lead);
        return lead;
    }

    private void win(long lead) {
        sandbox.win(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        sandbox.delete("/calls");
    }

    private JsonNode line(long lead, int index) {
        return sandbox.get("/quickbooks/realms/" + SandboxCalls.REALM + "/invoice/" + invoice(lead))
                .path("Line")
                .path(index);
    }

    private void field(String code) {
        sandbox.post("/kommo/fields", "[{\"name\": \"%s\", \"type\": \"text\", \"code\": \"%1$s\"}]".formatted(code));
    }

    private void severalCurrencies(boolean several) {
        sandbox.patch("/quickbooks/realms/" + SandboxCalls.REALM + "/company", "{\"multiCurrency\": " + several + "}");
        books.forget(connection().id());
    }

    private void edit(long lead, String edit) {
        sandbox.post("/kommo/leads/" + lead, edit);
    }

    private void look(long lead) {
        queue.markDue(
                connection().id(),
                WorkKind.DEAL_WON,
                String.valueOf(lead),
                Lane.deal(connection().id(), lead));
        awaitQuiet();
    }

    private void reconcile(long lead) {
        queue.markDue(
                connection().id(),
                WorkKind.INVOICE_CHANGED,
                invoice(lead),
                Lane.deal(connection().id(), lead));
        awaitQuiet();
    }

    private String pay(long lead) {
        return sandbox.post("/quickbooks/invoices/" + invoice(lead) + "/pay")
                .path("Id")
                .asText();
    }

    private void spoil(String method, String path, String when, int count, int status, String body) {
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "%s", "path": "%s", "kind": "status", "when": "%s", "count": %d,
                 "status": %d, "body": "%s"}"""
                        .formatted(method, path, when, count, status, body));
    }

    /** The calls to QuickBooks, each with its query. */
    private List<String> calls(String method, String path) {
        return StreamSupport.stream(sandbox.get("/calls?system=quickbooks").spliterator(), false)
                .filter(call -> call.path("method").asText().matches(method))
                .filter(call -> !call.path("path").asText().contains("/tokens/"))
                .filter(call -> call.path("path").asText().matches(".*" + path.replace("$", "")))
                .map(call ->
                        call.path("path").asText() + "?" + call.path("query").asText())
                .toList();
    }

    private List<String> notes(long lead) {
        return StreamSupport.stream(sandbox.lead(lead).path("notes").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private String invoice(long lead) {
        return column("select invoice_id from deal where lead_id = ?", lead);
    }

    private String difference(long lead) {
        return column("select difference from deal where lead_id = ?", lead);
    }

    private BigDecimal frozen(long lead) {
        return ProductJson.read(column("select intent from deal where lead_id = ?", lead), JsonNode.class)
                .path("amount")
                .decimalValue();
    }

    private void settings(String json) {
        jdbc.sql("update connection set settings = ?").param(json).update();
    }
}
