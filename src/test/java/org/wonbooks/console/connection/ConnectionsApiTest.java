package org.wonbooks.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.console.ConsoleTest;

class ConnectionsApiTest extends ConsoleTest {

    @Test
    void isMadeWithTokensAndSettings() {
        String realm = newRealm();
        Answer made = api(
                "POST",
                "/connections",
                """
                {"name": " Häuser & Söhne ", "kommo": {"subdomain": "acme", "longLivedToken": "ll-secret"},
                 "quickbooks": {"realmId": "%s", "refreshToken": "rt-secret"},
                 "settings": {"won": {"pipelineIds": [7]}, "invoice": {"maxAmount": 5000.50}}}
                """
                        .formatted(realm));

        assertThat(made.status()).isEqualTo(201);
        JsonNode connection = made.json();
        long id = connection.path("id").asLong();
        assertThat(made.header("Location")).isEqualTo("/api/v1/connections/" + id);
        assertThat(connection.path("name").asText()).isEqualTo("Häuser & Söhne");
        assertThat(connection.path("state").asText()).isEqualTo("READY");
        assertThat(connection.at("/kommo/subdomain").asText()).isEqualTo("acme");
        assertThat(connection.at("/kommo/state").asText()).isEqualTo("READY");
        assertThat(connection.at("/quickbooks/realmId").asText()).isEqualTo(realm);
        assertThat(connection.at("/quickbooks/refreshTokenExpiresAt").asText()).endsWith("Z");
        assertThat(connection.at("/settings/invoice/maxAmount").decimalValue()).isEqualByComparingTo("5000.50");
        assertThat(connection.at("/settings/won/pipelineIds/0").asInt()).isEqualTo(7);
        assertThat(connection.at("/settings/won/statusId").asInt()).isEqualTo(142);
        assertThat(connection.path("kommoWebhookUrl").asText())
                .matches("http://localhost:" + port + "/webhooks/kommo/[\\w-]{43}");
        assertThat(connection.path("quickbooksWebhookUrl").asText())
                .isEqualTo("http://localhost:" + port + "/webhooks/quickbooks");

        assertThat(api("GET", "/connections/" + id, null).json()).isEqualTo(connection);
        JsonNode list = api("GET", "/connections", null).json();
        assertThat(list.path("items")).contains(connection);
        assertThat(list.path("total").asInt()).isEqualTo(list.path("items").size());
        assertThat(list.path("page").asInt()).isZero();

        assertThat(count("work where connection_id = ? and kind = 'connection-provision'", id))
                .isEqualTo(1);
        assertThat(made.body()
                        + jdbc.sql("select * from audit").query().listOfRows()
                        + jdbc.sql("select * from token").query().listOfRows())
                .doesNotContain("ll-secret", "rt-secret");
        assertThat(audit("connection.create", id)).isEqualTo(1);
    }

    @Test
    void isMadeWithoutTokens() {
        JsonNode connection =
                api("GET", "/connections/" + connection("Bare"), null).json();

        assertThat(connection.path("state").asText()).isEqualTo("NEW");
        assertThat(connection.at("/kommo/accessTokenExpiresAt").isNull()).isTrue();
        assertThat(connection.at("/quickbooks/realmId").isNull()).isTrue();
    }

