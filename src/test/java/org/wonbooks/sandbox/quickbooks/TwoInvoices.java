package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.quickbooks.Client.ACME;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.sandbox.SandboxTest;
import org.wonbooks.sandbox.store.Json;

/** Two invoices of one customer, and payments for them. */
public abstract class TwoInvoices extends SandboxTest {

    protected Client client;
    protected String customer;
    protected String invoice;
    protected String other;

    @BeforeEach
    protected void twoInvoices() throws IOException {
        sandbox.control("POST", "/reset", "");
        sandbox.control("PATCH", "/hooks", "{\"keep\":true}");
        client = new Client(sandbox, ACME);
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

    /** The events of the webhooks since the last time, as {@code entity.operation id}. */
    protected static List<String> told() throws IOException {
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
