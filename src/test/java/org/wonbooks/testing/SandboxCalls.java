package org.wonbooks.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** The sandbox over HTTP, as a person uses its page. */
public class SandboxCalls extends JsonCalls {

    public static final String REALM = "9341455000000001";

    public SandboxCalls(int port) {
        super("http://localhost:" + port + "/sandbox", "");
    }

    /** Enters a deal in Negotiation; answers its id. */
    public long deal(String json) {
        return post("/kommo/leads", json).path("id").asLong();
    }

    /** Enters one of a customer of its own; answers its id. */
    public long deal(int number) {
        return deal(
                """
                {"name": "Deal %1$d", "price": 10%1$d.25,
                 "contact": {"name": "Customer %1$d", "email": "customer%1$d@example.com"}}
                """
                        .formatted(number));
    }

    public void win(long lead) {
        post("/kommo/leads/" + lead + "/win");
    }

    /** The deal as its card shows it. */
    public JsonNode lead(long id) {
        return StreamSupport.stream(state("kommo").path("leads").spliterator(), false)
                .filter(lead -> lead.path("id").asLong() == id)
                .findFirst()
                .orElseThrow();
    }

    /** The invoices whose private note carries the deal's marker. */
    public List<JsonNode> invoicesOf(long lead) {
        return StreamSupport.stream(company().path("invoices").spliterator(), false)
                .filter(invoice ->
                        invoice.path("privateNote").asText().matches("(?s).*wonbooks:\\d+:" + lead + ":\\d+$"))
                .toList();
    }

    public List<JsonNode> customers(String nameStart) {
        return StreamSupport.stream(company().path("customers").spliterator(), false)
                .filter(customer -> customer.toString().contains("\"" + nameStart))
                .toList();
    }

    public JsonNode company() {
        return StreamSupport.stream(state("quickbooks").path("realms").spliterator(), false)
                .filter(realm -> realm.path("realmId").asText().equals(REALM))
                .findFirst()
                .orElseThrow();
    }

    /** All that one of the two systems holds. */
    protected JsonNode state(String system) {
        return get("/state").path(system);
    }
}
