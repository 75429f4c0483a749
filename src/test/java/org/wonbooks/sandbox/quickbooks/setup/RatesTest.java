package org.wonbooks.sandbox.quickbooks.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.quickbooks.Client.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.sandbox.SandboxRun.Answer;
import org.wonbooks.sandbox.quickbooks.Client;
import org.wonbooks.sandbox.quickbooks.SeededBooks;

/** What foreign currencies are worth, and at which rate an invoice is booked. */
class RatesTest extends SeededBooks {

    @BeforeEach
    void severalCurrencies() throws IOException {
        sandbox.control("PATCH", REALM + "/company", "{\"multiCurrency\": true}");
    }

    @Test
    void areOfTheirDayElseOfEveryOther() throws IOException {
        long before = reads();
        JsonNode seeded = rate("EUR", "2026-11-29").json().path("ExchangeRate");
        assertThat(seeded.path("SourceCurrencyCode").asText()).isEqualTo("EUR");
        assertThat(seeded.path("TargetCurrencyCode").asText()).isEqualTo("USD");
        assertThat(seeded.path("Rate").toString()).isEqualTo("1.0834");
        assertThat(seeded.path("AsOfDate").asText()).isEqualTo("2026-11-29");
        assertThat(reads()).as("metered").isEqualTo(before + 1);

        enter("", "{\"EUR\": 1.1}");
        enter("?date=2026-11-29", "{\"EUR\": 1.2}");
        assertThat(rate("EUR", "2026-11-29").json().at("/ExchangeRate/Rate").toString())
                .isEqualTo("1.2");
        assertThat(rate("EUR", "2026-11-28").json().at("/ExchangeRate/Rate").toString())
                .isEqualTo("1.1");
        assertThat(rate("USD", "2026-11-28").json().at("/ExchangeRate/Rate").toString())
                .isEqualTo("1");
    }

    @Test
    void areLeftOutOrRefusedWhereThereIsNone() throws IOException {
        enter("", "{\"EUR\": null, \"GBP\": \"refused\"}");
        Answer none = rate("EUR", "2026-11-29");
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.json().path("ExchangeRate").has("Rate")).isFalse();
        assertThat(code(rate("GBP", "2026-11-29"))).isEqualTo("610");
        assertThat(code(rate("ISK", "2026-11-29"))).isEqualTo("610");
        assertThat(code(rate("EUR", "29.11.2026"))).isEqualTo("2030");
        assertThat(code(client.get("/exchangerate"))).isEqualTo("2020");
        sandbox.control("PATCH", REALM + "/company", "{\"multiCurrency\": false}");
        assertThat(code(rate("EUR", "2026-11-29"))).isEqualTo("6000");
    }

    @Test
    void countForAnInvoiceThatSaysNoneOnlyInOneReading() throws IOException {
        enter("?date=2026-09-15", "{\"EUR\": 1.2}");
        String customer = client.post("/customer", "{\"DisplayName\": \"Jan\", \"CurrencyRef\": {\"value\": \"EUR\"}}")
                .json()
                .at("/Customer/Id")
                .asText();
        assertThat(booked(customer, "")).isEqualTo("1 100.00");
        assertThat(booked(customer, "\"ExchangeRate\": 1.3, ")).isEqualTo("1.3 130.00");
        sandbox.control("PATCH", "/quickbooks/modes", "{\"exchangeRate\": \"day\"}");
        assertThat(booked(customer, "")).isEqualTo("1.2 120.00");
        assertThat(booked(customer, "\"ExchangeRate\": 1.3, ")).isEqualTo("1.3 130.00");
    }

    private String booked(String customer, String rate) throws IOException {
        String body = Client.invoiceBody(customer, "100.00")
                .replaceFirst("\\{", "{\"CurrencyRef\": {\"value\": \"EUR\"}, " + rate);
        JsonNode invoice = client.post("/invoice", body).json().path("Invoice");
        return invoice.path("ExchangeRate") + " " + invoice.path("HomeTotalAmt");
    }

    private Answer rate(String currency, String date) throws IOException {
        return client.get("/exchangerate?sourcecurrencycode=" + currency + "&asofdate=" + date);
    }

    private static void enter(String date, String rates) throws IOException {
        sandbox.control("PATCH", REALM + "/rates" + date, rates);
    }

    private static long reads() throws IOException {
        return sandbox.control("GET", "/state", null)
                .at("/quickbooks/realms/0/reads")
                .asLong();
    }
}
