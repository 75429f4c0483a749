package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;

/** Two invoices of one customer, and payments for them. */
public abstract class TwoInvoices extends SeededBooks {

    protected String customer;
    protected String invoice;
    protected String other;

    @BeforeEach
    protected void twoInvoices() throws IOException {
        customer = client.customer("Jane Roe");
        invoice = client.invoice(customer, "100.00", "one").path("Id").asText();
        other = client.invoice(customer, "50.00", "two").path("Id").asText();
        told();
    }

    /** A payment of these lines, in which the invoices stand for {@code %s}. */
    protected String pay(String lines, String total) throws IOException {
        String body = "{\"lines\": " + lines.formatted(invoice, other) + total + "}";
        return sandbox.control("POST", "/quickbooks/payments", body).path("id").asText();
    }

    protected JsonNode realm() throws IOException {
        return sandbox.control("GET", "/state", null).at("/quickbooks/realms/0");
    }
}
