package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.drift.DriftReports;
import org.wonbooks.drift.DriftReports.Report;
import org.wonbooks.drift.DriftRows;
import org.wonbooks.drift.Kind;

/** The drift report against the sandbox: nothing on a clean pair of systems, and each fault that is planted. */
abstract class DriftTests extends RunningWonbooks {

    @Autowired
    DriftReports reports;

    @Autowired
    DriftRows rows;

    @Autowired
    ProducerTemplate template;

    @Test
    void eachPlantedFaultIsFoundAndNothingElse() {
        long clean = won("Clean", "100");
        long paid = won("Paid", "80.25");
        sandbox.post("/quickbooks/invoices/" + invoice(paid) + "/pay");
        awaitNotes(paid, 2);
        long part = won("Part", "60");
        sandbox.post("/quickbooks/invoices/" + invoice(part) + "/pay?amount=20");
        awaitNotes(part, 2);
        long twice = won("Twice", "300");
        long edited = won("Edited", "400");
        long deleted = won("Deleted", "500");
        long wiped = won("Wiped", "70");
        sandbox.post("/quickbooks/invoices/" + invoice(wiped) + "/pay");
        awaitNotes(wiped, 2);
        deal("Not won", "9", "Nick Notwon", "nick@notwon.example");
        awaitQuiet();

        assertThat(report()).as("on a clean pair of systems").isEmpty();
        long reads = sandbox.company().path("reads").asLong();
        assertThat(report()).isEmpty();
        assertThat(sandbox.company().path("reads").asLong() - reads)
                .as("billed reads of a report")
                .isEqualTo(1)
                .isEqualTo(
                        reports.latest(connection().id(), false).orElseThrow().reads());

        sandbox.patch("/hooks", "{\"enabled\": false}");
        long missed = deal("Missed", "200", "Mia Missed", "mia@missed.example");
        sandbox.win(missed);
        sandbox.post("/quickbooks/invoices/" + invoice(part) + "/pay?amount=10");
        String second = copy(invoice(twice), mark(twice));
        String orphan = copy(invoice(clean), mark(99_999_999L));
        kommo("PATCH leads/" + edited, "{\"price\": 450}");
        kommo(
                "PATCH leads/" + deleted,
                """
                {"custom_fields_values": [{"field_code": "QB_PAID_AMOUNT", "values": [{"value": "500"}]}]}
                """);
        kommo(
                "PATCH leads/" + wiped,
                """
                {"custom_fields_values": [{"field_code": "QB_PAID", "values": null},
                                          {"field_code": "QB_PAID_AMOUNT", "values": null}]}
                """);
        List<DriftRows.Row> found = report();

        assertThat(found.stream().map(row -> row.leadId() + " " + row.kind() + " " + row.invoiceId()))
                .containsExactlyInAnyOrder(
                        missed + " " + Kind.WON_WITHOUT_INVOICE + " null",
                        part + " " + Kind.PAID_NOT_SHOWN + " " + invoice(part),
                        twice + " " + Kind.TWO_INVOICES + " " + second,
                        edited + " " + Kind.AMOUNT_DIFFERS + " " + invoice(edited),
                        deleted + " " + Kind.SHOWN_NOT_PAID + " " + invoice(deleted),
                        wiped + " " + Kind.PAID_NOT_SHOWN + " " + invoice(wiped),
                        99_999_999L + " " + Kind.INVOICE_WITHOUT_DEAL + " " + orphan);
        assertThat(row(found, part).dealShows()).isEqualTo("60.00, paid 20.00");
        assertThat(row(found, part).booksSay()).isEqualTo("60.00 USD, paid 30.00");
        assertThat(sandbox.invoicesOf(missed)).as("a report changes nothing").isEmpty();
    }

    private static DriftRows.Row row(List<DriftRows.Row> rows, long lead) {
        return rows.stream().filter(row -> row.leadId() == lead).findFirst().orElseThrow();
    }

    /** A new report's rows. */
    private List<DriftRows.Row> report() {
        long connection = connection().id();
        long before = reports.latest(connection, false).map(Report::id).orElse(0L);
        reports.request(connection);
        until().until(() -> reports.latest(connection, false).map(Report::id).orElse(0L) > before);
        awaitQuiet();
        return rows.list(reports.latest(connection, false).orElseThrow().id(), 0, 100);
    }

    private long won(String name, String price) {
        long lead = deal(name, price, name + " Customer", name.toLowerCase() + "@drift.example");
        sandbox.win(lead);
        awaitNotes(lead, 1);
        return lead;
    }

    private String invoice(long lead) {
        return column("select invoice_id from deal where lead_id = ?", lead);
    }

    private String mark(long lead) {
        return "wonbooks:" + connection().id() + ":" + lead + ":1";
    }

    /** A copy of an invoice, as somebody makes one in QuickBooks; answers its id. */
    private String copy(String invoiceId, String note) {
        JsonNode original = sandbox.company().path("invoices").findParents("id").stream()
                .filter(invoice -> invoice.path("id").asText().equals(invoiceId))
                .findFirst()
                .orElseThrow();
        String customer =
                column("select customer_id from deal where invoice_id = '" + invoiceId + "' or lead_id = ?", 0);
        String answer = call(
                "direct:quickbooks-call",
                "POST invoice",
                """
                {"CustomerRef": {"value": "%s"}, "PrivateNote": "%s",
                 "Line": [{"Amount": %s, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {}}]}
                """
                        .formatted(customer, note, original.path("total").asText()));
        return answer.replaceFirst("(?s).*\"Id\":\"(\\d+)\",\"SyncToken\".*", "$1");
    }

    private void kommo(String call, String body) {
        call("direct:kommo-call", call, body);
    }

    /** By Wonbooks' own door, with its tokens. */
    private String call(String door, String call, String body) {
        var exchange = template.send(door, ExchangePattern.InOut, sent -> {
            sent.setVariable("connection", connection());
            sent.setVariable("call", call);
            sent.getMessage().setBody(body);
        });
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(String.class);
    }
}
