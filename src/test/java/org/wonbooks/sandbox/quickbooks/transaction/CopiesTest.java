package org.wonbooks.sandbox.quickbooks.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.quickbooks.Client.ACME;
import static org.wonbooks.sandbox.quickbooks.Client.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonbooks.sandbox.SandboxRun;
import org.wonbooks.sandbox.SandboxRun.Answer;
import org.wonbooks.sandbox.quickbooks.Client;

/** Who gets a copy of an invoice. */
class CopiesTest {

    @Test
    void areKeptOnTheInvoiceAndHeldToTheirRules(@TempDir Path data) throws IOException {
        try (SandboxRun sandbox = new SandboxRun(data)) {
            Client client = new Client(sandbox, ACME);
            String customer = client.customer("Jane Roe");
            String two = "office@roe.example,jane@" + "x".repeat(168) + ".example";
            JsonNode invoice = invoice(client, customer, two).json().path("Invoice");
            assertThat(two).hasSize(200);
            assertThat(invoice.at("/BillEmailCc/Address").asText()).isEqualTo(two);
            String id = invoice.path("Id").asText();
            JsonNode read = client.get("/invoice/" + id).json().path("Invoice");
            assertThat(read.at("/BillEmailCc/Address").asText()).isEqualTo(two);
            assertThat(code(invoice(client, customer, "x" + two))).isEqualTo("2050");
            assertThat(code(invoice(client, customer, "office@roe.example,jane")))
                    .isEqualTo("2210");
            assertThat(code(invoice(client, customer, ""))).isEqualTo("2210");
        }
    }

    private static Answer invoice(Client client, String customer, String copies) throws IOException {
        return client.post(
                "/invoice",
                """
                {"CustomerRef": {"value": "%s"}, "BillEmail": {"Address": "jane@roe.example"}, "BillEmailCc": {"Address": "%s"},
                 "Line": [{"Amount": 10, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": {"value": "1"}}}]}"""
                        .formatted(customer, copies));
    }
}
