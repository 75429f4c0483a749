package org.wonbooks.flow.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.Candidates;
import org.wonbooks.testing.WonbooksByHand;

/** What other routes would have sent for deals that are billed. */
class DealComparisonTest extends WonbooksByHand {

    private long lead;

    @BeforeEach
    void twoDealsAreBilled() {
        if (jdbc.sql("select count(*) from deal").query(Long.class).single() == 0) {
            invoiced("First", "10");
            lead = won("Second", "20.50", "{'name': 'Sven Second', 'email': 'sven@second.example'}", null);
            invoice(lead);
        }
        lead = jdbc.sql("select lead_id from deal where name = 'Second'")
                .query(Long.class)
                .single();
        sandbox.delete("/calls");
    }

    @Test
    void theRoutesAtWorkWouldSendWhatTheySent() {
        JsonNode compared = compare("");
        assertThat(compared.path("deals").asInt()).isEqualTo(2);
        assertThat(compared.path("differences").toString()).isEqualTo("[]");
        assertThat(compared.path("same").asInt()).isEqualTo(8);
        assertThat(sandbox.get("/calls")).isEmpty();
    }

    @Test
    void aChangedMappingIsARowForEachValueThatDiffers() throws IOException {
        Candidates.make(settings.routes(), "other-note", "mappings/note-invoiced.groovy", "\"Invoice ${", "\"Bill ${");
        JsonNode compared = compare("{\"candidate\": \"other-note\"}");
        assertThat(compared.path("different").asInt()).isEqualTo(2);
        assertThat(compared.path("same").asInt()).isEqualTo(6);
        JsonNode row = compared.at("/differences/0");
        assertThat(row.path("leadId").asLong()).isEqualTo(lead);
        assertThat(row.path("name").asText()).isEqualTo("Second");
        assertThat(row.path("what").asText()).isEqualTo("note");
        assertThat(row.path("path").asText()).isEqualTo("text");
        assertThat(row.path("sent").asText()).startsWith("Invoice ");
        assertThat(row.path("would").asText())
                .isEqualTo(row.path("sent").asText().replaceFirst("Invoice", "Bill"));
    }

    @Test
    void aFieldOfTheCardIsNamedByItsCode() throws IOException {
        Candidates.make(
                settings.routes(),
                "other-card",
                "mappings/deal-invoiced.groovy",
                "field(fields.invoiceId(), deal.invoiceId())",
                "field(fields.paymentDate(), deal.docNumber())");
        JsonNode rows = compare("{\"candidate\": \"other-card\"}").path("differences");
        assertThat(rows.findValuesAsText("path"))
                .contains(
                        "custom_fields_values[QB_INVOICE_ID].values[0].value",
                        "custom_fields_values[QB_PAYMENT_DATE].field_code");
    }

    /** Another amount than what was decided would not get out: that is said with its line. */
    @Test
    void whatWouldBeRefusedIsARowWithItsPlace() throws IOException {
        Candidates.make(
                settings.routes(),
                "wrong",
                "mappings/invoice.groovy",
                "Amount             : line.amount()",
                "Amount             : line.description() == 'First' ? 1 : line.amount()");
        JsonNode compared = compare("{\"candidate\": \"wrong\"}");
        assertThat(compared.path("failed").asInt()).isEqualTo(1);
        assertThat(compared.at("/differences/0/fault").asText()).contains("invoice.groovy:");
    }

    private JsonNode compare(String body) {
        return read(api("POST", "/routes/compare", body));
    }
}
