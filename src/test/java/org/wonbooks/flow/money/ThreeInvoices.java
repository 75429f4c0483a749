package org.wonbooks.flow.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.work.WorkKind;

/** Invoices of three deals, a bookkeeper's acts on them, and what their deals show. */
abstract class ThreeInvoices extends MoneyTests {

    List<Long> leads;
    private String customer;

    /** Two deals of Anna's and one of Bella's are invoiced, all at 120.50; time passes. */
    @BeforeEach
    void invoiced() {
        world.begin(1, ConnectionSettings.defaults());
        leads = new ArrayList<>(deals(3, ANNA, "120.50"));
        invoice(leads);
        world.hooks();
        customer = world.jdbc()
                .sql("select customer_id from deal where lead_id = ?")
                .param(leads.get(0))
                .query(String.class)
                .single();
        world.sweep(WorkKind.QUICKBOOKS_SWEEP);
        world.pass(Duration.ofHours(1));
    }

    void pay(int deal) {
        sandbox.post("/quickbooks/invoices/" + invoiceOf(leads.get(deal)) + "/pay");
        deliverAll();
    }

    void deliverAll() {
        world.hooks().forEach(world::deliver);
        world.rest();
        world.hooks();
    }

    void sweep() {
        world.sweep(WorkKind.QUICKBOOKS_SWEEP);
    }

    /** With the numbers of the first, the second and the third invoice in place of the words. */
    String refund(String amount, String field, String typed) {
        String text = typed.replace("NUMBER", number(0))
                .replace("OTHER", number(1))
                .replace("OPEN", number(2))
                .replace("CONNECTION", String.valueOf(world.connection().id()))
                .replace("LEAD", String.valueOf(leads.get(0)));
        return "{\"customer\": \"%s\", \"amount\": %s, \"%s\": \"%s\"}".formatted(customer, amount, field, text);
    }

    String refundId() {
        return sandbox.company().at("/refundReceipts/0/id").asText();
    }

    static String id(JsonNode answer) {
        return answer.has("id") ? answer.path("id").asText() : answer.path("Id").asText();
    }

    String number(int deal) {
        return world.jdbc()
                .sql("select doc_number from deal where lead_id = ?")
                .param(leads.get(deal))
                .query(String.class)
                .single();
    }

    JsonNode card(int deal) {
        return sandbox.lead(leads.get(deal));
    }

    JsonNode deal(int deal) {
        return world.product().get("/deals/" + world.connection().id() + "/" + leads.get(deal));
    }

    String shown(int deal) {
        Shown shown = Shown.inLedger(world.jdbc(), leads.get(deal));
        return shown.state() + " " + shown.paid();
    }

    /** The notes since then. */
    List<String> told(int deal, JsonNode before) {
        return StreamSupport.stream(card(deal).path("notes").spliterator(), false)
                .skip(before.path("notes").size())
                .map(JsonNode::asText)
                .toList();
    }

    List<String> tasks(int deal) {
        return card(deal).path("tasks").findValuesAsText("text");
    }

    List<JsonNode> drift() {
        String path = "/connections/" + world.connection().id() + "/drift";
        world.product().post(path);
        world.rest();
        return StreamSupport.stream(world.product().get(path).path("items").spliterator(), false)
                .toList();
    }
}
