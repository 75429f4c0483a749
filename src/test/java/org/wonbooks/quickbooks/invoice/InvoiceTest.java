package org.wonbooks.quickbooks.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.testing.ProductJson.read;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceTest {

    @ParameterizedTest
    @CsvSource({
        "TaxInclusive, 120,  100,  10,  108,  108",
        "TaxInclusive, 9.99, 8.33, 0.83, 8.99, 8.99",
        "TaxInclusive, 120,  100,  0,   120,  120",
        "TaxExcluded,  ,     100,  10,  108,  90"
    })
    void sellsWhatTheDealIsWorth(
            String calculation, String gross, String net, String discount, String total, String worth) {
        Invoice invoice = read(
                """
                {"Id": "7", "TotalAmt": %s, "GlobalTaxCalculation": "%s", "Line": [
                 {"DetailType": "SalesItemLineDetail", "Amount": %s, "SalesItemLineDetail": {"TaxInclusiveAmt": %s}},
                 {"DetailType": "DiscountLineDetail", "Amount": %s},
                 {"DetailType": "SubTotalLineDetail", "Amount": %s}]}"""
                        .formatted(total, calculation, net, gross, discount, net),
                Invoice.class);
        assertThat(invoice.sales()).isEqualByComparingTo(worth);
    }
}
