package org.wonbooks.sandbox.quickbooks.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.sandbox.quickbooks.SeededBooks;

/** Payments in advance and open credit memos, which settle a new invoice by themselves where the company wants it. */
class OpenCreditsTest extends SeededBooks {

    private String customer;

    @BeforeEach
    void enterACustomer() throws IOException {
        customer = client.customer("Jane Roe");
        setting(true);
    }

    @Test
    void aNewInvoiceIsSettledByWhatIsOpenTheOldestFirst() throws IOException {
        String memo = credit("credit", "30.00", "2026-09-20");
        String late = credit("pay", "100.00", "2026-10-01");
        String early = credit("pay", "50.00", "2026-09-10");
        assertThat(read("creditmemo", memo).path("Balance").toString()).isEqualTo("30.00");
        assertThat(read("payment", early).path("UnappliedAmt").toString()).isEqualTo("50.00");
        assertThat(balance()).isEqualTo("-180.00");
        told();

        JsonNode invoice = client.invoice(customer, "120.00", "one");

        assertThat(invoice.path("TotalAmt").toString()).isEqualTo("120.00");
        assertThat(invoice.path("Balance").toString()).isEqualTo("0.00");
        assertThat(invoice.path("SyncToken").asText()).isEqualTo("0");
        assertThat(invoice.path("LinkedTxn").findValuesAsText("TxnType")).containsOnly("Payment");
        List<String> by = invoice.path("LinkedTxn").findValuesAsText("TxnId");
        assertThat(by).hasSize(3).startsWith(early).endsWith(late);
        String id = invoice.path("Id").asText();
        assertThat(lines(early)).isEqualTo("50.00 Invoice " + id + "; 0.00");
        assertThat(lines(by.get(1))).isEqualTo("30.00 Invoice " + id + "; 30.00 CreditMemo " + memo + "; 0.00");
        assertThat(lines(late)).isEqualTo("40.00 Invoice " + id + "; 60.00");
        assertThat(read("creditmemo", memo).path("RemainingCredit").toString()).isEqualTo("0.00");
        assertThat(balance()).isEqualTo("-60.00");
        assertThat(told())
                .containsExactly(
                        "invoice.created " + id,
                        "payment.updated " + early,
                        "payment.created " + by.get(1),
                        "creditmemo.updated " + memo,
                        "payment.updated " + late);
    }

    @Test
    void aRepeatedCallIsAnsweredAsBeforeAndTakesNoMore() throws IOException {
        String payment = credit("pay", "80.00", "2026-09-10");
        JsonNode invoice = client.invoice(customer, "50.00", "same");
        assertThat(client.invoice(customer, "50.00", "same").path("Balance").toString())
                .isEqualTo("0.00");
        assertThat(lines(payment))
                .isEqualTo("50.00 Invoice " + invoice.path("Id").asText() + "; 30.00");

        assertThat(client.invoice(customer, "50.00", "next").path("Balance").toString())
                .isEqualTo("20.00");
    }

    @Test
    void itIsLeftWhereTheCompanyDoesNotWantItOrTheMoneyIsAnothers() throws IOException {
        String other = client.customer("Joe Doe");
        sandbox.control("POST", "/quickbooks/customers/" + other + "/pay?amount=70.00", "");
        assertThat(client.invoice(customer, "50.00", "one").path("Balance").toString())
                .isEqualTo("50.00");

        setting(false);
        assertThat(client.invoice(other, "50.00", "two").path("Balance").toString())
                .isEqualTo("50.00");
        assertThat(client.get("/preferences")
                        .json()
                        .at("/Preferences/SalesFormsPrefs/AutoApplyCredit")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void whatIsFreedByAVoidedInvoiceSettlesTheNextOne() throws IOException {
        String payment = credit("pay", "80.00", "2026-09-10");
        String memo = credit("credit", "20.00", "2026-09-11");
        String first = client.invoice(customer, "100.00", "one").path("Id").asText();
        sandbox.control("POST", "/quickbooks/invoices/" + first + "/void", "");
        assertThat(lines(payment)).isEqualTo("80.00");

        JsonNode second = client.invoice(customer, "90.00", "two");

        assertThat(second.path("Balance").toString()).isEqualTo("0.00");
        assertThat(read("creditmemo", memo).path("Balance").toString()).isEqualTo("10.00");
        assertThat(balance()).isEqualTo("-10.00");
    }

    private static void setting(boolean on) throws IOException {
        sandbox.control("PATCH", REALM + "/company", "{\"autoApplyCredit\": " + on + "}");
    }

    private String credit(String action, String amount, String date) throws IOException {
        String path = "/quickbooks/customers/%s/%s?amount=%s&date=%s".formatted(customer, action, amount, date);
        return sandbox.control("POST", path, "").path("id").asText();
    }

    /** The lines of a payment, then what they leave of it. */
    private String lines(String payment) throws IOException {
        JsonNode shown = read("payment", payment);
        StringBuilder lines = new StringBuilder();
        for (JsonNode line : shown.path("Line")) {
            JsonNode link = line.at("/LinkedTxn/0");
            lines.append(line.path("Amount"))
                    .append(" ")
                    .append(link.path("TxnType").asText());
            lines.append(" ").append(link.path("TxnId").asText()).append("; ");
        }
        return lines.append(shown.path("UnappliedAmt")).toString();
    }

    private String balance() throws IOException {
        return read("customer", customer).path("Balance").toString();
    }

    private JsonNode read(String path, String id) throws IOException {
        return client.get("/" + path + "/" + id).json().elements().next();
    }
}
