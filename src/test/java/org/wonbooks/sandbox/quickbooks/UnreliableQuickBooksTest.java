package org.wonbooks.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.wonbooks.sandbox.quickbooks.Client.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.wonbooks.sandbox.SandboxRun.Answer;

/** What the faults and the modes of the sandbox make of QuickBooks. */
class UnreliableQuickBooksTest extends SeededBooks {

    private static final String JANE = "{\"DisplayName\":\"Jane Roe\"}";

    @Test
    void aTruncatedAnswerIsHalfOfTheTrueOne() throws IOException {
        assertThat(booksAfterACut("'kind':'truncated','when':'before'")).doesNotContain("Jane Roe");

        assertThat(booksAfterACut("'kind':'truncated','when':'after'")).contains("Jane Roe");
    }

    @Test
    void aSlowAnswerIsTheTrueOneByteByByte() throws IOException {
        fault("'path':'/preferences$','kind':'slow','when':'after','pause':'PT0.000001S'");
        assertThat(client.get("/preferences").json().has("Preferences")).isTrue();

        assertThat(booksAfterACut("'kind':'slow','when':'before','pause':'PT0.000001S'"))
                .doesNotContain("Jane Roe");
    }

    @Test
    void aSlowAnswerComesWholeWhenTheRuleIsCleared() throws IOException {
        fault("'path':'/customer$','kind':'slow','when':'after','pause':'PT30S'");
        CompletableFuture<String> slow = customerMeanwhile("Jane Roe");
        await().until(() -> books().contains("Jane Roe"));
        assertThat(slow).isNotDone();

        sandbox.control("DELETE", "/faults", null);

        assertThat(slow).succeedsWithin(Duration.ofSeconds(10)).asString().isNotEmpty();
    }

