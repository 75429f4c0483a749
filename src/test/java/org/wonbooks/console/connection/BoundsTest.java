package org.wonbooks.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.console.ConsoleTest;

/** Numbers and texts that no person means: they are refused, and those that are stored already hide nothing else. */
class BoundsTest extends ConsoleTest {

    private static final String HUGE = "1e999999999";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"invoice\": {\"maxAmount\": 1e999999999}}",
                "{\"invoice\": {\"maxAmount\": 1e2147483647}}",
                "{\"invoice\": {\"maxAmount\": -1e999999999}}",
                "{\"invoice\": {\"maxAmount\": 1e-999999999}}",
                "{\"invoice\": {\"maxAmount\": 0e999999999}}",
                "{\"invoice\": {\"maxAmount\": 1000000000000000}}",
                "{\"invoice\": {\"maxAmount\": 0.0000001}}",
                "{\"invoice\": {\"maxAmount\": \"1e999999999\"}}",
                "{\"invoice\": {\"maxAmount\": NaN}}",
                "{\"invoice\": {\"burst\": 1e999999999}}",
                "{\"invoice\": {\"burst\": 99999999999}}",
                "{\"invoice\": {\"burst\": -1}}",
                "{\"invoice\": {\"memo\": 1e999999999}}",
                "{\"invoice\": {\"item\": 1e5}}",
                "{\"invoice\": {\"send\": 1e999999999}}",
                "{\"invoice\": {\"termsMap\": {\"a\": 1e999999999}}}",
                "{\"invoice\": {\"customFields\": {\"9999999999999999999\": \"A\"}}}",
                "{\"won\": {\"statusId\": 1e999999999}}",
                "{\"won\": {\"statusId\": 99999999999999999999}}",
                "{\"won\": {\"pipelineIds\": [1e999999999]}}",
                "{\"won\": {\"pipelineIds\": [null]}}",
                "{\"won\": {\"catchUp\": 1e999999999}}",
                "{\"won\": {\"catchUp\": 99999999999999999999}}",
                "{\"won\": {\"catchUp\": \"P999999999999999D\"}}",
                "{\"won\": {\"catchUp\": \"PT1e9S\"}}",
                "{\"paid\": {\"pipelineId\": 1e999999999}}",
            })
    void aSettingThatNobodyMeansIsRefused(String settings) {
        long id = connection("Bounds");

        Answer refused = api("PATCH", "/connections/" + id, "{\"settings\": " + settings + "}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(api("GET", "/connections", null).status()).isEqualTo(200);
        assertThat(api("GET", "/audit", null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999999", "0.000001", "5000.50", "1e3", "0"})
    void anAmountIsTaken(String amount) {
        long id = connection("Amount");

        Answer taken =
                api("PATCH", "/connections/" + id, "{\"settings\": {\"invoice\": {\"maxAmount\": " + amount + "}}}");

        assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        assertThat(taken.json().at("/settings/invoice/maxAmount").decimalValue())
                .isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /deals?page=99999999999",
        "GET, /deals?page=1e999999999",
        "GET, /deals?connection=99999999999999999999",
        "GET, /deals?connection=1e999999999",
        "GET, /work?page=99999999999",
        "GET, /work/deliveries?page=99999999999",
        "GET, /attention?page=-1",
        "GET, /attention?connection=1e999999999",
        "GET, /audit?page=1e999999999",
        "GET, /connections/1/drift?page=99999999999",
    })
    void aQueryThatNobodyMeansIsRefused(String method, String path) {
        assertThat(api(method, path, null).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /deals?page=2147483647, 200",
        "GET, /deals?q=%00, 200",
        "GET, /deals?connection=9223372036854775807, 200",
        "GET, /deals/999999999999999999/999999999999999999, 404",
        "GET, /deals/9999999999999999999/1, 404",
        "GET, /work?page=2147483647, 200",
        "GET, /work/999999999999999999, 404",
        "GET, /attention?page=2147483647, 200",
        "GET, /audit?page=2147483647, 200",
        "GET, /connections/999999999999999999, 404",
    })
    void theFarEndOfAListIsEmpty(String method, String path, int status) {
        assertThat(api(method, path, null).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"+999999999-12-31\"",
                "\"-999999999-01-01\"",
                "\"2026-02-30\"",
                "\"2026-11-22\\u0000\"",
                "1e999999999",
                "20261122"
            })
    void aDayThatNobodyMeansIsRefused(String since) {
        long id = connection("Since");

        assertThat(api("POST", "/connections/" + id + "/reconcile", "{\"since\": " + since + "}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\u202Eb",
                "a\\u2066b",
                "\\u200Fa",
                "a\\u061Cb",
                "a\\u0000b",
                "a\\u001B[31m",
                "a\\u2028b",
                "a\\u0085b"
            })
    void aNameThatReadsOtherwiseThanItIsIsRefused(String name) {
        assertRefused(
                api("POST", "/connections", "{\"name\": \"" + name + "\", \"kommo\": {\"subdomain\": \"a\"}}"),
                "can't be shown");
        long id = connection("Before");
        assertRefused(api("PATCH", "/connections/" + id, "{\"name\": \"" + name + "\"}"), "can't be shown");
    }

    @Test
    void settingsThatCanNotBeReadHideNoOtherConnection() {
        long good = connection("Good one");
        long bad = connection("Bad one");
        jdbc.sql("update connection set settings = ? where id = ?")
                .params("{\"invoice\": {\"maxAmount\": " + HUGE + "}}", bad)
                .update();

        Answer list = api("GET", "/connections", null);
        assertThat(list.status()).as(list.body()).isEqualTo(200);
        assertThat(list.json().path("items").findValuesAsText("name")).contains("Good one", "Bad one");
        JsonNode shown = api("GET", "/connections/" + bad, null).json();
        assertThat(shown.path("settings").isNull()).isTrue();
        assertThat(shown.path("settingsFault").asText()).contains("can't be read", "“Settings”");
        assertThat(api("GET", "/connections/" + good, null).json().has("settingsFault"))
                .isFalse();
        assertThat(send("GET", "/", null, "Authorization", basic(PASSWORD)).body())
                .contains("Bad one", "Its settings can not be read");
        assertThat(send("POST", hook(bad), "leads[status][0][id]=17").status()).isEqualTo(200);
        assertThat(send("POST", hook(good), "leads[status][0][id]=17").status()).isEqualTo(200);

        String path = "/connections/" + bad;
        assertThat(api("PATCH", path, "{\"paused\": true}").status()).isEqualTo(409);
        assertThat(api("PATCH", path, "{\"settings\": {\"invoice\": {\"item\": \"Hours\"}}}")
                        .json()
                        .at("/settings/invoice/item")
                        .asText())
                .isEqualTo("Hours");
    }

    private String hook(long id) {
        String url = api("GET", "/connections/" + id, null)
                .json()
                .path("kommoWebhookUrl")
                .asText();
        return url.substring(url.indexOf("/webhooks/"));
    }
}