    @Test
    void oneConnectionARealm() {
        String second = "{\"name\": \"B\", \"kommo\": {\"subdomain\": \"b\"}, \"quickbooks\": {\"realmId\": \"%s\"}}"
                .formatted(newRealm());
        assertThat(api("POST", "/connections", second).status()).isEqualTo(201);

        Answer refused = api("POST", "/connections", second);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.json().path("detail").asText()).contains("belongs to another connection");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\": \"A\"                              | not JSON: look at line 1",
                "[]                                            | wrong kind",
                "null                                          | should be a JSON object",
                "{} {}                                         | wrong kind",
                "{\"name\": \"A\", \"name\": \"B\"}            | not JSON",
                "{\"kommo\": {\"subdomain\": \"a\"}}           | A name is needed",
                "{\"name\": \"  \", \"kommo\": {\"subdomain\": \"a\"}} | A name is needed",
                "{\"name\": \"A\\u0007\", \"kommo\": {\"subdomain\": \"a\"}} | can't be shown",
                "{\"name\": \"A\"}                             | kommo.subdomain is needed",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"A.b\"}} | kommo.subdomain is needed",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"-a\"}} | kommo.subdomain is needed",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\", \"longLivedToken\": \"to\\nken\"}} | kommo.longLivedToken is not a token",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\", \"longLivedToken\": {\"tok\": 1}}} | \"kommo.longLivedToken\" has a value of the wrong kind",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\"}, \"quickbooks\": {\"realmId\": \"12x\"}} | in digits",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\"}, \"quickbooks\": {\"refreshToken\": \"tok\"}} | quickbooks.realmId is",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\"}, \"colour\": 1} | There is no \"colour\"",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\"}, \"settings\": {\"colour\": 1}} | There is no \"settings.colour\"",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\"}, \"settings\": {\"invoice\": {\"colour\": null}}} | There is no \"settings.invoice.colour\"",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\"}, \"settings\": {\"invoice\": {\"send\": \"yes\"}}} | \"settings.invoice.send\" has a value of the wrong kind",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\"}, \"settings\": {\"invoice\": 5}} | \"settings.invoice\" has a value of the wrong kind",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\"}, \"settings\": {\"paid\": {\"mode\": \"x\"}}} | has to be one of [\"fields\",\"stage\"]",
                "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\"}, \"settings\": {\"paid\": {\"mode\": \"stage\"}}} | needs paid.pipelineId and paid.statusId",
            })
    void refusesInWords(String body, String words) {
        long before = count("connection");

        Answer refused = api("POST", "/connections", body);

        assertRefused(refused, words).doesNotContain("tok\"", "org.", "java.");
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(count("connection")).isEqualTo(before);
    }

    @Test
    void changesAreMergedIntoTheSettings() {
        String path = "/connections/" + connection("Merge");
        api("PATCH", path, "{\"settings\": {\"invoice\": {\"item\": \"Hours\", \"maxAmount\": 100}}}");

        JsonNode changed = api(
                        "PATCH",
                        path,
                        """
                        {"name": "Merged", "settings": {"invoice": {"maxAmount": null, "send": false},
                                                        "paid": {"mode": "stage", "pipelineId": 3, "statusId": 4}}}
                        """)
                .json();

        assertThat(changed.path("name").asText()).isEqualTo("Merged");
        assertThat(changed.at("/settings/invoice/item").asText()).isEqualTo("Hours");
        assertThat(changed.at("/settings/invoice/maxAmount").isMissingNode()).isTrue();
        assertThat(changed.at("/settings/invoice/send").asBoolean()).isFalse();
        assertThat(changed.at("/settings/paid/pipelineId").asInt()).isEqualTo(3);

        JsonNode back =
                api("PATCH", path, "{\"settings\": {\"invoice\": null}}").json();
        assertThat(back.at("/settings/invoice/item").asText()).isEqualTo("Services");
        assertThat(back.at("/settings/paid/mode").asText()).isEqualTo("stage");

        assertThat(api("PATCH", path, "{\"settings\": {\"paid\": {\"statusId\": null}}}")
                        .status())
                .isEqualTo(400);
        assertThat(api("GET", path, null).json()).isEqualTo(back);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kommo\": {\"subdomain\": \"A.b\"}}               | kommo.subdomain is needed",
                "{\"kommo\": {\"subdomain\": \"a.evil.test/\"}}      | kommo.subdomain is needed",
                "{\"kommo\": {\"longLivedToken\": \"to ken\"}}       | kommo.longLivedToken is not a token",
                "{\"kommo\": {\"longLivedToken\": [\"tok\"]}}        | \"kommo.longLivedToken\" has a value of the wrong kind",
                "{\"kommo\": {\"refreshToken\": \"tok\"}}            | There is no \"kommo.refreshToken\"",
                "{\"quickbooks\": {\"refreshToken\": \"to ken\"}}    | quickbooks.refreshToken is not a token",
                "{\"quickbooks\": {\"refreshToken\": \"tok\"}}       | has no QuickBooks company yet",
                "{\"quickbooks\": {\"realmId\": \"1\"}}              | A connection keeps its QuickBooks company",
            })
    void refusesTokensInWords(String body, String words) {
        long id = connection("Tokens");

        Answer refused = api("PATCH", "/connections/" + id, body);

        assertRefused(refused, words).doesNotContain("tok\"", "to ken", "org.");
        assertThat(audit("connection.change", id)).isZero();
        assertThat(count("token where connection_id = ?", id)).isZero();
    }

    /** The sandbox knows neither this token nor another one: it is asked before anything is stored. */
    @Test
    void aTokenThatKommoDoesNotTakeIsRefused() {
        long id = connection("Not theirs");

        Answer refused = api("PATCH", "/connections/" + id, "{\"kommo\": {\"longLivedToken\": \"ll-secret\"}}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asText())
                .contains("Kommo does not take the token at acme", "Nothing was changed")
                .doesNotContain("ll-secret");
        assertThat(count("token where connection_id = ?", id)).isZero();
    }

    /** While Kommo is not connected there is nothing to ask with: whoever connects has to be of the same account. */
    @Test
    void theSubdomainOfAConnectionWithoutTokensIsChanged() {
        long id = connection("Moved");

        Answer moved = api("PATCH", "/connections/" + id, "{\"kommo\": {\"subdomain\": \"acme-studio\"}}");

        assertThat(moved.json().at("/kommo/subdomain").asText()).isEqualTo("acme-studio");
        assertThat(jdbc.sql("select detail from audit where subject = ? and action = 'connection.change'")
                        .param("connection " + id)
                        .query(String.class)
                        .list())
                .containsExactly("kommo.subdomain acme-studio");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /connections/999999, 404",
        "GET, /connections/abc, 404",
        "PATCH, /connections/999999, 404",
        "POST, /connections/999999/provision, 404",
        "POST, /connections/999999/check, 404",
        "POST, /connections/999999/reconcile, 404",
        "GET, /connections/999999/drift, 404",
        "DELETE, /connections/999999, 404",
        "PUT, /connections, 405",
        "GET, /deals/1/999999, 404",
        "POST, /deals/1/999999/approve, 404",
        "POST, /deals/1/2/preview, 404",
        "GET, /deals?state=LOST, 400",
        "GET, /deals?page=-1, 400",
        "GET, /deals?connection=x, 400",
        "GET, /work/999999, 404",
        "POST, /work/999999/replay, 404",
        "POST, /work/999999/skip, 404",
        "GET, /work/1/replay, 405",
        "GET, /work?state=BROKEN, 400",
        "GET, /work?page=x, 400",
        "GET, /audit?page=-1, 400",
    })
    void whatIsNotThereIsAProblem(String method, String path, int status) {
        Answer answer = api(method, path, method.equals("PATCH") ? "{}" : null);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asText()).isNotBlank();
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void takesJsonOnly(String type) {
        Answer answer =
                send("POST", "/api/v1/connections", "{}", "Authorization", basic(PASSWORD), "Content-Type", type);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void auditTellsWhoDidWhatWhen() {
        long id = connection("Audited");

        JsonNode last = api("GET", "/audit", null).json().path("items").path(0);

        assertThat(last.path("username").asText()).isEqualTo("admin");
        assertThat(last.path("action").asText()).isEqualTo("connection.create");
        assertThat(last.path("subject").asText()).isEqualTo("connection " + id);
        assertThat(last.path("at").asText()).endsWith("Z");
    }
}
