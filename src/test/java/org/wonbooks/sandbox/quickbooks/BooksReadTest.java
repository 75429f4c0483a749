package org.wonbooks.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wonbooks.sandbox.store.Json;

/** Many things of the books, read at once: by their ids, by when they changed, and as change data. */
class BooksReadTest extends TwoInvoices {

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
}
