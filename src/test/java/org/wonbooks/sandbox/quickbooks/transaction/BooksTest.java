package org.wonbooks.sandbox.quickbooks.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.quickbooks.Client.ACME;
import static org.wonbooks.sandbox.quickbooks.Client.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonbooks.sandbox.SandboxRun.Answer;
import org.wonbooks.sandbox.SandboxRun;
import org.wonbooks.sandbox.quickbooks.Client;
import org.wonbooks.sandbox.store.Json;

/** Invoices and payments that are edited, voided and deleted: what is linked, what is open, and what is told of it. */
class BooksTest {

    private static SandboxRun sandbox;
    private Client client;
    private String customer;
    private String invoice;
    private String other;

    @BeforeAll
    static void start(@TempDir Path data) {
        sandbox = new SandboxRun(data, "--wonbooks.sandbox.speed=1000");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void twoInvoices() throws IOException {
        sandbox.control("POST", "/reset", "");
        sandbox.control("PATCH", "/hooks", "{\"keep\":true}");
        client = new Client(sandbox, ACME);
        customer = client.customer("Jane Roe");
        invoice = client.invoice(customer, "100.00", "one").path("Id").asText();
        other = client.invoice(customer, "50.00", "two").path("Id").asText();
        told();
    }

    @Test
    void anEditedPaymentPaysWhatItsLinesSay() throws IOException {
        String payment = pay("{\"%s\": 60.00, \"%s\": 40.00}", ", \"total\": 120.00");
        assertThat(open()).isEqualTo("40.00 10.00 30.00");
        assertThat(told()).containsExactly("payment.created " + payment, "invoice.updated " + invoice, updatedOther());
        JsonNode shown = read("payment", payment);
        assertThat(shown.path("UnappliedAmt").toString()).isEqualTo("20.00");
        assertThat(shown.findValuesAsText("TxnId")).containsExactly(invoice, other);

        Answer edited = client.post(
                "/payment",
                """
                {"Id":"%s","SyncToken":"0","sparse":true,"TotalAmt":120.00,
                 "Line":[{"Amount":50.00,"LinkedTxn":[{"TxnId":"%s","TxnType":"Invoice"}]}]}"""
                        .formatted(payment, other));
        assertThat(edited.json().at("/Payment/SyncToken").asText()).isEqualTo("1");
        assertThat(edited.json().at("/Payment/UnappliedAmt").toString()).isEqualTo("70.00");
        assertThat(open()).isEqualTo("100.00 0.00 30.00");
        assertThat(read("invoice", invoice).path("LinkedTxn")).isEmpty();
        assertThat(read("invoice", other).at("/LinkedTxn/0/TxnId").asText()).isEqualTo(payment);
        assertThat(told())
                .containsExactlyInAnyOrder("payment.updated " + payment, "invoice.updated " + invoice, updatedOther());

        sandbox.control("POST", "/quickbooks/payments/" + payment, "{\"lines\": {\"" + invoice + "\": 100.00}}");
        assertThat(open()).isEqualTo("0.00 50.00 30.00");
        assertThat(read("payment", payment).path("UnappliedAmt").toString()).isEqualTo("20.00");
        assertThat(code(client.post(
                        "/payment", "{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true}".formatted(payment))))
                .isEqualTo("5010");
    }

    @Test
    void aVoidedPaymentStaysAndHasPaidNothing() throws IOException {
        String payment = pay("{\"%s\": 100.00, \"%s\": 20.00}", "");
        String body = "{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true}".formatted(payment);
        told();

        assertThat(code(client.post("/payment?operation=void", body))).isEqualTo("500");
        JsonNode voided = client.post("/payment?operation=update&include=void", body)
                .json()
                .path("Payment");

        assertThat(voided.path("TotalAmt").decimalValue()).isZero();
        assertThat(voided.path("UnappliedAmt").decimalValue()).isZero();
        assertThat(voided.has("Line")).isFalse();
        assertThat(voided.path("PrivateNote").asText()).isEqualTo("Voided");
        assertThat(open()).isEqualTo("100.00 50.00 150.00");
        assertThat(told()).containsExactly("payment.void " + payment, "invoice.updated " + invoice, updatedOther());
        assertThat(read("payment", payment).path("SyncToken").asText()).isEqualTo("1");
        assertThat(realm().at("/payments/0/voided").asBoolean()).isTrue();
        assertThat(sandbox.send("POST", "/sandbox/quickbooks/payments/" + payment + "/void", "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aDeletedPaymentIsGoneAndHasPaidNothing() throws IOException {
        String payment = pay("{\"%s\": 100.00, \"%s\": 20.00}", "");
        told();

        JsonNode deleted = client.post("/payment?operation=delete&requestid=gone", named(payment))
                .json()
                .path("Payment");

        assertThat(deleted.path("status").asText()).isEqualTo("Deleted");
        assertThat(open()).isEqualTo("100.00 50.00 150.00");
        assertThat(code(client.get("/payment/" + payment))).isEqualTo("610");
        assertThat(code(client.post("/payment?operation=delete", named(payment))))
                .isEqualTo("610");
        assertThat(told()).containsExactly("payment.deleted " + payment, "invoice.updated " + invoice, updatedOther());
        assertThat(realm().at("/deleted/0").toString())
                .isEqualTo("{\"entity\":\"Payment\",\"id\":\"" + payment + "\"}");
    }

    @Test
    void anEditedInvoiceKeepsWhatWasPaidAsFarAsItGoes() throws IOException {
        String payment = pay("{\"%s\": 80.00, \"%s\": 10.00}", "");
        told();
        JsonNode edited = client.post(
                        "/invoice",
                        """
                        {"Id":"%s","SyncToken":"0","sparse":true,"Line":[{"Amount":120.00,
                         "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""
                                .formatted(invoice))
                .json()
                .path("Invoice");
        assertThat(edited.path("Balance").toString()).isEqualTo("40.00");
        assertThat(edited.path("PrivateNote").asText()).isEqualTo("a deal");
        assertThat(edited.path("DocNumber").asText()).isEqualTo("1001");
        assertThat(told()).containsExactly("invoice.updated " + invoice);

        sandbox.control("POST", "/quickbooks/invoices/" + invoice, "{\"amount\": 30.00}");
        assertThat(open()).isEqualTo("0.00 40.00 -10.00");
        assertThat(read("payment", payment).path("UnappliedAmt").toString()).isEqualTo("50.00");
        assertThat(told()).containsExactly("invoice.updated " + invoice, "payment.updated " + payment, updatedOther());

        Answer full = client.post(
                "/invoice",
                Client.invoiceBody(customer, "70.00")
                        .replaceFirst("\\{", "{\"Id\":\"" + invoice + "\",\"SyncToken\":\"2\",")
                        .replace("\"PrivateNote\":\"a deal\",", ""));
        assertThat(full.json().at("/Invoice/Balance").toString()).isEqualTo("40.00");
        assertThat(full.json().at("/Invoice").has("PrivateNote")).isFalse();
        assertThat(code(client.post(
                        "/invoice", "{\"Id\":\"%s\",\"SyncToken\":\"2\",\"sparse\":true}".formatted(invoice))))
                .isEqualTo("5010");
    }

    @Test
    void aVoidedInvoiceStaysOfNoAmountAndFreesWhatPaidIt() throws IOException {
        String payment = pay("{\"%s\": 80.00, \"%s\": 10.00}", "");
        told();

        JsonNode voided =
                client.post("/invoice?operation=void", named(invoice)).json().path("Invoice");

        assertThat(voided.path("SyncToken").asText()).isEqualTo("1");
        assertThat(voided.path("TotalAmt").decimalValue()).isZero();
        assertThat(voided.path("Balance").decimalValue()).isZero();
        assertThat(voided.at("/Line/0/Amount").decimalValue()).isZero();
        assertThat(voided.path("LinkedTxn")).isEmpty();
        assertThat(voided.path("PrivateNote").asText()).isEqualTo("Voided - a deal");
        assertThat(open()).isEqualTo("0 40.00 -40.00");
        assertThat(read("payment", payment).path("UnappliedAmt").toString()).isEqualTo("80.00");
        assertThat(told()).containsExactly("invoice.void " + invoice, "payment.updated " + payment, updatedOther());
        assertThat(code(client.post("/invoice?operation=void", named(invoice).replace("\"0\"", "\"1\""))))
                .isEqualTo("6000");
        assertThat(realm().at("/invoices/0/voided").asBoolean()).isTrue();
    }

    @Test
    void aDeletedInvoiceIsGoneAndFreesWhatPaidIt() throws IOException {
        String payment = pay("{\"%s\": 80.00}", "");
        told();

        sandbox.control("POST", "/quickbooks/invoices/" + invoice + "/delete", "");

        assertThat(code(client.get("/invoice/" + invoice))).isEqualTo("610");
        assertThat(read("payment", payment).path("UnappliedAmt").toString()).isEqualTo("80.00");
        assertThat(told()).containsExactly("invoice.deleted " + invoice, "payment.updated " + payment);
        assertThat(realm().path("invoices")).hasSize(1);
        assertThat(realm().at("/customers").findValuesAsText("balance")).contains("-30.00");
    }

    @Test
    void whatIsEmailedIsToldOf() throws IOException {
        String payment = pay("{\"%s\": 80.00}", "");
        told();
        sandbox.control("POST", "/quickbooks/payments/" + payment + "/send", "");
        sandbox.control("POST", "/quickbooks/invoices/" + other + "/send", "");
        assertThat(told()).containsExactly("payment.emailed " + payment, "invoice.emailed " + other, updatedOther());
        assertThat(realm().at("/invoices/1/emails").asInt()).isEqualTo(1);
    }

    @Test
    void aCreditMemoPaysWithoutMoney() throws IOException {
        String memo = sandbox.control("POST", "/quickbooks/invoices/" + invoice + "/credit?amount=30.00", "")
                .path("id")
                .asText();

        assertThat(open()).isEqualTo("70.00 50.00 120.00");
        assertThat(read("creditmemo", memo).path("RemainingCredit").decimalValue())
                .isZero();
        String joint = read("invoice", invoice).at("/LinkedTxn/0/TxnId").asText();
        JsonNode payment = read("payment", joint);
        assertThat(payment.path("TotalAmt").decimalValue()).isZero();
        assertThat(payment.path("UnappliedAmt").decimalValue()).isZero();
        assertThat(payment.findValuesAsText("TxnType")).containsExactly("Invoice", "CreditMemo");
        assertThat(told())
                .containsExactly(
                        "creditmemo.created " + memo, "payment.created " + joint, "invoice.updated " + invoice);

        sandbox.control("POST", "/quickbooks/invoices/" + invoice + "/void", "");
        assertThat(read("creditmemo", memo).path("Balance").toString()).isEqualTo("30.00");
        assertThat(told())
                .containsExactly("invoice.void " + invoice, "payment.deleted " + joint, "creditmemo.updated " + memo);
    }

    @Test
    void manyAreReadAtOnceByTheirIds() throws IOException {
        sandbox.control("POST", "/clock?advance=PT1M", "");
        String since =
                sandbox.control("GET", "/state", null).path("clock").asText().replaceFirst("\\..*", "Z");
        sandbox.control("POST", "/clock?advance=PT1M", "");
        pay("{\"%s\": 10.00}", "");
        int before = realm().path("reads").asInt();

        JsonNode both = client.query("SELECT * FROM Invoice WHERE Id IN ('%s', '%s', '0')".formatted(invoice, other))
                .json();
        JsonNode changed = client.query("SELECT * FROM Invoice WHERE MetaData.LastUpdatedTime > '" + since
                        + "' ORDERBY MetaData.LastUpdatedTime STARTPOSITION 1 MAXRESULTS 1000")
                .json();

        assertThat(both.at("/QueryResponse/Invoice").findValuesAsText("DocNumber"))
                .containsExactlyInAnyOrder("1001", "1002");
        assertThat(changed.at("/QueryResponse/Invoice").findValuesAsText("DocNumber"))
                .containsExactly("1001");
        assertThat(client.query("SELECT * FROM Payment WHERE PrivateNote = 'x'").status())
                .isEqualTo(400);
        assertThat(realm().path("reads").asInt()).as("metered, but for errors").isEqualTo(before + 2);
    }

    @Test
    void changeDataHasPaymentsStubsAndACut() throws IOException {
        sandbox.control("POST", "/clock?advance=PT1M", "");
        String since = sandbox.control("GET", "/state", null).path("clock").asText();
        String payment = pay("{\"%s\": 10.00}", "");
        String gone = pay("{\"%s\": 10.00}", "");
        sandbox.control("POST", "/quickbooks/payments/" + gone + "/delete", "");
        sandbox.control("POST", "/quickbooks/invoices/" + other + "/delete", "");
        sandbox.control("POST", "/quickbooks/invoices/" + invoice + "/credit?amount=5.00", "");

        JsonNode changes = changes("Invoice,Payment,CreditMemo,Term", since);
        assertThat(changes).hasSize(4).contains(Json.object());
        assertThat(changes.findPath("Payment").findValuesAsText("Id")).contains(payment, gone);
        assertThat(changes.findPath("Payment")).hasSize(3);
        JsonNode stub = changes.findPath("Invoice").get(1);
        assertThat(stub.path("Id").asText()).isEqualTo(other);
        assertThat(stub.path("status").asText()).isEqualTo("Deleted");
        assertThat(changes.findPath("CreditMemo")).hasSize(1);
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            StringBuilder order = new StringBuilder();
            changes("Invoice,Payment", since)
                    .forEach(one -> order.append(one.fieldNames().next()));
            orders.add(order.toString());
        }
        assertThat(orders).contains("InvoicePayment", "PaymentInvoice");

        sandbox.control("PATCH", "/quickbooks/modes", "{\"cdcLimit\": 3}");
        assertThat(changes("Invoice,Payment,Customer", since).findValues("MetaData"))
                .hasSize(3);
        sandbox.control("PATCH", "/quickbooks/modes", "{\"cdcLimit\": 1}");
        assertThat(changes("Payment", since).findPath("Payment")).hasSize(1);
    }

    private JsonNode changes(String entities, String since) throws IOException {
        return client.get("/cdc?entities=" + entities + "&changedSince=" + since)
                .json()
                .at("/CDCResponse/0/QueryResponse");
    }

    /** A payment of these lines, in which the invoices stand for {@code %s}. */
    private String pay(String lines, String total) throws IOException {
        String body = "{\"lines\": " + lines.formatted(invoice, other) + total + "}";
        return sandbox.control("POST", "/quickbooks/payments", body).path("id").asText();
    }

    /** The balances of both invoices and of their customer. */
    private String open() throws IOException {
        return read("invoice", invoice).path("Balance") + " "
                + read("invoice", other).path("Balance") + " "
                + read("customer", customer).path("Balance");
    }

    private JsonNode read(String path, String id) throws IOException {
        JsonNode answer = client.get("/" + path + "/" + id).json();
        return answer.elements().next();
    }

    private JsonNode realm() throws IOException {
        return sandbox.control("GET", "/state", null).at("/quickbooks/realms/0");
    }

    private String updatedOther() {
        return "invoice.updated " + other;
    }

    private static String named(String id) {
        return "{\"Id\":\"%s\",\"SyncToken\":\"0\"}".formatted(id);
    }

    /** The events of the webhooks since the last time, as {@code entity.operation id}. */
    private static List<String> told() throws IOException {
        List<String> events = new ArrayList<>();
        for (JsonNode hook : sandbox.control("GET", "/hooks/kept", null)) {
            for (JsonNode event : Json.read(hook.path("body").binaryValue())) {
                String[] type = event.path("type").asText().split("\\.");
                events.add(type[1] + "." + type[2] + " "
                        + event.path("intuitentityid").asText());
            }
        }
        return events;
    }
}
