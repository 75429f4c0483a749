package org.wonbooks.sandbox.kommo.crm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.sandbox.SandboxRun.Answer;
import org.wonbooks.sandbox.kommo.SeededAccount;

/** What can be entered with a deal, and set up in its account. */
class DealsTest extends SeededAccount {

    @Test
    void partiesHaveSeveralAddressesOfEachKind() throws IOException {
        JsonNode lead = acme.lead(
                acme.deal(
                        """
                {"contact": {"name": "Jane Roe", "email": ["a@roe.example", "b@roe.example"], "phone": ["+1", "+2"],
                   "address": {"address_line_1": "Kade 1", "city": "Delft", "zip": "2611", "country": "NL"}},
                 "company": {"name": "Roe BV", "email": ["c@roe.example", "d@roe.example"], "phone": "+3",
                   "address": "Kade 2, Delft"}}"""));
        JsonNode contact =
                acme.get("contacts/" + lead.at("/_embedded/contacts/0/id")).json();
        JsonNode company =
                acme.get("companies/" + lead.at("/_embedded/companies/0/id")).json();

        assertThat(field(contact, "multitext", 0).findValuesAsText("value")).containsExactly("+1", "+2");
        assertThat(field(contact, "multitext", 1).findValuesAsText("enum_code")).containsExactly("WORK", "PRIV");
        JsonNode parts = field(contact, "smart_address", 0);
        assertThat(parts.findValuesAsText("enum_code")).containsExactly("address_line_1", "city", "zip", "country");
        assertThat(parts.findValuesAsText("enum_id")).containsExactly("1", "3", "5", "6");
        assertThat(parts.findValuesAsText("value")).containsExactly("Kade 1", "Delft", "2611", "NL");
        assertThat(field(company, "multitext", 1).findValuesAsText("value"))
                .containsExactly("c@roe.example", "d@roe.example");
        JsonNode address = field(company, "textarea", 0);
        assertThat(address.path("field_code").asText()).isEqualTo("ADDRESS");
        assertThat(address.at("/values/0/value").asText()).isEqualTo("Kade 2, Delft");
    }

    @Test
    void aLegacyPriceHasNoCents() throws IOException {
        long id = acme.deal("{\"price\": 300.99, \"legacyPrice\": true}");
        assertThat(acme.lead(id).path("price").asInt()).isEqualTo(300);
        assertThat(acme.lead(id).has("price_with_minor_units")).isFalse();

        sandbox.control("POST", "/kommo/leads/" + id, "{\"price\": 12.5}");
        assertThat(acme.lead(id).path("price").asInt()).isEqualTo(12);
        assertThat(acme.lead(id).has("price_with_minor_units")).isFalse();
        JsonNode shown = StreamSupport.stream(
                        sandbox.control("GET", "/state", null)
                                .at("/kommo/leads")
                                .spliterator(),
                        false)
                .filter(lead -> lead.path("id").asLong() == id)
                .findFirst()
                .orElseThrow();
        assertThat(shown.path("price").asInt()).isEqualTo(12);
    }

    @Test
    void fieldsAreDefinedFilledRedefinedAndDeleted() throws IOException {
        sandbox.control(
                "POST",
                "/kommo/fields",
                """
                [{"name": "Payment terms", "type": "select", "code": "PAYMENT_TERMS",
                  "enums": [{"value": "30 Tage", "code": "NET30"}, {"value": "15 Tage", "code": "NET15"}]},
                 {"name": "Discount", "type": "numeric", "code": "DISCOUNT"},
                 {"name": "Deposit", "type": "monetary", "code": "DEPOSIT", "currency": "EUR"},
                 {"name": "PO", "type": "text"}]""");
        JsonNode fields = acme.get("leads/custom_fields").json().at("/_embedded/custom_fields");
        String po = StreamSupport.stream(fields.spliterator(), false)
                .filter(field -> field.path("name").asText().equals("PO"))
                .findFirst()
                .map(field -> field.path("id").asText())
                .orElseThrow();
        assertThat(fields.findValuesAsText("code")).containsOnlyOnce("PAYMENT_TERMS");
        assertThat(fields.findValuesAsText("id")).contains("1246489");
        long id = acme.deal(
                """
                {"fields": {"PAYMENT_TERMS": {"enum_code": "NET30"}, "DISCOUNT": 12.5, "DEPOSIT": "200", "%s": "PO-7"}}"""
                        .formatted(po));

        JsonNode values = acme.lead(id).path("custom_fields_values");
        assertThat(values.findValuesAsText("value")).containsExactly("30 Tage", "12.5", "200", "PO-7");
        assertThat(values.at("/0/values/0/enum_code").asText()).isEqualTo("NET30");

        sandbox.control("DELETE", "/kommo/fields/DISCOUNT", null);
        assertThat(acme.get("leads/custom_fields").body()).doesNotContain("DISCOUNT");
        sandbox.control("POST", "/reset", "");
        assertThat(acme.get("leads/custom_fields").body()).contains("Net 30").doesNotContain("30 Tage");
    }

