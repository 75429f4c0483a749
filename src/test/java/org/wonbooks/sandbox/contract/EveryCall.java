package org.wonbooks.sandbox.contract;

import java.util.List;
import org.wonbooks.testing.RunningWonbooks;

/** Makes Wonbooks call both systems in every way that it has, with every field filled that can be. */
final class EveryCall {

    private final RunningWonbooks wonbooks;

    EveryCall(RunningWonbooks wonbooks) {
        this.wonbooks = wonbooks;
    }

    void make() {
        aDealInAnotherCurrency();
        aDealAndItsPayment();
        productsWithTheirItems();
        aDealThatIsEdited();
        aDealThatIsHeld();
        aCallInDoubt();
        settings("{}");
        String connection = "/connections/" + wonbooks.connection().id();
        for (String asked : List.of("/provision", "/check", "/drift", "/reconcile")) {
            wonbooks.product.post(connection + asked);
            wonbooks.awaitQuiet();
        }
        wonbooks.product.get(connection + "/proposals");
        anAccountThatIsRenamed();
        // Its tokens end.
        wonbooks.sandbox.post("/clock?advance=PT25H");
        wonbooks.product.post(connection + "/reconcile");
        wonbooks.awaitQuiet();
    }

    /** First of all: what is remembered of the books is not of one currency yet. */
    private void aDealInAnotherCurrency() {
        String realm = wonbooks.connection().realmId();
        wonbooks.sandbox.patch("/quickbooks/realms/" + realm + "/company", "{\"multiCurrency\": true}");
        wonbooks.sandbox.patch("/quickbooks/realms/" + realm + "/rates", "{\"EUR\": 1.0834}");
        wonbooks.sandbox.post(
                "/kommo/fields", "[{\"name\": \"Currency\", \"type\": \"text\", \"code\": \"CURRENCY\"}]");
        settings("{\"invoice\": {\"currencyField\": \"CURRENCY\"}}");
        won(
                """
                {"name": "Foreign", "price": 120.50, "contact": {"name": "Flo Foreign", "email": "flo@foreign.example"},
                 "fields": {"CURRENCY": "EUR"}}""");
    }

    private void aDealAndItsPayment() {
        settings("{\"invoice\": {\"memo\": \"Thank you\"}}");
        long lead = won(
                """
                {"name": "Full", "price": 120.50, "company": {"name": "Full Company"},
                 "contact": {"name": "Fay Full", "email": "fay@full.example", "phone": "+1 555 0100"},
                 "fields": {"PAYMENT_TERMS": "Net 30"}}""");
        pay(lead);
        wonbooks.awaitNotes(lead, 2);
        wonbooks.awaitQuiet();
        wonbooks.sandbox.post(
                "/quickbooks/refundreceipts",
                "{\"customer\": \"" + wonbooks.shown(lead).path("customerId").asText() + "\", \"amount\": 120.50}");
        wonbooks.awaitNotes(lead, 3);
        wonbooks.awaitQuiet();
    }

    private void productsWithTheirItems() {
        settings("{\"invoice\": {\"lines\": \"products\", \"createItems\": true}}");
        won(
                """
                {"name": "Products", "price": 150, "contact": {"name": "Pia Products", "email": "pia@products.example"},
                 "products": [{"name": "New thing", "sku": "NEW-1", "price": 100}, {"name": "Other thing", "price": 50}]}""");
    }

    private void aDealThatIsEdited() {
        settings("{\"invoice\": {\"updateUnsent\": true, \"send\": false}}");
        long lead = won(RunningWonbooks.dealJson("Edited", "100", "Ed Edited", "ed@edited.example"));
        wonbooks.sandbox.post("/kommo/leads/" + lead, "{\"price\": 150.25, \"name\": \"Edited later\"}");
        wonbooks.product.post("/deals/" + wonbooks.connection().id() + "/" + lead + "/reconcile");
        wonbooks.awaitNotes(lead, 2);
    }

    private void aDealThatIsHeld() {
        spoil("kommo", "tasks$");
        settings("{\"invoice\": {\"maxAmount\": 100}}");
        long lead = wonbooks.deal("Held", "500", "Hal Held", "hal@held.example");
        wonbooks.sandbox.win(lead);
        wonbooks.until().until(() -> wonbooks.attention(lead) != null);
        wonbooks.awaitQuiet();
        wonbooks.approve(lead);
        wonbooks.awaitNotes(lead, 1);
        wonbooks.awaitQuiet();
    }

    /** There and back: its next calls find it where it was. */
    private void anAccountThatIsRenamed() {
        for (String[] names : new String[][] {{"acme", "acme-studio"}, {"acme-studio", "acme"}}) {
            wonbooks.sandbox.patch("/kommo/account?account=" + names[0], "{\"subdomain\": \"" + names[1] + "\"}");
            wonbooks.provision();
        }
    }

    private void aCallInDoubt() {
        settings("{}");
        spoil("kommo", "notes$");
        spoil("quickbooks", "invoice$");
        won(RunningWonbooks.dealJson("In doubt", "80", "Dot Doubt", "dot@doubt.example"));
    }

    private long won(String json) {
        long lead = wonbooks.sandbox.deal(json);
        wonbooks.sandbox.win(lead);
        wonbooks.awaitNotes(lead, 1);
        wonbooks.awaitQuiet();
        return lead;
    }

    private void pay(long lead) {
        String invoice = RunningWonbooks.only(wonbooks.sandbox.invoicesOf(lead))
                .path("id")
                .asText();
        wonbooks.sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
    }

    /** The next such call is carried out, and its answer lost. */
    private void spoil(String system, String path) {
        wonbooks.sandbox.post(
                "/faults",
                "{\"system\": \"%s\", \"method\": \"POST\", \"path\": \"%s\", \"kind\": \"cut\", \"when\": \"after\"}"
                        .formatted(system, path));
    }

    private void settings(String json) {
        wonbooks.jdbc.sql("update connection set settings = ?").param(json).update();
    }
}
