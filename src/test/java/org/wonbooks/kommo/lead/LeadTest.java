package org.wonbooks.kommo.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonbooks.testing.ProductJson.read;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadTest {

    private static final String FULL =
            """
            {"id": 15318175, "name": "Website redesign", "price": 1500, "price_with_minor_units": 1500.5,
             "responsible_user_id": 11087123, "group_id": 0, "status_id": 142, "pipeline_id": 8572511,
             "loss_reason_id": null, "created_at": 1795300000, "closed_at": 1795305600, "closest_task_at": null,
             "is_deleted": false,
             "custom_fields_values": [
               {"field_id": 1246489, "field_name": "Payment terms", "field_code": "PAYMENT_TERMS",
                "field_type": "select", "values": [{"value": "Net 30", "enum_id": 908107, "enum_code": null}],
                "is_computed": false},
               {"field_id": 1246490, "field_name": "Order", "field_code": null, "field_type": "numeric",
                "values": [{"value": "12.50"}]},
               {"field_id": 1246491, "field_name": "Start", "field_code": null, "field_type": "date",
                "values": [{"value": 1795323600}]},
               {"field_id": 1246492, "field_name": "VIP", "field_code": null, "field_type": "checkbox",
                "values": [{"value": true}]}],
             "score": null, "account_id": 32720107, "is_price_computed": false,
             "_links": {"self": {"href": "https://acme.kommo.com/api/v4/leads/15318175?page=1&limit=50"}},
             "_embedded": {
               "tags": [{"id": 80147, "name": "vip", "color": null}],
               "companies": [{"id": 17612521, "_links": {"self": {"href": "https://acme.kommo.com/x"}}}],
               "contacts": [{"id": 17611273, "is_main": true, "_links": {}}],
               "catalog_elements": [{"id": 986757, "metadata": {"quantity": 2.0, "catalog_id": 32908}}],
               "loss_reason": [{"id": 1}]}}
            """;

    @Test
    void isReadAsKommoGivesIt() {
        Lead lead = read(FULL, Lead.class);
        assertThat(lead.id()).isEqualTo(15318175);
        assertThat(lead.name()).isEqualTo("Website redesign");
        assertThat(lead.statusId()).isEqualTo(142);
        assertThat(lead.pipelineId()).isEqualTo(8572511);
        assertThat(lead.isDeleted()).isFalse();
        assertThat(lead.contactId()).isEqualTo(17611273);
        assertThat(lead.companyId()).isEqualTo(17612521);
        assertThat(lead.amount()).isEqualTo("1500.5");
    }

    @ParameterizedTest
    @CsvSource({
        "PAYMENT_TERMS, Net 30",
        "Payment terms, Net 30",
        "1246489, Net 30",
        "1246490, 12.50",
        "Start, 1795323600",
        "VIP, true"
    })
    void hasItsFieldsByCodeNameOrId(String field, String text) {
        assertThat(read(FULL, Lead.class).texts(field)).containsExactly(text);
    }

    @Test
    void hasNoTextsInAFieldThatIsNotThere() {
        assertThat(read(FULL, Lead.class).texts("NOTHING")).isEmpty();
        assertThat(read("{\"id\": 1, \"custom_fields_values\": null}", Lead.class)
                        .texts("PAYMENT_TERMS"))
                .isEmpty();
        assertThat(read("{\"id\": 1, \"custom_fields_values\": []}", Lead.class).texts("PAYMENT_TERMS"))
                .isEmpty();
        assertThat(read(
                                "{\"id\": 1, \"custom_fields_values\": [{\"field_code\": \"A\", \"values\": null}]}",
                                Lead.class)
                        .texts("A"))
                .isEmpty();
        assertThat(read(
                                "{\"id\": 1, \"custom_fields_values\": [{\"field_code\": \"A\","
                                        + " \"values\": [{\"value\": null}, {\"value\": \" \"}]}]}",
                                Lead.class)
                        .texts("A"))
                .isEmpty();
    }

    @Test
    void hasNoFieldByNullForTheText() {
        assertThat(read("{\"id\": 1, \"custom_fields_values\": [{\"values\": [{\"value\": \"x\"}]}]}", Lead.class)
                        .texts("null"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"price\": 1500',                                        1500",
        "'\"price\": 1500, \"price_with_minor_units\": null',      1500",
        "'\"price\": 1500, \"price_with_minor_units\": 1500',      1500",
        "'\"price\": 300, \"price_with_minor_units\": 300.99',     300.99",
        "'\"price\": 0, \"price_with_minor_units\": 0.1',          0.1",
        "'\"price\": 0, \"price_with_minor_units\": 1500.50',      1500.50",
        "'\"price\": 0, \"price_with_minor_units\": 90071992547409.93', 90071992547409.93",
        "'\"price\": 0, \"price_with_minor_units\": 0.30000000000000004', 0.30000000000000004",
        "'\"price\": 9007199254740993',                            9007199254740993",
    })
    void isWorthExactlyWhatTheTextSays(String json, String amount) {
        assertThat(read("{\"id\": 1, " + json + "}", Lead.class).amount().toPlainString())
                .isEqualTo(amount);
    }

    @Test
    void isWorthNothingKnownWithoutAPrice() {
        assertThat(read("{\"id\": 1, \"price\": null}", Lead.class).amount()).isNull();
        assertThat(read("{\"id\": 1, \"price\": \"200.75\"}", Lead.class).amount())
                .isEqualTo(new BigDecimal("200.75"));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    contact | {"contacts": [{"id": 1, "is_main": false}, {"id": 2, "is_main": true}]} | 2
                    contact | {"contacts": [{"id": 1, "is_main": true}, {"id": 2, "is_main": true}]}  | 1
                    contact | {"contacts": [{"id": 1}, {"id": 2}]}                                    | 1
                    contact | {"contacts": []}          |
                    contact | {"contacts": null}        |
                    contact | {}                        |
                    contact | null                      |
                    company | {"companies": [{"id": 4}]} | 4
                    company | {"companies": []}          |
                    company | {"companies": null}        |
                    company | {}                         |
                    company | null                       |
                    """)
    void hasAMainContactAndACompanyOrNone(String party, String embedded, Long id) {
        Lead lead = read("{\"id\": 1, \"_embedded\": " + embedded + "}", Lead.class);
        assertThat(party.equals("contact") ? lead.contactId() : lead.companyId())
                .isEqualTo(id);
    }

    @Test
    void isGoneWhenKommoSaysSo() {
        assertThat(read("{\"id\": 1, \"updated_at\": 2, \"is_deleted\": true}", Lead.class)
                        .isDeleted())
                .isTrue();
        assertThat(read("{\"id\": 1, \"is_deleted\": null}", Lead.class).isDeleted())
                .isFalse();
        assertThat(read("null", Lead.class)).isNull();
        assertThatThrownBy(() -> read("{}", Lead.class)).hasMessageContaining("no deal in the answer");
    }
}