    @ParameterizedTest
    @CsvSource({
        "\"2026-11-29T12:00:00-05:00\",        2026-11-29T17:00:00Z",
        "\"2026-11-29T12:00:00Z\",             2026-11-29T12:00:00Z",
        "\"2026-11-29t12:00:01z\",             2026-11-29T12:00:01Z",
        "\"2026-11-29T12:00:00.250+05:45\",    2026-11-29T06:15:00Z",
        "\"2026-11-29T12:00:00.123456789Z\",   2026-11-29T12:00:00Z",
        "1795323600,                           2026-11-22T05:00:00Z"
    })
    void aMomentIsWrittenAsANumberOrByRfc3339(String written, Instant moment) throws IOException {
        long id = dealWithMoments();
        assertThat(write(id, "CALLED_AT", written).status()).isEqualTo(200);
        assertThat(acme.field(id, "CALLED_AT").asLong()).isEqualTo(moment.getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-29T12:00-05:00\"",
                "\"2026-11-29T12:00Z\"",
                "\"2026-11-29T12:00:00\"",
                "\"2026-11-29T12:00:00-05\"",
                "\"2026-11-29T12:00:00-0500\"",
                "\"2026-11-29T12:00:00+05:45:30\"",
                "\"2026-11-29T12:00:00.Z\"",
                "\"2026-11-29 12:00:00Z\"",
                "\"2026-02-30T12:00:00Z\"",
                "\"2026-11-29T25:00:00Z\"",
                "\"+12026-11-29T12:00:00Z\"",
                "\"2026-11-29\"",
                "\"1795323600\"",
                "\"tomorrow\"",
                "\"\"",
                "1.5",
                "true",
                "{}",
                "null"
            })
    void anyOtherMomentIsRefused(String written) throws IOException {
        long id = dealWithMoments();
        for (String code : List.of("CALLED_AT", "CALLED_ON")) {
            Answer answer = write(id, code, written);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("title").asText()).isEqualTo("Bad Request");
            assertThat(answer.json().path("detail").asText()).isEqualTo("Request validation failed");
            assertThat(answer.json().at("/validation-errors/0/errors").toString())
                    .isEqualTo(
                            """
                            [{"code":"InvalidType","path":"custom_fields_values.0.values.0.value",\
                            "detail":"This value should be of type datetime."}]""");
            assertThat(acme.field(id, code).isMissingNode()).isTrue();
        }
    }

    private static long dealWithMoments() throws IOException {
        String fields =
                """
                [{"name": "Called at", "type": "date_time", "code": "CALLED_AT"},
                 {"name": "Called on", "type": "date", "code": "CALLED_ON"}]""";
        sandbox.control("POST", "/kommo/fields", fields);
        return acme.deal("{}");
    }

    private static Answer write(long id, String code, String value) throws IOException {
        String fields = "{\"custom_fields_values\": [{\"field_code\": \"%s\", \"values\": [{\"value\": %s}]}]}";
        return acme.call("PATCH", "leads/" + id, fields.formatted(code, value));
    }

    @Test
    void anAccountHasAnotherCurrencyUntilAReset() throws IOException {
        sandbox.control("PATCH", "/kommo/account", "{\"currency\": \"EUR\", \"timezone\": \"Europe/Berlin\"}");
        JsonNode account = acme.get("account?with=datetime_settings").json();
        assertThat(account.path("currency").asText()).isEqualTo("EUR");
        assertThat(account.path("currency_symbol").asText()).isEqualTo("€");
        assertThat(account.at("/_embedded/datetime_settings/timezone").asText()).isEqualTo("Europe/Berlin");

        sandbox.control("POST", "/reset", "");
        assertThat(acme.get("account").json().path("currency").asText()).isEqualTo("USD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"currency\": \"euro\"}",
                "{\"timezone\": \"Mars\"}",
                "{\"closedAt\": \"kept\"}",
                "{\"name\": \"Acme\"}"
            })
    void whatAnAccountCannotBeIsRefused(String change) throws IOException {
        assertThat(sandbox.send("PATCH", "/sandbox/kommo/account", change).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"closedAt\": \"never\"}", "{\"closedAt\": true}", "{\"weather\": \"fine\"}"})
    void whatNoReadingIsIsRefused(String change) throws IOException {
        assertThat(sandbox.send("PATCH", "/sandbox/kommo/modes", change).status())
                .isEqualTo(400);
    }

    private static JsonNode field(JsonNode entity, String type, int which) {
        return StreamSupport.stream(entity.path("custom_fields_values").spliterator(), false)
                .filter(field -> field.path("field_type").asText().equals(type))
                .toList()
                .get(which);
    }
}
