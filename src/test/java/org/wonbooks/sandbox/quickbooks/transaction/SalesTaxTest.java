package org.wonbooks.sandbox.quickbooks.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.quickbooks.Client.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.sandbox.SandboxRun.Answer;
import org.wonbooks.sandbox.quickbooks.SeededBooks;

/** What QuickBooks adds to an invoice for the tax office, and which tax codes it takes. */
class SalesTaxTest extends SeededBooks {

    private String customer;

    @BeforeEach
    void enterACustomer() throws IOException {
        customer = client.customer("Jane Roe");
    }

    @Test
    void withoutSalesTaxThereIsNone() throws IOException {
        JsonNode invoice = invoice("", sale("10.00", "TAX")).json().path("Invoice");

        assertThat(totals(invoice)).isEqualTo("10.00 0");
        assertThat(invoice.at("/TxnTaxDetail/TotalTax").decimalValue()).isZero();
        assertThat(code(invoice("", sale("10.00", "2")))).isEqualTo("6100");
    }

    /** 19.97 at 8.25 % are 1.647525 at once; line by line it would be a cent less. */
    @Test
    void automatedTaxIsWorkedOutOnceOnWhatIsTaxable() throws IOException {
        set("{\"salesTax\": \"automated\"}");

        JsonNode invoice = invoice("", sale("9.98", "TAX"), sale("9.99", "TAX"), sale("5.00", "NON"))
                .json()
                .path("Invoice");

        assertThat(totals(invoice)).isEqualTo("26.62 1.65");
        assertThat(invoice.path("Balance").toString()).isEqualTo("26.62");
        assertThat(invoice.at("/TxnTaxDetail/TaxLine/0/TaxLineDetail/NetAmountTaxable")
                        .toString())
                .isEqualTo("19.97");
        assertThat(client.get("/customer/" + customer)
                        .json()
                        .at("/Customer/Balance")
                        .toString())
                .isEqualTo("26.62");
        assertThat(code(invoice("", sale("10.00", "2")))).isEqualTo("6100");
        assertThat(totals(invoice("\"TxnTaxDetail\":{\"TotalTax\":2},", sale("10.00", "TAX"))
                        .json()
                        .path("Invoice")))
                .isEqualTo("12.00 2.00");
    }

    @Test
    void aLineWithoutACodeIsTaxedAsItsItemSays() throws IOException {
        set("{\"salesTax\": \"automated\"}");
        JsonNode untaxed = invoice("", sale("100.00", "")).json().path("Invoice");
        assertThat(totals(untaxed)).isEqualTo("100.00 0.00");
        assertThat(untaxed.at("/Line/0/SalesItemLineDetail/TaxCodeRef/value").asText())
                .isEqualTo("NON");

        sandbox.control("PATCH", REALM + "/item/1", "{\"Taxable\": true}");
        JsonNode taxed = invoice("", sale("100.00", "")).json().path("Invoice");
        assertThat(totals(taxed)).isEqualTo("108.25 8.25");
        assertThat(taxed.at("/Line/0/SalesItemLineDetail/TaxCodeRef/value").asText())
                .isEqualTo("TAX");
    }

    @Test
    void anUpdateAndAVoidWorkItOutAgain() throws IOException {
        set("{\"salesTax\": \"automated\"}");
        String id = invoice("", sale("100.00", "TAX")).json().at("/Invoice/Id").asText();

        JsonNode updated = client.post(
                        "/invoice",
                        "{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true,\"Line\":[%s]}"
                                .formatted(id, sale("200.00", "TAX")))
                .json()
                .path("Invoice");
        assertThat(totals(updated)).isEqualTo("216.50 16.50");

        sandbox.control("POST", "/quickbooks/invoices/" + id + "/void", "");
        assertThat(totals(client.get("/invoice/" + id).json().path("Invoice"))).isEqualTo("0 0");
    }

    @ParameterizedTest
    @CsvSource({
        "CA, 2, GST, 5", "CA, 3, HST ON, 13", "CA, 4, Zero-rated, 0", "CA, 5, Exempt, 0",
        "GB, 2, 20.0% S, 20", "GB, 3, 5.0% R, 5", "GB, 4, 0.0% Z, 0", "GB, 5, Exempt, 0"
    })
    void countriesHaveTheirCodesAndRates(String country, String id, String name, int percent) throws IOException {
        set("{\"country\": \"%s\", \"salesTax\": \"codes\"}".formatted(country));

        JsonNode code = client.query("SELECT * FROM TaxCode WHERE Name = '" + name + "'")
                .json()
                .at("/QueryResponse/TaxCode/0");
        assertThat(code.path("Id").asText()).isEqualTo(id);
        assertThat(code.path("Taxable").asBoolean()).isEqualTo(!name.equals("Exempt"));
        String rate =
                code.at("/SalesTaxRateList/TaxRateDetail/0/TaxRateRef/value").asText();
        assertThat(client.query("SELECT * FROM TaxRate WHERE Id = '" + rate + "'")
                        .json()
                        .at("/QueryResponse/TaxRate/0/RateValue")
                        .asInt())
                .isEqualTo(percent);
        assertThat(client.get("/taxcode/" + id).json().at("/TaxCode/Name").asText())
                .isEqualTo(name);
    }

