package org.wonbooks.sandbox.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.kommo.Acme.PAYMENTS;
import static org.wonbooks.sandbox.kommo.Acme.PAYMENT_RECEIVED;
import static org.wonbooks.sandbox.kommo.Acme.SALES;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.sandbox.SandboxRun;
import org.wonbooks.sandbox.SandboxRun.Answer;
import org.wonbooks.sandbox.SandboxTest;

/** Kommo's API: deals, their fields and notes, webhooks and what an account tells of itself. */
class KommoApiTest extends SandboxTest {

    private static Acme acme;

    @BeforeAll
    static void start() throws IOException {
        acme = Acme.of(sandbox);
        Answer added = acme.call(
                "POST",
                "leads/custom_fields",
                """
                [{"name": "Invoice", "type": "text", "code": "QB_INVOICE_ID", "is_api_only": true},
                 {"name": "Paid on", "type": "date", "code": "QB_PAYMENT_DATE"},
                 {"name": "Paid", "type": "checkbox", "code": "QB_PAID"},
                 {"name": "Paid so far", "type": "monetary", "code": "QB_PAID_AMOUNT", "currency": "USD"}]""");
        assertThat(added.status()).isEqualTo(201);
    }

    @Test
    void dealWithItsContactAndItsAmountInBothForms() throws IOException {
        JsonNode seeded = seeded("Website redesign");
        JsonNode lead = acme.lead(seeded.get("id").asLong());
        JsonNode contact =
                acme.get("contacts/" + lead.at("/_embedded/contacts/0/id")).json();

        assertThat(lead.get("price").isInt()).isTrue();
        assertThat(lead.get("price").asInt()).isEqualTo(1500);
        assertThat(lead.get("price_with_minor_units").decimalValue()).isEqualByComparingTo("1500.5");
        assertThat(lead.at("/_embedded/contacts/0/is_main").asBoolean()).isTrue();
        assertThat(contact.findValuesAsText("value")).contains("jane@roe.example", "jane.private@roe.example");
        assertThat(contact.findValuesAsText("enum_code")).containsExactly("WORK", "WORK", "PRIV");
        assertThat(acme.get("leads/" + lead.get("id")).json().at("/_embedded").has("contacts"))
                .isFalse();
    }

    @Test
    void twoDealsOfOnePersonShareTheContact() throws IOException {
        assertThat(seeded("Menu and signage").at("/contact/id"))
                .isEqualTo(seeded("Terrace opening campaign").at("/contact/id"));
    }

    @Test
    void patchMovesClosesAndReopens() throws IOException {
        long id = acme.deal("{\"name\": \"Poster\", \"price\": 10}");

        patch(id, "{\"pipeline_id\": %d, \"status_id\": 142}".formatted(SALES));
        assertThat(acme.lead(id).get("closed_at").isNumber()).isTrue();

        patch(id, "{\"pipeline_id\": %d, \"status_id\": %d}".formatted(PAYMENTS, PAYMENT_RECEIVED));
        assertThat(acme.lead(id).get("closed_at").isNull()).isTrue();
        assertThat(acme.lead(id).get("status_id").asLong()).isEqualTo(PAYMENT_RECEIVED);
    }

