package org.wonbooks.flow.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.testing.ProductJson;

class InvoicePatchTest {

    @ParameterizedTest
    @CsvSource({"19, 2,   50,    true", "19, 2.0, 50.00, true", "19, 1,   100,   false", "20, 2,   50,    false"})
    void isMadeOnceTheLinesSellWhatIsAskedFor(String item, String quantity, String price, boolean made) {
        JsonNode asked = invoice("19", "2", "50", "");
        JsonNode booked = invoice(item, quantity, price, ", \"name\": \"Consulting\"");
        assertThat(InvoicePatch.isMade(booked, asked)).isEqualTo(made);
    }

    private static JsonNode invoice(String item, String quantity, String price, String added) {
        return ProductJson.read(
                """
                {"Id": "7", "SyncToken": "0", "Line": [
                 {"Id": "1", "DetailType": "SalesItemLineDetail", "Description": "Consulting", "Amount": 100.00,
                  "SalesItemLineDetail": {"ItemRef": {"value": "%s"%s}, "Qty": %s, "UnitPrice": %s}}]}"""
                        .formatted(item, added, quantity, price),
                JsonNode.class);
    }
}
