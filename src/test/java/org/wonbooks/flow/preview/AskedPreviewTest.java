package org.wonbooks.flow.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.Candidates;
import org.wonbooks.testing.WonbooksByHand;

/** A preview of a deal as if it were won, on routes that are not at work, and of what Kommo would be told. */
class AskedPreviewTest extends WonbooksByHand {

    private static final String AS_IF_WON = "{\"asIfWon\": true}";

    @Test
    void aDealThatIsNotWonIsShownAsIfItWereAndThenSentSo() {
        long lead = deal("Not yet", "120.50", "Nora Notyet", "nora@notyet.example");
        assertThat(read(preview(lead, "")).path("outcome").asText()).isEqualTo("SKIPPED");

        String preview = preview(lead, AS_IF_WON);
        assertThat(read(preview).path("outcome").asText()).as(preview).isEqualTo("INVOICE");
        assertThat(read(preview).at("/checks/0/detail").asText()).startsWith("as if it were won now: stage 142");

        sandbox.win(lead);
        invoice(lead);
        String customer = column("select customer_id from deal where lead_id = ?", lead);
        assertThat(preview.replace(read(preview).path("placeholder").asText(), customer))
                .contains("\"invoice\":" + request(lead, "invoice"));
        assertThat(read(preview(lead, AS_IF_WON)).path("outcome").asText()).isEqualTo("INVOICED");
    }

    @Test
    void whatWouldBeHeldIsHeldAsIfWonToo() {
        api("PATCH", "/connections/" + connection().id(), "{\"settings\": {\"invoice\": {\"maxAmount\": 100}}}");
        JsonNode preview = read(preview(deal("Too much", "101", "Mia Much", null), AS_IF_WON));
        assertThat(preview.path("outcome").asText()).isEqualTo("HELD");
        assertThat(preview.path("task").asText())
                .startsWith("Wonbooks needs you: " + preview.path("reason").asText());
        assertThat(preview.path("card").isNull()).isTrue();
    }

    @Test
    void cardAndNoteAreThoseThatAreSentButForWhatOnlyQuickBooksSays() {
        long lead = won("Card", "10", "{'name': 'Carla Card', 'email': 'carla@card.example'}", null);
        String preview = preview(lead, "");
        invoice(lead);
        JsonNode fields = sandbox.lead(lead).path("fields");
        String sent = preview.replace(
                        "(id of the new invoice)", fields.path("QB_INVOICE_ID").asText())
                .replace(
                        "(number of the new invoice)",
                        fields.path("QB_INVOICE_NUMBER").asText())
                .replace("(payment link)", fields.path("QB_INVOICE_URL").asText());
        assertThat(sent)
                .contains("\"card\":" + request(lead, "invoice-fields"), "\"note\":" + request(lead, "invoice-note"));

        assertThat(preview(lead, ""))
                .contains("\"card\":" + request(lead, "invoice-fields"), "\"note\":" + request(lead, "invoice-note"));
    }

    @Test
    void aCandidateIsTriedBesideTheRoutesThatAreAtWork() throws IOException {
        Candidates.make(
                settings.routes(),
                "memo",
                "mappings/invoice.groovy",
                "    Line ",
                "    CustomerMemo: [value: 'Tried'],\n    Line ");
        long lead = won("Tried", "10", "{'name': 'Tara Tried'}", null);
        assertThat(preview(lead, "{\"candidate\": \"memo\"}")).contains("\"CustomerMemo\":{\"value\":\"Tried\"}");
        assertThat(preview(lead, "")).doesNotContain("CustomerMemo");
        until().until(
                        () -> camel.getRoutes().stream()
                                .map(Route::getRouteId)
                                .filter(id -> id.startsWith("deal-won"))
                                .count(),
                        left -> left == 1);
    }

    @Test
    void aCandidateWithFaultsIsNotTried() throws IOException {
        Candidates.make(
                settings.routes(),
                "faulty",
                "flows/deal-preview.camel.yaml",
                "step: createInvoice",
                "step: makeInvoice");
        long lead = won("Faulty", "10", "{'name': 'Fay Faulty'}", null);
        HttpResponse<String> refused = send("POST", path(lead), "{\"candidate\": \"faulty\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(read(refused.body()).at("/faults/0").asText())
                .matches(".*faulty/flows/deal-preview.camel.yaml:\\d+: .*makeInvoice.*");

        assertThat(send("POST", path(lead), "{\"candidate\": \"../routes\"}").statusCode())
                .isEqualTo(404);
        assertThat(send("POST", path(lead), "{\"asIfWon\": 1}").statusCode()).isEqualTo(400);
    }

    /** By what the check of the connection saw in Kommo, with which each test begins. */
    @Test
    void aCandidateThatNamesAFieldThatKommoHasNotIsNotPutToWork() throws IOException {
        Candidates.make(
                settings.routes(),
                "no-field",
                "mappings/deal-invoiced.groovy",
                "field(fields.invoiceId(), deal.invoiceId())",
                "field('NO_SUCH_FIELD', deal.invoiceId())");
        HttpResponse<String> refused = send("POST", "/routes/apply", "{\"candidate\": \"no-field\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(read(refused.body()).path("faults").toString())
                .contains(
                        "no-field/mappings/deal-invoiced.groovy:",
                        "no field NO_SUCH_FIELD",
                        "connection " + connection().id());
    }

    /** Routes that were edited before there were these steps. */
    @Test
    void aSetWithoutTheStepsOfKommoShowsTheInvoiceAlone() throws IOException {
        String flow = "flows/deal-preview.camel.yaml";
        String shipped = Files.readString(Path.of("routes").resolve(flow));
        String added =
                shipped.substring(shipped.indexOf("              - to:\n                  id: foresee-the-card"));
        Path old = Candidates.make(settings.routes(), "old", flow, added, "");
        Files.delete(old.resolve("flows/deal-preview-task.camel.yaml"));
        long lead = won("Old", "10", "{'name': 'Olga Old'}", null);
        JsonNode preview = read(preview(lead, "{\"candidate\": \"old\"}"));
        assertThat(preview.path("outcome").asText()).isEqualTo("INVOICE");
        assertThat(preview.path("card").isNull()).isTrue();
        long nobody = won("Nobody", "10", null, null);
        preview = read(preview(nobody, "{\"candidate\": \"old\"}"));
        assertThat(preview.path("outcome").asText()).isEqualTo("DEAD");
        assertThat(preview.path("task").isNull()).isTrue();
    }

    private String preview(long lead, String asked) {
        return api("POST", path(lead), asked);
    }

    private String path(long lead) {
        return "/deals/" + connection().id() + "/" + lead + "/preview";
    }
}
