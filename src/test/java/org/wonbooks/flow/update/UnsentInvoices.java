package org.wonbooks.flow.update;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.RunningWonbooks;

/** Invoices that nobody has seen yet, and edits of their deals. */
abstract class UnsentInvoices extends RunningWonbooks {

    @BeforeEach
    void on() {
        settings("{\"invoice\": {\"updateUnsent\": true, \"send\": false, \"maxAmount\": 5000}}");
    }

    @AfterEach
    void asUsual() {
        settings("{}");
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"kept\"}");
    }

    long invoiced(String name, String price) {
        long lead = deal(name, price, name + " Customer", name.replaceAll("\\W", "") + "@unsent.example");
        win(lead);
        return lead;
    }

    void win(long lead) {
        sandbox.win(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        sandbox.delete("/calls");
    }

    void field(String code) {
        sandbox.post("/kommo/fields", "[{\"name\": \"%s\", \"type\": \"text\", \"code\": \"%1$s\"}]".formatted(code));
    }

    /** The calls to QuickBooks, each with its query. */
    List<String> calls(String method, String path) {
        return StreamSupport.stream(sandbox.get("/calls?system=quickbooks").spliterator(), false)
                .filter(call -> call.path("method").asText().matches(method))
                .filter(call -> !call.path("path").asText().contains("/tokens/"))
                .filter(call -> call.path("path").asText().matches(".*" + path.replace("$", "")))
                .map(call ->
                        call.path("path").asText() + "?" + call.path("query").asText())
                .toList();
    }

    List<String> notes(long lead) {
        return StreamSupport.stream(sandbox.lead(lead).path("notes").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    String invoice(long lead) {
        return column("select invoice_id from deal where lead_id = ?", lead);
    }

    String difference(long lead) {
        return column("select difference from deal where lead_id = ?", lead);
    }

    BigDecimal frozen(long lead) {
        return ProductJson.read(column("select intent from deal where lead_id = ?", lead), JsonNode.class)
                .path("amount")
                .decimalValue();
    }
}
