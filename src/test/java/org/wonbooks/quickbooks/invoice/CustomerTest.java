package org.wonbooks.quickbooks.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.testing.ProductJson.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerTest {

    private static final String ANSWER =
            """
            {"Customer": {"Taxable": true, "Job": false, "Balance": 0, "CurrencyRef": {"value": "USD"}, "Id": "70",
             "SyncToken": "0", "MetaData": {"CreateTime": "2026-09-15T05:58:16-07:00"}, "GivenName": "Jan",
             "FullyQualifiedName": "Roe, Jan", "DisplayName": "Roe, Jan", "Active": ACTIVE,
             "PrimaryEmailAddr": EMAIL, "BillAddr": {"Id": "96"}}, "time": "2026-09-15T05:58:16.000-07:00"}
            """;

    @Test
    void isReadAsQuickBooksGivesIt() {
        Customer customer = customer("true", "{\"Address\": \"jan@roe.example\"}");
        assertThat(customer.id()).isEqualTo("70");
        assertThat(customer.displayName()).isEqualTo("Roe, Jan");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jan@roe.example",
                " JAN@Roe.example ",
                "jan@roe.example,joe@roe.example",
                "joe@roe.example, jan@roe.example",
                "joe@roe.example;jan@roe.example;"
            })
    void isKnownByEachOfItsAddressesInAnyCase(String address) {
        assertThat(customer("true", "{\"Address\": \"" + address + "\"}").activeWithEmail("jan@roe.example"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Address\": \"\"}",
                "{\"Address\": \"jan@roe.example.org\"}",
                "{\"Address\": \"xjan@roe.example\"}",
                "{\"Address\": \"jan@roe.example joe@roe.example\"}",
                "{\"Address\": null}",
                "{}",
                "null"
            })
    void isNotKnownByAnother(String email) {
        assertThat(customer("true", email).activeWithEmail("jan@roe.example")).isFalse();
    }

    @Test
    void isNotUsedWhenItIsInactive() {
        assertThat(customer("false", "{\"Address\": \"jan@roe.example\"}").activeWithEmail("jan@roe.example"))
                .isFalse();
    }

    private static Customer customer(String active, String email) {
        return read(ANSWER.replace("ACTIVE", active).replace("EMAIL", email), Customer.Answer.class)
                .customer();
    }
}