    @Test
    void patchTakesAPriceWithCents() throws IOException {
        long id = acme.deal("{\"name\": \"Poster\"}");
        patch(id, "{\"price\": 300.99}");
        assertThat(acme.lead(id).get("price").asInt()).isEqualTo(300);
        assertThat(acme.lead(id).get("price_with_minor_units").decimalValue()).isEqualByComparingTo("300.99");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T00:00:00Z,      2026-11-21T05:00:00Z",
        "2026-11-22T12:00:00-05:00, 2026-11-22T05:00:00Z",
        "2026-07-01T12:00:00-04:00, 2026-07-01T04:00:00Z"
    })
    void dateIsTheDayInTheAccountsZone(String written, String midnight) throws IOException {
        long id = acme.deal("{}");
        patch(id, value("QB_PAYMENT_DATE", "\"" + written + "\""));
        assertThat(acme.field(id, "QB_PAYMENT_DATE").asLong())
                .isEqualTo(java.time.Instant.parse(midnight).getEpochSecond());
    }

    @Test
    void fieldsAreWrittenByCodeReplacedAndCleared() throws IOException {
        long id = acme.deal("{\"fields\": {\"PAYMENT_TERMS\": \"Net 15\"}}");

        patch(id, value("QB_INVOICE_ID", "\"145\""));
        patch(id, value("QB_PAID_AMOUNT", "1500.50"));
        assertThat(acme.field(id, "QB_INVOICE_ID").asText()).isEqualTo("145");
        assertThat(acme.field(id, "QB_PAID_AMOUNT").isTextual()).isTrue();
        assertThat(acme.field(id, "PAYMENT_TERMS").asText()).isEqualTo("Net 15");

        patch(id, "{\"custom_fields_values\": [{\"field_code\": \"QB_INVOICE_ID\", \"values\": null}]}");
        assertThat(acme.field(id, "QB_INVOICE_ID").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"colour": "red"}                                                            | NotSupportedChoice | colour
            {"status_id": 67548601}                                                      | NotSupportedChoice | status_id
            {"status_id": 67548700}                                                      | NotSupportedChoice | status_id
            {"pipeline_id": 1, "status_id": 142}                                         | NotSupportedChoice | pipeline_id
            {"status_id": "142"}                                                         | InvalidType        | status_id
            {"price": "10.00"}                                                           | InvalidType        | price
            {"responsible_user_id": 5}                                                   | NotSupportedChoice | responsible_user_id
            {"custom_fields_values": [{"field_code": "NO", "values": [{"value": 1}]}]}   | NotSupportedChoice | custom_fields_values.0.field_code
            {"custom_fields_values": [{"field_id": 7, "values": [{"value": 1}]}]}        | NotSupportedChoice | custom_fields_values.0.field_id
            {"custom_fields_values": [{"field_code": "QB_PAID", "values": [{"value": "yes"}]}]} | InvalidType | custom_fields_values.0.values.0.value
            {"custom_fields_values": [{"field_code": "QB_INVOICE_ID", "values": [{"value": 5}]}]} | InvalidType | custom_fields_values.0.values.0.value
            {"custom_fields_values": [{"field_code": "PAYMENT_TERMS", "values": [{"value": "Net 7"}]}]} | NotSupportedChoice | custom_fields_values.0.values.0.value
            """)
    void patchIsRefusedAsAWhole(String body, String code, String path) throws IOException {
        long id = acme.deal("{\"name\": \"Before\"}");
        String withName = "{\"name\": \"After\", " + body.substring(1);

        Answer answer = acme.call("PATCH", "leads/" + id, withName);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode error = answer.json().at("/validation-errors/0/errors/0");
        assertThat(error.get("code").asText()).isEqualTo(code);
        assertThat(error.get("path").asText()).isEqualTo(path);
        assertThat(acme.lead(id).get("name").asText()).isEqualTo("Before");
    }

    @Test
    void bodiesAreObjectsOrArraysNeverTheOther() throws IOException {
        long id = acme.deal("{}");
        assertThat(acme.call("PATCH", "leads/" + id, "[{\"name\": \"x\"}]").status())
                .isEqualTo(400);
        assertThat(acme.call("POST", "leads/notes", "{\"entity_id\": " + id + "}")
                        .status())
                .isEqualTo(400);
        assertThat(acme.call("PATCH", "leads/" + id, "{").status()).isEqualTo(400);
        assertThat(acme.call("PATCH", "leads/" + id, "{}").body()).contains("Request data can not be empty");
        assertThat(acme.call("PATCH", "leads/99", "{\"name\": \"x\"}").json().at("/validation-errors/0/errors/0/path"))
                .hasToString("\"id\"");
    }

    @Test
    void fieldWithACodeThatIsTakenIsRefused() throws IOException {
        Answer again = acme.call(
                "POST", "leads/custom_fields", "[{\"name\": \"x\", \"type\": \"text\", \"code\": \"QB_PAID\"}]");
        assertThat(again.status()).isEqualTo(400);
        assertThat(acme.get("leads/custom_fields?limit=250").json().at("/_embedded/custom_fields"))
                .hasSize(5);
    }

    @Test
    void webhooksAreKeptByDestination() throws IOException {
        String filter = "webhooks?filter%5Bdestination%5D=https%3A%2F%2Fa.example%2Fx";
        assertThat(acme.get(filter).status()).isEqualTo(204);
        assertThat(subscribe("https://a.example/x", "status_leads").status()).isEqualTo(400);

        subscribe("https://a.example/x", "status_lead");
        subscribe("https://a.example/x", "add_lead");
        assertThat(acme.get(filter).json().get("_total_items").asInt()).isEqualTo(1);
        assertThat(acme.get(filter)
                        .json()
                        .at("/_embedded/webhooks/0/settings/0")
                        .asText())
                .isEqualTo("add_lead");

        String destination = "{\"destination\": \"https://a.example/x\"}";
        assertThat(acme.call("DELETE", "webhooks", destination).status()).isEqualTo(204);
        assertThat(acme.call("DELETE", "webhooks", destination).status()).isEqualTo(404);
    }

    @Test
    void pipelinesShareTheClosedStagesAndTheAccountTellsItsZone() throws IOException {
        JsonNode pipelines = acme.get("leads/pipelines").json().at("/_embedded/pipelines");
        assertThat(pipelines).hasSize(2).allSatisfy(pipeline -> assertThat(
                        pipeline.at("/_embedded/statuses").findValuesAsText("id"))
                .contains("142", "143"));
        assertThat(acme.get("account?with=datetime_settings")
                        .json()
                        .at("/_embedded/datetime_settings/timezone")
                        .asText())
                .isEqualTo("America/New_York");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    leads/99,                        204",
        "GET,    contacts/99,                     204",
        "GET,    companies/99,                    204",
        "GET,    leads/99/notes,                  204",
        "GET,    leads/99999999999999999999,      204",
        "GET,    nope,                            404",
        "DELETE, leads/1,                         405",
        "GET,    leads/custom_fields?limit=251,   422"
    })
    void whatIsNotThere(String method, String path, int status) throws IOException {
        Answer answer = acme.call(method, path, null);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().isEmpty()).isEqualTo(status == 204);
    }

    @Test
    void eighthCallWithinASecondIsTooMany(@TempDir Path data) throws IOException {
        try (SandboxRun slow = new SandboxRun(data)) {
            Acme client = Acme.of(slow);
            // 200 at once can't be spread over so many seconds that none is refused.
            List<Answer> answers = new ArrayList<>();
            Stream.generate(() -> 1).limit(200).parallel().forEach(call -> {
                try {
                    Answer answer = client.get("account");
                    synchronized (answers) {
                        answers.add(answer);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            Answer refused = answers.stream()
                    .filter(answer -> answer.status() == 429)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.json().get("title").asText()).isEqualTo("Too Many Requests");
            assertThat(refused.json().has("retry_after")).isTrue();
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSizeGreaterThanOrEqualTo(7);
        }
    }

    private static JsonNode seeded(String name) throws IOException {
        for (JsonNode lead : sandbox.control("GET", "/state", null).at("/kommo/leads")) {
            if (lead.get("name").asText().equals(name)) {
                return lead;
            }
        }
        throw new AssertionError("No deal " + name);
    }

    private static void patch(long id, String body) throws IOException {
        Answer answer = acme.call("PATCH", "leads/" + id, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static String value(String code, String json) {
        return "{\"custom_fields_values\": [{\"field_code\": \"%s\", \"values\": [{\"value\": %s}]}]}"
                .formatted(code, json);
    }

    private static Answer subscribe(String destination, String event) throws IOException {
        return acme.call(
                "POST", "webhooks", "{\"destination\": \"%s\", \"settings\": [\"%s\"]}".formatted(destination, event));
    }
}
