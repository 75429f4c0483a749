package org.wonbooks.sandbox.quickbooks.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.quickbooks.Client.ACME;
import static org.wonbooks.sandbox.quickbooks.Client.code;
import static org.wonbooks.sandbox.quickbooks.Client.invoiceBody;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.sandbox.SandboxRun.Answer;
import org.wonbooks.sandbox.quickbooks.SeededBooks;
import org.wonbooks.sandbox.store.Json;

/** The settings of a company, and what invoices are held to by them: numbers, dates, currencies, fields. */
class CompanySettingsTest extends SeededBooks {

    private static final String SETTINGS = REALM + "/company";

    @Test
    void preferencesAndCompanyInfoSayWhatWasSetUntilAReset() throws IOException {
        JsonNode seeded = client.get("/preferences").json().path("Preferences");
        JsonNode all = set(
                """
                {"country": "CA", "homeCurrency": "CAD", "multiCurrency": true, "salesTax": "codes",
                 "customTxnNumbers": true, "bookCloseDate": "2026-10-31", "defaultTerms": "2", "classTracking": true,
                 "locationTracking": true, "customFields": ["Crew #", "PO"], "zone": "America/Toronto"}""");

        assertThat(sandbox.control("GET", SETTINGS, null)).isEqualTo(all);
        assertThat(all.path("customFields").toString()).isEqualTo("[\"Crew #\",\"PO\"]");
        JsonNode preferences = client.query("SELECT * FROM Preferences").json().at("/QueryResponse/Preferences/0");
        assertThat(client.get("/preferences").json().path("Preferences")).isEqualTo(preferences);
        JsonNode forms = preferences.path("SalesFormsPrefs");
        assertThat(forms.path("CustomTxnNumbers").asBoolean()).isTrue();
        assertThat(forms.at("/DefaultTerms/value").asText()).isEqualTo("2");
        assertThat(forms.path("CustomField"))
                .isEqualTo(
                        json(
                                """
                                [{"CustomField": [
                                   {"Name": "SalesFormsPrefs.UseSalesCustom1", "Type": "BooleanType", "BooleanValue": true},
                                   {"Name": "SalesFormsPrefs.UseSalesCustom2", "Type": "BooleanType", "BooleanValue": true},
                                   {"Name": "SalesFormsPrefs.UseSalesCustom3", "Type": "BooleanType", "BooleanValue": false}]},
                                 {"CustomField": [
                                   {"Name": "SalesFormsPrefs.SalesCustomName1", "Type": "StringType", "StringValue": "Crew #"},
                                   {"Name": "SalesFormsPrefs.SalesCustomName2", "Type": "StringType", "StringValue": "PO"}]}]"""));
        assertThat(preferences.path("CurrencyPrefs"))
                .isEqualTo(json("{\"MultiCurrencyEnabled\": true, \"HomeCurrency\": {\"value\": \"CAD\"}}"));
        assertThat(preferences.path("TaxPrefs"))
                .isEqualTo(json("{\"UsingSalesTax\": true, \"PartnerTaxEnabled\": false}"));
        JsonNode accounting = preferences.path("AccountingInfoPrefs");
        assertThat(accounting.path("BookCloseDate").asText()).isEqualTo("2026-10-31");
        assertThat(accounting.path("ClassTrackingPerTxn").asBoolean()).isTrue();
        assertThat(accounting.path("TrackDepartments").asBoolean()).isTrue();
        assertThat(country()).isEqualTo("CA");
        assertThat(sandbox.control("GET", "/hooks/kept", null).size()).isEqualTo(1);

        sandbox.control("POST", "/reset", "");
        JsonNode back = client.get("/preferences").json().path("Preferences");
        assertThat(back.path("TaxPrefs")).isEqualTo(seeded.path("TaxPrefs"));
        assertThat(back.path("SalesFormsPrefs")).isEqualTo(seeded.path("SalesFormsPrefs"));
        assertThat(back.path("AccountingInfoPrefs")).isEqualTo(seeded.path("AccountingInfoPrefs"));
        assertThat(country()).isEqualTo("US");
        assertThat(client.query("SELECT * FROM TaxCode").json().path("QueryResponse"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"colour\": \"red\"}",
                "{\"country\": \"FR\"}",
                "{\"homeCurrency\": \"dollar\"}",
                "{\"multiCurrency\": \"yes\"}",
                "{\"salesTax\": \"codes\"}",
                "{\"country\": \"GB\", \"salesTax\": \"automated\"}",
                "{\"bookCloseDate\": \"yesterday\"}",
                "{\"defaultTerms\": \"99\"}",
                "{\"customFields\": [\"a\", \"b\", \"c\", \"d\"]}",
                "{\"zone\": \"Mars/Olympus\"}"
            })
    void whatIsNoSettingIsRefusedWithItsName(String change) throws IOException {
        Answer refused = sandbox.send("PATCH", "/sandbox" + SETTINGS, change);

        assertThat(refused.status()).isEqualTo(400);
        String name = change.contains("salesTax")
                ? "salesTax"
                : json(change).fieldNames().next();
        assertThat(refused.json().path("detail").asText()).contains(name);
        assertThat(country()).isEqualTo("US");
    }

    @Test
    void customNumbersAreSentOrEmptyOrCountedOnDemand() throws IOException {
        String customer = client.customer("Jane Roe");
        assertThat(number(customer, "")).isEqualTo("1001");

        set("{\"customTxnNumbers\": true}");
        assertThat(number(customer, "")).isEmpty();
        assertThat(number(customer, "AUTO_GENERATE")).isEqualTo("1002");
        assertThat(number(customer, "K-1")).isEqualTo("K-1");
        assertThat(code(client.post("/invoice", with(customer, "\"DocNumber\": \"K-1\""))))
                .isEqualTo("6140");
    }

    @Test
    void nothingIsWrittenIntoAClosedPeriod() throws IOException {
        String customer = client.customer("Jane Roe");
        String invoice = client.invoice(customer, "10.00", "one").path("Id").asText();
        set("{\"bookCloseDate\": \"2026-09-15\"}");

        Answer refused = client.post("/invoice", invoiceBody(customer, "10.00"));
        assertThat(code(refused)).isEqualTo("6200");
        assertThat(refused.json().at("/Fault/Error/0/Message").asText()).isEqualTo("Account Period Closed");
        assertThat(code(client.post("/invoice", invoiceBody(customer, "10.00").replace("09-15", "09-14"))))
                .isEqualTo("6200");
        String later = "{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true,\"TxnDate\":\"2026-09-16\"}";
        assertThat(code(client.post("/invoice", later.formatted(invoice)))).isEqualTo("6200");

        Answer open = client.post("/invoice", invoiceBody(customer, "10.00").replace("09-15", "09-16"));
        assertThat(open.status()).isEqualTo(200);
        String id = open.json().at("/Invoice/Id").asText();
        assertThat(code(client.post("/invoice", later.formatted(id).replace("09-16", "09-15"))))
                .isEqualTo("6200");
        set("{\"bookCloseDate\": null}");
        assertThat(client.post("/invoice", later.formatted(invoice)).status()).isEqualTo(200);
    }

    @Test
    void withoutUsualTermsAnInvoiceIsDueWhenItIsWritten() throws IOException {
        String customer = client.customer("Jane Roe");
        String body = invoiceBody(customer, "10.00").replace("\"SalesTermRef\":{\"value\":\"2\"},", "");
        assertThat(client.post("/invoice", body).json().at("/Invoice/DueDate").asText())
                .isEqualTo("2026-10-15");

        set("{\"defaultTerms\": null}");
        JsonNode invoice = client.post("/invoice", body).json().path("Invoice");
        assertThat(invoice.path("DueDate").asText()).isEqualTo("2026-09-15");
        assertThat(invoice.has("SalesTermRef")).isFalse();
    }

    @Test
    void oneCurrencyIsTheHomeCurrency() throws IOException {
        set("{\"country\": \"CA\", \"homeCurrency\": \"CAD\"}");
        JsonNode customer =
                client.post("/customer", "{\"DisplayName\": \"Jane Roe\"}").json();
        assertThat(customer.at("/Customer/CurrencyRef/value").asText()).isEqualTo("CAD");
        assertThat(code(client.post("/customer", "{\"DisplayName\":\"A\",\"CurrencyRef\":{\"value\":\"USD\"}}")))
                .isEqualTo("6000");

        String id = customer.at("/Customer/Id").asText();
        assertThat(code(client.post("/invoice", with(id, "\"CurrencyRef\": {\"value\": \"USD\"}"))))
                .isEqualTo("6000");
        JsonNode invoice = client.invoice(id, "10.00", "one");
        assertThat(invoice.at("/CurrencyRef/value").asText()).isEqualTo("CAD");
        assertThat(invoice.has("HomeTotalAmt")).isFalse();
        String seeded = "SELECT * FROM Customer WHERE DisplayName = 'Cool Cars'";
        assertThat(client.query(seeded)
                        .json()
                        .at("/QueryResponse/Customer/0/CurrencyRef/value")
                        .asText())
                .isEqualTo("CAD");
    }

    @Test
    void severalCurrenciesAreTheCustomersAndSaidAtHomeToo() throws IOException {
        set("{\"multiCurrency\": true}");
        String euro = "{\"DisplayName\": \"Roe BV\", \"CurrencyRef\": {\"value\": \"EUR\"}}";
        JsonNode customer = client.post("/customer", euro).json().path("Customer");
        String id = customer.path("Id").asText();
        assertThat(customer.path("CurrencyRef")).isEqualTo(json("{\"value\": \"EUR\", \"name\": \"Euro\"}"));
        assertThat(client.post("/customer", "{\"DisplayName\": \"Jane\"}")
                        .json()
                        .at("/Customer/CurrencyRef/value")
                        .asText())
                .isEqualTo("USD");
        String change = "{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true,\"CurrencyRef\":{\"value\":\"USD\"}}";
        assertThat(code(client.post("/customer", change.formatted(id)))).isEqualTo("6000");
        assertThat(code(client.post("/customer", "{\"DisplayName\":\"B\",\"CurrencyRef\":{\"value\":\"XYZ\"}}")))
                .isEqualTo("2500");

        assertThat(code(client.post("/invoice", invoiceBody(id, "10.00")))).isEqualTo("6000");
        assertThat(code(client.post("/invoice", with(id, "\"CurrencyRef\": {\"value\": \"USD\"}"))))
                .isEqualTo("6000");
        JsonNode plain = client.post("/invoice", with(id, "\"CurrencyRef\": {\"value\": \"EUR\"}"))
                .json()
                .path("Invoice");
        assertThat(plain.path("ExchangeRate").decimalValue()).isEqualByComparingTo("1");
        assertThat(plain.path("HomeTotalAmt").decimalValue()).isEqualByComparingTo("10");

        JsonNode rated = client.post(
                        "/invoice", with(id, "\"CurrencyRef\": {\"value\": \"EUR\"}, \"ExchangeRate\": 1.0855"))
                .json()
                .path("Invoice");
        assertThat(rated.path("TotalAmt").toString()).isEqualTo("10.00");
        assertThat(rated.path("HomeTotalAmt").toString()).isEqualTo("10.86");
        sandbox.control("POST", "/quickbooks/invoices/" + rated.path("Id").asText() + "/pay?amount=4", "");
        JsonNode paid =
                client.get("/invoice/" + rated.path("Id").asText()).json().path("Invoice");
        assertThat(paid.path("HomeBalance").toString()).isEqualTo("6.51");
        assertThat(paid.path("HomeTotalAmt").toString()).isEqualTo("10.86");
    }

    @Test
    void classesLocationsAndCustomFieldsMustBeThere() throws IOException {
        set("{\"classTracking\": true, \"locationTracking\": true, \"customFields\": [\"Crew #\"]}");
        String customer = client.customer("Jane Roe");
        String realm = "/quickbooks/realms/" + ACME;
        String sales = sandbox.control("POST", realm + "/class", "{\"Name\": \"Design\"}")
                .path("Id")
                .asText();
        String office = sandbox.control("POST", realm + "/department", "{\"Name\": \"North\"}")
                .path("Id")
                .asText();

        String fields =
                "\"ClassRef\": {\"value\": \"%s\"}, \"DepartmentRef\": {\"value\": \"%s\"}".formatted(sales, office)
                        + ", \"CustomField\": [{\"DefinitionId\": \"1\", \"Type\": \"StringType\", \"StringValue\": \"7\"}]";
        JsonNode invoice =
                client.post("/invoice", with(customer, fields)).json().path("Invoice");
        assertThat(invoice.at("/ClassRef/name").asText()).isEqualTo("Design");
        assertThat(invoice.at("/DepartmentRef/name").asText()).isEqualTo("North");
        assertThat(invoice.path("CustomField"))
                .isEqualTo(
                        json(
                                """
                                [{"DefinitionId": "1", "Name": "Crew #", "Type": "StringType", "StringValue": "7"}]"""));
        JsonNode none = client.invoice(customer, "10.00", "none");
        assertThat(none.at("/CustomField/0/Name").asText()).isEqualTo("Crew #");
        assertThat(none.at("/CustomField/0").has("StringValue")).isFalse();

        for (String unknown : new String[] {
            "\"ClassRef\": {\"value\": \"999\"}",
            "\"DepartmentRef\": {\"value\": \"999\"}",
            "\"CustomField\": [{\"DefinitionId\": \"2\", \"StringValue\": \"7\"}]"
        }) {
            assertThat(code(client.post("/invoice", with(customer, unknown)))).isEqualTo("2500");
        }
        String line = invoiceBody(customer, "10.00").replace("\"Qty\"", "\"ClassRef\":{\"value\":\"999\"},\"Qty\"");
        assertThat(code(client.post("/invoice", line))).isEqualTo("2500");
        String tooLong = "\"CustomField\": [{\"DefinitionId\": \"1\", \"StringValue\": \"" + "x".repeat(32) + "\"}]";
        assertThat(code(client.post("/invoice", with(customer, tooLong)))).isEqualTo("2050");
    }

    private static JsonNode set(String changes) throws IOException {
        return sandbox.control("PATCH", SETTINGS, changes);
    }

    private String country() throws IOException {
        return client.get("/companyinfo/" + ACME)
                .json()
                .at("/CompanyInfo/Country")
                .asText();
    }

    private String number(String customer, String sent) throws IOException {
        String body =
                sent.isEmpty() ? invoiceBody(customer, "10.00") : with(customer, "\"DocNumber\":\"" + sent + "\"");
        return client.post("/invoice", body).json().at("/Invoice/DocNumber").asText();
    }

    private static String with(String customer, String properties) {
        return invoiceBody(customer, "10.00").replaceFirst("\\{", "{" + properties + ",");
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
