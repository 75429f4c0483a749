package org.wonbooks.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.drift.report.DriftReports;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.drift.report.DriftRows;
import org.wonbooks.drift.report.FindingKind;
import org.wonbooks.kommo.KommoDoor;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.peer.PeerDoor;
import org.wonbooks.quickbooks.QuickBooksDoor;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.ThroughDoor;

/** The drift report against the sandbox: nothing on a clean pair of systems, and each fault that is planted. */
abstract class DriftTests extends RunningWonbooks {

    @Autowired
    DriftReports reports;

    @Autowired
    KommoDoor kommo;

    @Autowired
    QuickBooksDoor quickbooks;

    @Autowired
    DriftRows rows;

    @Test
    void eachPlantedFaultIsFoundAndNothingElse() {
        long clean = won("Clean", "100");
        long full = won("Full", "80.25");
        String payment = pay(full, "80.25");
        long part = won("Part", "60");
        pay(part, "20");
        long twice = won("Twice", "300");
        long dealEdited = won("Dealer", "400");
        long invoiceEdited = won("Booker", "410");
        long dealDeleted = won("Binned", "500");
        long invoiceDeleted = won("Torn", "600");
        long invoiceVoided = won("Voided", "700");
        long wiped = won("Wiped", "70");
        pay(wiped, "70");
        deal("Not won", "9", "Nick Notwon", "nick@notwon.example");
        awaitQuiet();

        assertThat(report()).as("on a clean pair of systems").isEmpty();
        assertThat(report()).isEmpty();
        assertThat(latest().reads()).as("billed reads of a report").isEqualTo(1);

        sandbox.patch("/hooks", "{\"enabled\": false}");
        long missed = deal("Missed", "200", "Mia Missed", "mia@missed.example");
        sandbox.win(missed);
        sandbox.post("/quickbooks/invoices/" + invoice(part) + "/pay?amount=10");
        sandbox.post("/quickbooks/payments/" + payment + "/void");
        String second = copy(invoice(twice), twice);
        String orphan = copy(invoice(clean), 99_999_999L);
        sandbox.post("/kommo/leads/" + dealEdited, "{\"price\": 450}");
        sandbox.post("/quickbooks/invoices/" + invoice(invoiceEdited), "{\"amount\": 420.00}");
        sandbox.post("/kommo/leads/" + dealDeleted, "{\"delete\": true}");
        sandbox.post("/quickbooks/invoices/" + invoice(invoiceDeleted) + "/delete");
        sandbox.post("/quickbooks/invoices/" + invoice(invoiceVoided) + "/void");
        clearPaid(wiped);
        List<DriftRows.Row> found = report();

        assertThat(found.stream()
                        .map(DriftRows.Row::finding)
                        .map(row -> row.leadId() + " " + row.kind() + " " + row.invoiceId()))
                .containsExactlyInAnyOrder(
                        missed + " " + FindingKind.WON_WITHOUT_INVOICE + " null",
                        invoiceDeleted + " " + FindingKind.WON_WITHOUT_INVOICE + " " + invoice(invoiceDeleted),
                        invoiceVoided + " " + FindingKind.WON_WITHOUT_INVOICE + " " + invoice(invoiceVoided),
                        part + " " + FindingKind.PAID_NOT_SHOWN + " " + invoice(part),
                        wiped + " " + FindingKind.PAID_NOT_SHOWN + " " + invoice(wiped),
                        full + " " + FindingKind.SHOWN_NOT_PAID + " " + invoice(full),
                        twice + " " + FindingKind.TWO_INVOICES + " " + second,
                        dealEdited + " " + FindingKind.AMOUNT_DIFFERS + " " + invoice(dealEdited),
                        invoiceEdited + " " + FindingKind.AMOUNT_DIFFERS + " " + invoice(invoiceEdited),
                        dealDeleted + " " + FindingKind.INVOICE_WITHOUT_DEAL + " " + invoice(dealDeleted),
                        99_999_999L + " " + FindingKind.INVOICE_WITHOUT_DEAL + " " + orphan);
        assertThat(row(found, part).finding().dealShows()).isEqualTo("60.00, paid 20.00");
        assertThat(row(found, part).finding().booksSay()).isEqualTo("60.00 USD, paid 30.00");
        assertThat(row(found, dealDeleted).finding().dealName()).isEqualTo("Binned");
        assertThat(row(found, invoiceDeleted).finding().booksSay()).isEqualTo("deleted");
        assertThat(sandbox.invoicesOf(missed)).as("a report changes nothing").isEmpty();

        List.of(missed, part)
                .forEach(lead -> product.post(row(found, lead).call().path().replace("/api/v1", "")));
        awaitNotes(missed, 1);
        awaitNotes(part, 3);
        awaitQuiet();
        assertThat(report())
                .extracting(row -> row.finding().leadId())
                .doesNotContain(missed, part)
                .hasSize(9);
    }

