package org.wonbooks.flow.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;

/** An invoice that nobody has seen yet follows its deal, where the connection wants it: and nothing else ever does. */
abstract class UpdateUnsentTests extends UnsentInvoices {

    private static final String PRODUCTS =
            "{\"invoice\": {\"updateUnsent\": true, \"send\": false, \"lines\": \"products\", \"createItems\": true,"
                    + " \"discountField\": \"DISCOUNT\"}}";

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

    private JsonNode line(long lead, int index) {
        return sandbox.get("/quickbooks/realms/" + SandboxCalls.REALM + "/invoice/" + invoice(lead))
                .path("Line")
                .path(index);
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
}
