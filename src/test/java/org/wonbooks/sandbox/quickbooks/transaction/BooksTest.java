package org.wonbooks.sandbox.quickbooks.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.quickbooks.Client.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.wonbooks.sandbox.SandboxRun.Answer;
import org.wonbooks.sandbox.quickbooks.Client;
import org.wonbooks.sandbox.quickbooks.TwoInvoices;

/** Invoices and payments that are edited, voided and deleted: what is linked, what is open, and what is told of it. */
class BooksTest extends TwoInvoices {

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
        assertThat(codeOfAnEdit("payment", payment, 0)).isEqualTo("5010");
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
        assertThat(codeOfAnEdit("invoice", invoice, 2)).isEqualTo("5010");
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

    private String codeOfAnEdit(String path, String id, int syncToken) throws IOException {
        return code(client.post(
                "/" + path, "{\"Id\":\"%s\",\"SyncToken\":\"%d\",\"sparse\":true}".formatted(id, syncToken)));
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

    private String updatedOther() {
        return "invoice.updated " + other;
    }

    private static String named(String id) {
        return "{\"Id\":\"%s\",\"SyncToken\":\"0\"}".formatted(id);
    }
}
