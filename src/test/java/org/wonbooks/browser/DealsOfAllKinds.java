package org.wonbooks.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.SandboxCalls;

/** Makes deals of a connection that are billed, paid, held, skipped and refused, and a connection that only looks. */
final class DealsOfAllKinds {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SandboxCalls sandbox;
    private final ProductCalls product;
    private long connection;
    private long paid;
    private long inShadow;

    DealsOfAllKinds(Production production) {
        sandbox = production.sandbox();
        product = production.instances().get(0).calls();
    }

    void make() {
        connection = product.get("/connections").at("/items/0/id").asLong();
        product.awaitIdle(PATIENCE);
        product.patch(
                "/connections/" + connection, "{\"settings\": {\"invoice\": {\"maxAmount\": 5000, \"burst\": 0}}}");
        won();
        refused();
        product.awaitIdle(PATIENCE);
        pay();
        product.awaitIdle(PATIENCE);
        differences();
        shadow();
        product.awaitIdle(PATIENCE);
    }

    private void won() {
        StreamSupport.stream(sandbox.get("/state").at("/kommo/leads").spliterator(), false)
                .filter(lead -> lead.path("account").asText().equals("acme"))
                .forEach(lead -> sandbox.win(lead.path("id").asLong()));
        product.awaitIdle(PATIENCE);
    }

    private void refused() {
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "POST", "path": "/invoice$", "count": 2, "status": 400, "body":
                 "{\\"Fault\\": {\\"Error\\": [{\\"code\\": \\"2210\\", \\"Message\\": \\"Invalid Email Address format\\", \\"Detail\\": \\"Email Address does not conform to the RFC 822 standard\\"}], \\"type\\": \\"ValidationFault\\"}}"}
                """);
        LongStream.rangeClosed(1, 2).map(number -> sandbox.deal((int) number)).forEach(sandbox::win);
    }

    /** One in full, one in part. */
    private void pay() {
        List<JsonNode> invoices = StreamSupport.stream(
                        sandbox.company().path("invoices").spliterator(), false)
                .toList();
        String note = invoices.get(0).path("privateNote").asText();
        paid = Long.parseLong(note.substring(note.indexOf("wonbooks:")).split(":")[2]);
        sandbox.post("/quickbooks/invoices/" + invoices.get(0).path("id").asText() + "/pay");
        sandbox.post("/quickbooks/invoices/" + invoices.get(1).path("id").asText() + "/pay?amount=100.50");
    }

    /** What the books say and no webhook has told. */
    private void differences() {
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.company().path("invoices").forEach(invoice -> {
            if (invoice.path("balance").decimalValue().signum() > 0) {
                sandbox.post("/quickbooks/invoices/" + invoice.path("id").asText() + "/pay");
            }
        });
        sandbox.patch("/hooks", "{\"enabled\": true}");
        String drift = "/connections/" + connection + "/drift";
        product.post(drift);
        await("differences")
                .atMost(PATIENCE)
                .until(() -> product.get(drift).path("total").asInt() > 0);
    }

    private void shadow() {
        String realm = "9341455000000002";
        inShadow = product.post(
                        "/connections",
                        """
                        {"name": "Globex", "mode": "shadow", "kommo": {"subdomain": "globex", "longLivedToken": "%s"},
                         "quickbooks": {"realmId": "%s", "refreshToken": "%s"}}
                        """
                                .formatted(
                                        sandbox.post("/kommo/accounts/globex/long-lived-token")
                                                .path("token")
                                                .asText(),
                                        realm,
                                        sandbox.post("/quickbooks/realms/" + realm + "/refresh-token")
                                                .path("refreshToken")
                                                .asText()))
                .path("id")
                .asLong();
        product.awaitIdle(PATIENCE);
        long lead = sandbox.post(
                        "/kommo/leads?account=globex",
                        """
                        {"name": "Reactor", "price": 800, "contact": {"name": "Hank", "email": "hank@globex.example"}}
                        """)
                .path("id")
                .asLong();
        sandbox.win(lead);
        product.post("/deals/" + inShadow + "/" + lead + "/reconcile");
    }

    /** The one that is at work. */
    long connection() {
        return connection;
    }

    /** A deal of it that is paid. */
    long paid() {
        return paid;
    }

    /** The connection that only looks. */
    long inShadow() {
        return inShadow;
    }
}