    @Test
    void everyLineNeedsACodeThatThereIs() throws IOException {
        set("{\"country\": \"CA\", \"salesTax\": \"codes\"}");
        for (String code : new String[] {"", "TAX", "99"}) {
            Answer refused = invoice("", sale("10.00", code));
            assertThat(code(refused)).isEqualTo("6000");
            assertThat(refused.json().at("/Fault/Error/0/Detail").asText()).contains("must have a tax rate");
        }
        JsonNode invoice = invoice("", sale("10.05", "2"), sale("10.05", "2"), sale("100.00", "3"), sale("1.00", "5"))
                .json()
                .path("Invoice");
        assertThat(totals(invoice)).isEqualTo("135.11 14.01");
        assertThat(invoice.path("GlobalTaxCalculation").asText()).isEqualTo("TaxExcluded");
        assertThat(invoice.at("/TxnTaxDetail/TaxLine/0/TaxLineDetail/TaxRateRef/value")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void pricesCanIncludeTheTaxOrHaveNone() throws IOException {
        set("{\"country\": \"GB\", \"salesTax\": \"codes\"}");
        String gross = sale("83.34", "2").replace("\"Qty\"", "\"TaxInclusiveAmt\":100.00,\"Qty\"");

        assertThat(totals(invoice("\"GlobalTaxCalculation\":\"TaxInclusive\",", gross, sale("10.00", "3"))
                        .json()
                        .path("Invoice")))
                .isEqualTo("110.50 17.16");
        assertThat(totals(invoice("\"GlobalTaxCalculation\":\"NotApplicable\",", sale("83.33", ""))
                        .json()
                        .path("Invoice")))
                .isEqualTo("83.33 0.00");
        assertThat(code(invoice("\"GlobalTaxCalculation\":\"Sometimes\",", sale("83.33", "2"))))
                .isEqualTo("2170");
    }

    @Test
    void aDiscountTakesItsPartOffTheTax() throws IOException {
        set("{\"salesTax\": \"automated\"}");
        String percent = "{\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":{\"PercentBased\":true,"
                + "\"DiscountPercent\":10}}";
        JsonNode invoice = invoice("", sale("60.00", "TAX"), sale("40.00", "NON"), percent)
                .json()
                .path("Invoice");
        assertThat(totals(invoice)).isEqualTo("94.46 4.46");
        assertThat(invoice.at("/Line/2/Amount").toString()).isEqualTo("10.00");

        String amount = "{\"DetailType\":\"DiscountLineDetail\",\"Amount\":10.00,\"DiscountLineDetail\":{}}";
        assertThat(totals(invoice("", sale("60.00", "TAX"), sale("40.00", "NON"), amount)
                        .json()
                        .path("Invoice")))
                .isEqualTo("94.46 4.46");
        assertThat(code(invoice("", sale("5.00", "TAX"), amount))).isEqualTo("6000");
    }

    @Test
    void aPersonAddsACodeAndSwitchesItOff() throws IOException {
        set("{\"country\": \"CA\", \"salesTax\": \"codes\"}");
        String id = sandbox.control("POST", REALM + "/taxcode", "{\"Name\": \"PST BC\", \"RateValue\": 7}")
                .path("Id")
                .asText();
        assertThat(totals(invoice("", sale("100.00", id)).json().path("Invoice")))
                .isEqualTo("107.00 7.00");

        sandbox.control("PATCH", REALM + "/taxcode/" + id, "{\"Active\": false}");
        assertThat(code(invoice("", sale("100.00", id)))).isEqualTo("6000");
    }

    private static void set(String changes) throws IOException {
        sandbox.control("PATCH", REALM + "/company", changes);
    }

    /** A line of one piece; without a code when it is empty. */
    private static String sale(String amount, String code) {
        String taxCode = code.isEmpty() ? "" : ",\"TaxCodeRef\":{\"value\":\"" + code + "\"}";
        return """
                {"Amount":%s,"DetailType":"SalesItemLineDetail",
                 "SalesItemLineDetail":{"ItemRef":{"value":"1"},"Qty":1,"UnitPrice":%s%s}}"""
                .formatted(amount, amount, taxCode);
    }

    private Answer invoice(String properties, String... lines) throws IOException {
        return client.post(
                "/invoice",
                "{\"CustomerRef\":{\"value\":\"%s\"},%s\"Line\":[%s]}"
                        .formatted(customer, properties, String.join(",", lines)));
    }

    private static String totals(JsonNode invoice) {
        return invoice.path("TotalAmt") + " " + invoice.at("/TxnTaxDetail/TotalTax");
    }
}