    @Test
    void aStatusIsWhateverBodyInItsType() throws IOException {
        fault("'status':200,'body':'<IntuitResponse/>'");
        fault("'status':200,'body':'{}','when':'after'");
        fault("'status':502,'body':'<html></html>'");
        for (String type : new String[] {"application/xml", "application/json", "text/html"}) {
            assertThat(client.get("/preferences").response().headers().firstValue("content-type"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith(type));
        }
    }

    @Test
    void everyThirdCallAsksForAWait() throws IOException {
        fault("'path':'/preferences$','count':2,'every':3,'status':429,'retryAfter':'2'");
        List<String> asked = new ArrayList<>();
        for (int call = 1; call <= 7; call++) {
            Answer answer = client.get("/preferences");
            asked.add(answer.status()
                    + answer.response().headers().firstValue("Retry-After").orElse(""));
        }
        assertThat(asked).containsExactly("200", "200", "4292", "200", "200", "4292", "200");
    }

    @Test
    void theTokenEndpointLosesItsAnswer() throws IOException {
        mode("'tokenTurnover':'PT0S'");
        sandbox.control("DELETE", "/calls", null);
        fault("'path':'tokens/bearer$','kind':'cut','when':'after'");

        assertThatThrownBy(() -> client.refresh(client.refreshToken())).isInstanceOf(IOException.class);
        assertThat(client.refresh(client.refreshToken()).body()).isEqualTo("{\"error\":\"invalid_grant\"}");

        JsonNode calls = sandbox.control("GET", "/calls?path=tokens/bearer", null);
        assertThat(calls.findValuesAsText("status")).containsExactly("0", "400");
        assertThat(calls.toString()).doesNotContain("RT1-");
    }

    @Test
    void withGraceTheReplacedRefreshTokenWorksForADay() throws IOException {
        mode("'tokenTurnover':'PT0S','tokens':'grace'");
        String old = client.refreshToken();
        String next = client.refresh(old).json().path("refresh_token").asText();
        assertThat(next).startsWith("RT1-").isNotEqualTo(old);

        Answer again = client.refresh(old);
        assertThat(again.json().path("refresh_token").asText())
                .startsWith("RT1-")
                .isNotEqualTo(old);
        sandbox.control("POST", "/clock?advance=PT25H", "");

        assertThat(client.refresh(old).status()).isEqualTo(400);
        assertThat(client.refresh(again.json().path("refresh_token").asText()).status())
                .isEqualTo(200);
    }

    @Test
    void forgetsRequestIds() throws IOException {
        mode("'requestIds':'forgotten'");
        assertThat(client.post("/customer?requestid=one", JANE).status()).isEqualTo(200);
        assertThat(code(client.post("/customer?requestid=one", JANE))).isEqualTo("6240");
    }

    @Test
    void repeatsErrorsOfARequestIdForEver() throws IOException {
        mode("'requestIds':'errors'");
        assertThat(code(client.post("/customer?requestid=bad", "{\"DisplayName\":\"a:b\"}")))
                .isEqualTo("2040");
        assertThat(code(client.post("/customer?requestid=bad", JANE))).isEqualTo("2040");
        fault("'path':'/customer$','status':503,'body':'<html>busy</html>','when':'after'");
        assertThat(client.post("/customer?requestid=busy", JANE).status()).isEqualTo(503);
        assertThat(client.post("/customer?requestid=busy", JANE).body()).isEqualTo("<html>busy</html>");
        assertThat(books()).contains("Jane Roe");

        mode("'requestIds':'kept'");
        assertThat(client.post("/customer?requestid=busy", JANE).status()).isEqualTo(200);
    }

    @Test
    void queriesLagBehindWrites() throws IOException {
        mode("'readLag':'PT5S'");
        String id = client.customer("Jane Roe");
        String query = "SELECT * FROM Customer WHERE DisplayName = 'Jane Roe'";
        assertThat(client.query(query).json().path("QueryResponse")).isEmpty();
        assertThat(changes("Customer", "2026-01-01T00:00:00Z").toString()).doesNotContain("Jane Roe");
        assertThat(client.get("/customer/" + id).status()).isEqualTo(200);

        sandbox.control("POST", "/clock?advance=PT6S", "");

        assertThat(client.query(query).json().at("/QueryResponse/Customer/0/Id").asText())
                .isEqualTo(id);
        sandbox.control("POST", "/reset", "");
        client.customer("Jane Roe");
        assertThat(client.query(query).json().path("QueryResponse")).isNotEmpty();
    }

    @Test
    void tellsWhatHasChangedSince() throws IOException {
        String customer = client.customer("Jane Roe");
        sandbox.control("POST", "/clock?advance=PT1M", "");
        String since = sandbox.control("GET", "/state", null).path("clock").asText();
        assertThat(changes("Invoice,Customer,Payment", since).toString()).isEqualTo("[{},{},{}]");

        String invoice = client.invoice(customer, "100", "one").path("Id").asText();

        JsonNode changes = changes("Invoice,Customer,Payment", since);
        assertThat(changes.findPath("Invoice").findValuesAsText("Id")).contains(invoice);
        assertThat(changes.findPath("Customer").at("/0/DisplayName").asText())
                .as("its balance has changed")
                .isEqualTo("Jane Roe");
        assertThat(changes.findValuesAsText("totalCount")).containsExactly("1", "1");
        assertThat(sandbox.control("GET", "/state", null)
                        .at("/quickbooks/realms/0/reads")
                        .asInt())
                .as("metered")
                .isEqualTo(2);
        assertThat(code(client.get("/cdc?entities=Invoice&changedSince=2020-01-01T00:00:00Z")))
                .isEqualTo("4001");
        assertThat(code(client.get("/cdc?entities=Nothing&changedSince=" + since)))
                .isEqualTo("4001");
        assertThat(code(client.get("/cdc?entities=Invoice"))).isEqualTo("2020");
    }

    private JsonNode changes(String entities, String since) throws IOException {
        return client.get("/cdc?entities=" + entities + "&changedSince=" + since)
                .json()
                .at("/CDCResponse/0/QueryResponse");
    }

    /** A customer is to be made, and the answer ends too soon. */
    private String booksAfterACut(String how) throws IOException {
        fault("'path':'/customer$'," + how);
        assertThatThrownBy(() -> client.customer("Jane Roe")).hasMessageContaining("bytes received");
        return books();
    }

    private static String books() throws IOException {
        return sandbox.control("GET", "/state", null).path("quickbooks").toString();
    }

    /** Apostrophes stand for quotation marks. */
    private static void fault(String rule) throws IOException {
        sandbox.control("POST", "/faults", "{" + rule.replace('\'', '"') + "}");
    }

    private static void mode(String modes) throws IOException {
        sandbox.control("PATCH", "/quickbooks/modes", "{" + modes.replace('\'', '"') + "}");
    }
}