    @Test
    void whatAPersonHasToSayIsFoundAndApproved() {
        Instant since = connection().live().since();
        long again = won("Again", "90");
        sandbox.post("/kommo/leads/" + again + "/move?status=143");
        awaitQuiet();
        sandbox.post("/quickbooks/invoices/" + invoice(again) + "/void");
        until().until(() -> state(again), "VOIDED"::equals);
        awaitQuiet();
        sandbox.win(again);
        long movedOn = deal("Gone on", "80", "Gerda Goneon", "gerda@drift.example");
        awaitQuiet();
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.win(movedOn);
        sandbox.post("/kommo/leads/" + movedOn + "/move?status=143");
        sendKommoHook(bareHook(movedOn)).join();
        awaitQuiet();
        long leftAlone = deal("Old", "70", "Olga Old", "olga@drift.example");
        sandbox.win(leftAlone);
        jdbc.sql("update connection set live_since = ?")
                .param(DatabaseTime.parameter(Instant.now().plusSeconds(3600)))
                .update();
        sendKommoHook(bareHook(leftAlone)).join();
        awaitQuiet();
        jdbc.sql("update connection set live_since = ?")
                .param(DatabaseTime.parameter(since))
                .update();

        List<DriftRows.Row> found = report();

        Map<Long, String> words = Map.of(
                again, "It is held: The deal is won again",
                movedOn, "It is held: The deal was won, and moved on",
                leftAlone, "It was left alone: The deal was won before the connection went live");
        words.forEach((lead, why) -> {
            DriftRows.Row row = row(found, lead);
            assertThat(row.finding().kind()).isEqualTo(FindingKind.WON_WITHOUT_INVOICE);
            assertThat(row.finding().words()).contains(why);
            assertThat(row.call().path()).endsWith(lead + "/approve");
            product.post(
                    row.call().path().replace("/api/v1", ""),
                    "{\"seen\": \"" + row.call().body().get("seen") + "\"}");
        });
        awaitQuiet();
        words.keySet().forEach(lead -> assertThat(sandbox.invoicesOf(lead))
                .filteredOn(invoice -> !invoice.path("voided").asBoolean())
                .hasSize(1));
        assertThat(report()).extracting(row -> row.finding().leadId()).doesNotContain(again, movedOn, leftAlone);
    }

    private static DriftRows.Row row(List<DriftRows.Row> rows, long lead) {
        return rows.stream()
                .filter(row -> Long.valueOf(lead).equals(row.finding().leadId()))
                .findFirst()
                .orElseThrow();
    }

    /** A new report's rows. */
    private List<DriftRows.Row> report() {
        long connection = connection().id();
        long before = reports.latest(connection, false).map(Report::id).orElse(0L);
        reports.request(connection);
        until().until(() -> reports.latest(connection, false).map(Report::id).orElse(0L) > before);
        awaitQuiet();
        return rows.list(latest().id(), 0, 100);
    }

    private Report latest() {
        return reports.latest(connection().id(), false).orElseThrow();
    }

    private long won(String name, String price) {
        long lead = billed(name, price, name + " Customer", name.toLowerCase() + "@drift.example");
        return lead;
    }

    private String invoice(long lead) {
        return column("select invoice_id from deal where lead_id = ?", lead);
    }

    /** Pays so much, waits until the deal shows it, and answers the payment. */
    private String pay(long lead, String amount) {
        String payment = sandbox.post("/quickbooks/invoices/" + invoice(lead) + "/pay?amount=" + amount)
                .path("Id")
                .asText();
        awaitNotes(lead, 2);
        return payment;
    }

    /** A copy of an invoice, as somebody makes one in QuickBooks; answers its id. */
    private String copy(String invoiceId, long lead) {
        Map<String, Object> original = jdbc.sql("select customer_id, total from deal where invoice_id = ?")
                .param(invoiceId)
                .query()
                .singleRow();
        String copy =
                """
                {"CustomerRef": {"value": "%s"}, "PrivateNote": "wonbooks:%d:%d:1", "TxnDate": "%s",
                 "Line": [{"Amount": %s, "DetailType": "SalesItemLineDetail",
                           "SalesItemLineDetail": {"ItemRef": {"value": "1"}}}]}
                """
                        .formatted(
                                original.get("customer_id"),
                                connection().id(),
                                lead,
                                LocalDate.now(),
                                original.get("total"));
        String answer = call(
                quickbooks,
                ThroughDoor.request("POST invoice", Map.of(), UUID.randomUUID().toString(), copy));
        return ProductJson.read(answer, Invoice.Answer.class).invoice().id();
    }

    private void clearPaid(long lead) {
        call(
                kommo,
                ThroughDoor.request(
                        "PATCH leads/" + lead,
                        Map.of(),
                        null,
                        """
                        {"custom_fields_values": [{"field_code": "QB_PAID", "values": null},
                                                  {"field_code": "QB_PAID_AMOUNT", "values": null}]}
                        """));
    }

    /** By Wonbooks' own door, with its tokens. */
    private String call(PeerDoor door, ApiRequest request) {
        ThroughDoor.Answered answered = ThroughDoor.send(door, connection(), request);
        assertThat(answered.fault()).isNull();
        return answered.body();
    }
}
