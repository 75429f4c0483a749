package org.wonbooks.flow.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;

/** Invoices in another currency than the books': at QuickBooks' rate of their day, or held before they are made. */
class ForeignInvoiceTest extends RunningWonbooks {

    private static final String REALM = "/quickbooks/realms/" + SandboxCalls.REALM;

    private static int day = 10;

    @Autowired
    CompanyBooks books;

    /** Each test has a day of its own, so that no rate of another one is remembered. */
    private String date;

    @BeforeEach
    void severalCurrencies() {
        company("{\"multiCurrency\": true}");
        for (String code : List.of("CURRENCY", "INVOICE_DATE")) {
            sandbox.post(
                    "/kommo/fields", "[{\"name\": \"%1$s\", \"type\": \"text\", \"code\": \"%1$s\"}]".formatted(code));
        }
        invoiceSettings("");
        date = "2026-11-" + day++;
        sandbox.delete("/calls");
    }

    @AfterEach
    void asUsual() {
        awaitQuiet();
        product.patch("/connections/" + connection().id(), "{\"settings\": null}");
        sandbox.patch("/quickbooks/modes", "{\"exchangeRate\": \"one\"}");
        company("{\"multiCurrency\": false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "day"})
    void isBookedAtTheRateOfItsDayWhateverIsDoneWithoutOne(String without) {
        sandbox.patch("/quickbooks/modes", "{\"exchangeRate\": \"" + without + "\"}");
        rates("{\"EUR\": 1.1}", "");
        rates("{\"EUR\": 1.08345678}", "?date=" + date);

        long lead = won("Euro " + without, "1000.10", "EUR");

        JsonNode invoice = invoice(lead);
        assertThat(invoice.path("ExchangeRate").asText()).isEqualTo("1.08345678");
        assertThat(invoice.path("HomeTotalAmt").asText()).isEqualTo("1083.57");
        assertThat(request(lead, "invoice")).contains("\"ExchangeRate\":1.08345678");
        assertThat(rateReads()).containsExactly("sourcecurrencycode=EUR&asofdate=" + date);
    }

    @Test
    void costsOneReadForACurrencyAndDay() {
        won("First", "10", "EUR");
        won("Second", "20", "EUR");
        long yen = won("Third", "3000", "JPY");
        won("At home", "30", "USD");

        assertThat(rateReads())
                .containsExactly("sourcecurrencycode=EUR&asofdate=" + date, "sourcecurrencycode=JPY&asofdate=" + date);
        assertThat(invoice(yen).path("ExchangeRate").asText()).isEqualTo("0.0066");
    }

    @Test
    void theBooksOwnCurrencySaysNothingOfARate() {
        long lead = won("Home", "10", "USD");
        assertThat(request(lead, "invoice")).contains("\"CurrencyRef\"").doesNotContain("ExchangeRate");
        assertThat(rateReads()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "null, has no exchange rate to USD",
        "1, has the exchange rate 1 to USD",
        "0, has the exchange rate 0 to",
        "-1.5, has the exchange rate -1.5 to",
        "1.00, has the exchange rate 1",
        "'\"refused\"', has no exchange rate to USD"
    })
    void isHeldBeforeItIsMadeWhereThereIsNoRate(String rate, String words) {
        rates("{\"GBP\": " + rate + "}", "?date=" + date);

        long lead = held("Pound", "GBP");

        assertThat(attention(lead)).contains("The deal is in GBP, and QuickBooks " + words, "for " + date);
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        assertThat(shown(lead).at("/decision/code").asText()).isEqualTo("NO_EXCHANGE_RATE");

        approve(lead);
        awaitQuiet();

        assertThat(request(lead, "invoice"))
                .contains("\"CurrencyRef\":{\"value\":\"GBP\"}")
                .doesNotContain("ExchangeRate");
        assertThat(invoice(lead).path("EmailStatus").asText()).isEqualTo("EmailSent");
    }

    @Test
    void whatAPersonEnteredMeanwhileIsTakenAtTheApprovalAndForTheNextDeal() {
        rates("{\"GBP\": 1}", "?date=" + date);
        long lead = held("Entered", "GBP");
        rates("{\"GBP\": 1.2712}", "?date=" + date);

        approve(lead);
        awaitQuiet();
        long next = won("Next", "10", "GBP");

        assertThat(invoice(lead).path("ExchangeRate").asText()).isEqualTo("1.2712");
        assertThat(invoice(next).path("ExchangeRate").asText()).isEqualTo("1.2712");
        assertThat(rateReads()).as("at the hold, at the approval").hasSize(2);
    }

    @Test
    void aPreviewShowsTheRateAndWhatItComesTo() {
        rates("{\"EUR\": 1.0834}", "?date=" + date);
        long lead = entered("Preview", "1234.56", "EUR");
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.win(lead);

        JsonNode preview = product.post("/deals/" + connection().id() + "/" + lead + "/preview");

        assertThat(preview.path("steps").toString())
                .contains("An invoice over 1,234.56 EUR is made, at QuickBooks' rate of " + date
                        + ", 1.0834: 1,337.52 USD");
        assertThat(StreamSupport.stream(preview.path("checks").spliterator(), false))
                .anyMatch(check -> check.path("check").asText().equals("exchange rate")
                        && check.path("ok").asBoolean()
                        && check.path("detail").asText().contains("1.0834: 1,337.52 USD"));
        assertThat(preview.path("sources").toString()).contains("QuickBooks' exchange rate of the invoice's day");
        assertThat(preview.at("/invoice/ExchangeRate").asText()).isEqualTo("1.0834");

        rates("{\"EUR\": null}", "?date=2026-10-01");
        sandbox.post("/kommo/leads/" + lead, "{\"fields\": {\"INVOICE_DATE\": \"2026-10-01\"}}");
        preview = product.post("/deals/" + connection().id() + "/" + lead + "/preview");
        assertThat(preview.path("outcome").asText()).isEqualTo("HELD");
        assertThat(preview.path("reason").asText()).contains("no exchange rate to USD for 2026-10-01");
    }

    @Test
    void anEditedDealKeepsTheRateOfTheInvoicesOwnDay() {
        invoiceSettings("\"updateUnsent\": true, \"send\": false, ");
        rates("{\"EUR\": 1.0834}", "?date=" + date);
        long lead = won("Edited", "100", "EUR");
        rates("{\"EUR\": 1.2}", "?date=" + date);
        sandbox.delete("/calls");

        edit(lead, "{\"price\": 200}");
        look(lead);

        JsonNode invoice = invoice(lead);
        assertThat(invoice.path("TotalAmt").decimalValue()).isEqualByComparingTo("200");
        assertThat(invoice.path("ExchangeRate").asText()).isEqualTo("1.0834");
        assertThat(request(lead, "update-1")).doesNotContain("ExchangeRate");
        assertThat(rateReads()).isEmpty();
    }

    @Test
    void anInvoiceInDoubtIsRepeatedWithItsOwnRate() {
        rates("{\"EUR\": 1.0834}", "?date=" + date);
        sandbox.post(
                "/faults",
                "{\"system\": \"quickbooks\", \"method\": \"POST\", \"path\": \".*/invoice\", \"count\": 1,"
                        + " \"kind\": \"cut\", \"when\": \"before\"}");
        long lead = entered("In doubt", "100", "EUR");
        sandbox.win(lead);
        until().until(() -> request(lead, "invoice") != null);
        rates("{\"EUR\": 1.2}", "?date=" + date);
        awaitNotes(lead, 1);
        awaitQuiet();

        assertThat(invoice(lead).path("ExchangeRate").asText()).isEqualTo("1.0834");
    }

    private long held(String name, String currency) {
        long lead = entered(name, "100", currency);
        sandbox.win(lead);
        until().until(() -> attention(lead) != null);
        awaitQuiet();
        return lead;
    }

    private long won(String name, String price, String currency) {
        long lead = entered(name, price, currency);
        sandbox.win(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        return lead;
    }

    private long entered(String name, String price, String currency) {
        String who = name + " " + currency + " " + date;
        return sandbox.deal(
                """
                {"name": "%s", "price": %s, "contact": {"name": "%s", "email": "%s@foreign.example"},
                 "fields": {"CURRENCY": "%s", "INVOICE_DATE": "%s"}}"""
                        .formatted(name, price, who, who.replace(" ", "."), currency, date));
    }

    private JsonNode invoice(long lead) {
        return sandbox.get(REALM + "/invoice/" + column("select invoice_id from deal where lead_id = ?", lead));
    }

    private List<String> rateReads() {
        return StreamSupport.stream(sandbox.get("/calls?system=quickbooks").spliterator(), false)
                .filter(call -> call.path("path").asText().endsWith("/exchangerate"))
                .map(call -> parameter(call, "sourcecurrencycode") + "&" + parameter(call, "asofdate"))
                .toList();
    }

    private static String parameter(JsonNode call, String name) {
        return Stream.of(call.path("query").asText().split("&"))
                .filter(part -> part.startsWith(name + "="))
                .findFirst()
                .orElse(name + " is missing");
    }

    private void rates(String rates, String when) {
        sandbox.patch(REALM + "/rates" + when, rates);
    }

    private void company(String settings) {
        sandbox.patch(REALM + "/company", settings);
        books.forget(connection().id());
    }

    private void invoiceSettings(String more) {
        product.patch(
                "/connections/" + connection().id(),
                "{\"settings\": {\"invoice\": {" + more
                        + "\"currencyField\": \"CURRENCY\", \"dateField\": \"INVOICE_DATE\"}}}");
    }
}
