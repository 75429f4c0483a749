package org.wonbooks.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"won\": null, \"paid\": null, \"invoice\": null, \"customer\": null, \"fields\": null}",
                "{\"won\": {}, \"paid\": {}, \"invoice\": {}, \"customer\": {}, \"fields\": {}}",
                "{\"won\": {\"pipelineIds\": null, \"statusId\": null}, \"paid\": {\"mode\": null}}"
            })
    void haveTheirDefaultsWhereNothingIsSaid(String json) throws JsonProcessingException {
        assertThat(read(json)).isEqualTo(ConnectionSettings.defaults());
    }

    @Test
    void haveTheseDefaults() throws JsonProcessingException {
        assertThat(JSON.valueToTree(ConnectionSettings.defaults()).toString())
                .isEqualTo(JSON.readTree(
                                """
                                {"won": {"pipelineIds": [], "statusId": 142, "again": "same", "catchUp": "PT72H"},
                                 "paid": {"mode": "fields"},
                                 "invoice": {"item": "Services", "lines": "budget", "createItems": false, "termsField": "PAYMENT_TERMS",
                                             "termsMap": {}, "taxInclusive": false, "customFields": {},
                                             "onlinePayment": "all", "send": true, "burst": 100, "updateUnsent": false},
                                 "customer": {"billTo": "company", "nameClash": "suffix"},
                                 "fields": {"invoiceId": "QB_INVOICE_ID", "invoiceNumber": "QB_INVOICE_NUMBER",
                                            "invoiceUrl": "QB_INVOICE_URL", "paymentDate": "QB_PAYMENT_DATE",
                                            "paid": "QB_PAID", "paidAmount": "QB_PAID_AMOUNT"}}
                                """)
                        .toString());
    }

    @Test
    void comeBackAsTheyWereWritten() throws JsonProcessingException {
        ConnectionSettings settings = read(
                """
                {"won": {"pipelineIds": [8572511], "statusId": 67548607},
                 "paid": {"mode": "stage", "pipelineId": 1, "statusId": 2},
                 "invoice": {"item": "Hours", "termsField": "TERMS", "emailField": "AP_EMAIL", "dateField": "4711", "defaultTerms": "Net 15", "send": false,
                             "class": "Retail", "termsMap": {"30": "Net 30"}, "customFields": {"1": "PO_NUMBER"},
                             "maxAmount": 5000.50},
                 "customer": {"billTo": "contact", "nameClash": "hold"}, "fields": {"paid": "BEZAHLT"}}
                """);
        assertThat(settings.invoice().maxAmount()).isEqualByComparingTo("5000.50");
        assertThat(settings.fields().paid()).isEqualTo("BEZAHLT");
        assertThat(settings.fields().invoiceId()).isEqualTo("QB_INVOICE_ID");
        assertThat(read(JSON.writeValueAsString(settings))).isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"wonn\": {}}",
                "{\"won\": {\"pipelines\": []}}",
                "{\"invoice\": {\"Send\": true}}",
                "{\"paid\": {\"stage\": 1}}",
                "{\"customer\": {\"bill-to\": \"contact\"}}",
                "{\"fields\": {\"number\": \"X\"}}"
            })
    void ofAnUnknownNameAreRefused(String json) {
        assertThatExceptionOfType(UnrecognizedPropertyException.class).isThrownBy(() -> read(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"paid\": {\"mode\": \"STAGE\"}}",
                "{\"won\": {\"again\": \"always\"}}",
                "{\"invoice\": {\"lines\": \"cart\"}}",
                "{\"customer\": {\"billTo\": \"lead\"}}",
                "{\"customer\": {\"nameClash\": \"\"}}"
            })
    void ofAnUnknownValueAreRefused(String json) {
        assertThatExceptionOfType(InvalidFormatException.class).isThrownBy(() -> read(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"paid\": {\"mode\": \"stage\"}}",
                "{\"paid\": {\"mode\": \"stage\", \"pipelineId\": 1}}",
                "{\"paid\": {\"mode\": \"stage\", \"statusId\": 2}}"
            })
    void thatMoveTheDealHaveToSayWhere(String json) {
        assertThatExceptionOfType(JsonMappingException.class)
                .isThrownBy(() -> read(json))
                .havingCause()
                .withMessage("paid.mode \"stage\" needs paid.pipelineId and paid.statusId");
    }

    @ParameterizedTest
    @CsvSource({
        "'{}',                                                          1, 142, true",
        "'{}',                                                          2, 142, true",
        "'{}',                                                          1, 143, false",
        "'{\"pipelineIds\": [1, 3]}',                                   3, 142, true",
        "'{\"pipelineIds\": [1, 3]}',                                   2, 142, false",
        "'{\"pipelineIds\": [1], \"statusId\": 67548607}',              1, 67548607, true",
        "'{\"pipelineIds\": [1], \"statusId\": 67548607}',              1, 142, false"
    })
    void sayWhatCountsAsWon(String won, long pipeline, long stage, boolean counts) throws JsonProcessingException {
        assertThat(read("{\"won\": " + won + "}").won().includes(pipeline, stage))
                .isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({
        "NET30, 908107, 30 Tage, By code",
        ",      908107, 30 Tage, By number",
        ",      ,       30 Tage, By name",
        "NET60, 908109, Net 60,  Net 60"
    })
    void mapTermsByCodeThenNumberThenName(String code, Long number, String name, String terms)
            throws JsonProcessingException {
        ConnectionSettings.Invoice invoice = read("{\"invoice\": {\"termsMap\": {\"30 Tage\": \"By name\","
                        + " \"908107\": \"By number\", \"NET30\": \"By code\"}}}")
                .invoice();
        assertThat(invoice.termsCalled(code, number, name)).isEqualTo(terms);
    }

    private static ConnectionSettings read(String json) throws JsonProcessingException {
        return JSON.readValue(json, ConnectionSettings.class);
    }
}
