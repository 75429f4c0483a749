package org.wonbooks.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.wonbooks.sandbox.quickbooks.Client.ACME;
import static org.wonbooks.sandbox.quickbooks.Client.GLOBEX;
import static org.wonbooks.sandbox.quickbooks.Client.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.wonbooks.sandbox.SandboxRun.Answer;

class QuickBooksTest extends SeededBooks {

    @Test
    void findsNamesByTheirEscapedForm() throws IOException {
        for (String name : new String[] {"O'Brien", "back\\slash", "Café Crème & Co", "'\\"}) {
            client.customer(name.replace("\\", "\\\\"));
            String literal = name.replace("\\", "\\\\").replace("'", "\\'");

            JsonNode found = client.query("SELECT * FROM Customer WHERE DisplayName = '" + literal + "'")
                    .json();

            assertThat(found.at("/QueryResponse/Customer/0/DisplayName").asText())
                    .isEqualTo(name);
            assertThat(found.at("/QueryResponse/maxResults").asInt()).isEqualTo(1);
        }
    }

    @Test
    void readsItsQueryLanguageAndNothingElse() throws IOException {
        assertThat(client.query("select * from Customer where DisplayName = 'amy\\'s bird sanctuary'")
                        .body())
                .contains("Lauterbach");
        assertThat(client.query("SELECT * FROM Customer WHERE PrimaryEmailAddr = 'nobody@else.example'")
                        .json()
                        .path("QueryResponse"))
                .isEmpty();
        assertThat(count("")).isEqualTo(3);
        assertThat(count(" WHERE Active IN (true,false)")).isEqualTo(4);
        assertThat(count(" WHERE DisplayName LIKE '%dental' AND Balance = '0'")).isEqualTo(1);
        JsonNode page = client.query("SELECT * FROM Term ORDERBY Name DESC STARTPOSITION 2 MAXRESULTS 2")
                .json()
                .path("QueryResponse");
        assertThat(page.path("Term").findValuesAsText("Name")).containsExactly("Net 30", "Net 15");
        assertThat(page.path("startPosition").asInt()).isEqualTo(2);

        assertThat(code(client.query("SELECT * FROM Customer WHERE DisplayName = 'Ирина'")))
                .isEqualTo("4000");
        assertThat(code(client.query("SELECT * FROM Customer WHERE DisplayName = 'a' OR Active = true")))
                .isEqualTo("4000");
        assertThat(code(client.query("SELECT * FROM Customer WHERE DisplayName = 'it''s'")))
                .isEqualTo("4000");
        assertThat(code(client.query("SELECT * FROM Customer STARTPOSITION 0"))).isEqualTo("4001");
        assertThat(code(client.query("SELECT * FROM Custmoer"))).isEqualTo("4001");
        assertThat(code(client.query("SELECT * FROM Invoice WHERE PrivateNote = 'a deal'")))
                .isEqualTo("4001");
        assertThat(client.post("/query?query=SELECT%20*%20FROM%20Term", "").status())
                .isEqualTo(400);
        assertThat(client.call("POST", "/query", "SELECT * FROM Term", "application/text")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersARepeatedRequestIdAsItDidThen() throws IOException {
        Answer first = client.post("/customer?requestid=once", "{\"DisplayName\":\"Jane Roe\"}");
        Answer second = client.post("/customer?requestid=once", "{\"DisplayName\":\"Jane Roe\"}");
        Answer other = client.post("/customer?requestid=twice", "{\"DisplayName\":\"JANE ROE\"}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(400);
        assertThat(code(other)).isEqualTo("6240");
        assertThat(code(client.post("/customer?requestid=" + "x".repeat(51), "{\"DisplayName\":\"Longer\"}")))
                .isEqualTo("2130");
    }

    @Test
    void holdsCustomersToTheirRules() throws IOException {
        assertThat(code(client.post("/customer", "{\"DisplayName\":\"harborview printing\"}")))
                .isEqualTo("6240");
        assertThat(code(client.post("/customer", "{\"DisplayName\":\"a:b\"}"))).isEqualTo("2040");
        assertThat(code(client.post("/customer", "{\"DisplayName\":\"" + "x".repeat(501) + "\"}")))
                .isEqualTo("2050");
        assertThat(code(client.post("/customer", "{\"DisplayName\":\"E\",\"PrimaryEmailAddr\":{\"Address\":\"a@b\"}}")))
                .isEqualTo("2210");
        assertThat(code(client.post("/customer", "{\"displayName\":\"E\"}"))).isEqualTo("2010");
        String id = client.customer("Jane Roe");
        String update = "{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true,\"Notes\":\"new\"}".formatted(id);
        JsonNode updated = client.post("/customer", update).json().path("Customer");
        assertThat(updated.path("DisplayName").asText()).isEqualTo("Jane Roe");
        assertThat(updated.path("SyncToken").asText()).isEqualTo("1");
        assertThat(code(client.post("/customer", update))).isEqualTo("5010");
    }

    @Test
    void writesSendsAndSettlesAnInvoice() throws IOException {
        String customer = client.customer("Jane Roe");
        JsonNode invoice = client.invoice(customer, "1500.50", "one");
        String id = invoice.path("Id").asText();
        assertThat(invoice.path("DocNumber").asText()).isEqualTo("1001");
        assertThat(invoice.path("DueDate").asText()).isEqualTo("2026-09-30");
        assertThat(invoice.at("/Line/1/DetailType").asText()).isEqualTo("SubTotalLineDetail");
        assertThat(invoice.path("Balance").toString()).isEqualTo("1500.50");
        assertThat(invoice.has("InvoiceLink")).isFalse();
        assertThat(client.get("/invoice/" + id + "?include=invoiceLink")
                        .json()
                        .at("/Invoice/InvoiceLink")
                        .asText())
                .startsWith("https://");

        JsonNode sent = client.call(
                        "POST", "/invoice/" + id + "/send?sendTo=a%2Bb%40roe.example", null, "application/octet-stream")
                .json()
                .path("Invoice");
        assertThat(sent.path("EmailStatus").asText()).isEqualTo("EmailSent");
        assertThat(sent.at("/BillEmail/Address").asText()).isEqualTo("a+b@roe.example");

        sandbox.control("POST", "/quickbooks/invoices/" + id + "/pay?amount=500.50", "");
        JsonNode other = client.invoice(customer, "20", "two");
        Answer both = client.post(
                "/payment",
                """
                {"CustomerRef":{"value":"%s"},"TotalAmt":1100,"Line":[
                 {"Amount":1000,"LinkedTxn":[{"TxnId":"%s","TxnType":"Invoice"}]},
                 {"Amount":20,"LinkedTxn":[{"TxnId":"%s","TxnType":"Invoice"}]}]}"""
                        .formatted(customer, id, other.path("Id").asText()));
        assertThat(both.json().at("/Payment/UnappliedAmt").decimalValue()).isEqualByComparingTo("80");
        JsonNode paid = client.get("/invoice/" + id).json().path("Invoice");
        assertThat(paid.path("Balance").decimalValue()).isZero();
        assertThat(paid.path("LinkedTxn")).hasSize(2);

        JsonNode state = sandbox.control("GET", "/state", null).at("/quickbooks/realms/0");
        assertThat(state.at("/invoices/0/emails").asInt()).isEqualTo(1);
        assertThat(state.path("reads").asInt()).isEqualTo(2);
        assertThat(sandbox.send("POST", "/sandbox/quickbooks/invoices/" + id + "/pay?amount=1", "")
                        .status())
                .isEqualTo(400);
        assertThat(sandbox.control("GET", "/state", null).at("/quickbooks/realms/0/payments"))
                .hasSize(2);
    }

    @Test
    void refusesInvoicesThatAreWrong() throws IOException {
        String customer = client.customer("Jane Roe");
        String good = Client.invoiceBody(customer, "100");
        assertThat(code(client.post("/invoice", good.replace("\"Qty\":1", "\"Qty\":2"))))
                .isEqualTo("6070");
        assertThat(code(client.post("/invoice", Client.invoiceBody("9999", "100"))))
                .isEqualTo("2500");
        assertThat(code(client.post(
                        "/invoice", good.replace("\"ItemRef\":{\"value\":\"1\"}", "\"ItemRef\":{\"value\":\"3\"}"))))
                .isEqualTo("610");
        assertThat(client.post("/invoice", good).json().at("/Invoice/DocNumber").asText())
                .as("what was refused has left no trace")
                .isEqualTo("1001");
        Client globex = new Client(sandbox, GLOBEX);
        assertThat(globex.invoice(globex.customer("Jane Roe"), "1", "g").has("DocNumber"))
                .isFalse();
    }

    @Test
    void turnsTheRefreshTokenOverOnceADay() throws IOException {
        String old = client.refreshToken();
        assertThat(client.refresh(old).json().path("refresh_token").asText()).isEqualTo(old);

        sandbox.control("POST", "/clock?advance=PT25H", "");
        Answer expired = client.get("/preferences");
        String renewed = client.refresh(old).json().path("refresh_token").asText();
        Answer dead = client.refresh(old);

        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.json().at("/fault/error/0/code").asText()).isEqualTo("3200");
        assertThat(expired.response().headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).contains("invalid_token"));
        assertThat(renewed).startsWith("RT1-").isNotEqualTo(old);
        assertThat(dead.status()).isEqualTo(400);
        assertThat(dead.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
        assertThat(client.refresh(renewed).status()).isEqualTo(200);
    }

    @Test
    void consentsAndBindsTheTokenToOneCompany() throws IOException {
        Answer consent = sandbox.send(
                "GET",
                "/sandbox/quickbooks/connect/oauth2?client_id=sandbox-client"
                        + "&response_type=code&scope=com.intuit.quickbooks.accounting&state=a%20b"
                        + "&redirect_uri=http%3A%2F%2Flocalhost%2Fcb&realm=" + GLOBEX,
                null);
        String back = consent.response().headers().firstValue("Location").orElseThrow();
        assertThat(back)
                .startsWith("http://localhost/cb?code=")
                .contains("realmId=" + GLOBEX)
                .endsWith("state=a%20b");
        String code = back.replaceFirst(".*code=([^&]*).*", "$1");
        String form = "grant_type=authorization_code&redirect_uri=http%3A%2F%2Flocalhost%2Fcb&code=" + code;
        Answer tokens = client.token(form);
        Answer again = client.token(form);

        assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(again.status()).isEqualTo(400);
        Answer foreign = sandbox.send(
                "GET",
                "/sandbox/quickbooks/v3/company/" + ACME + "/preferences",
                null,
                "Authorization",
                "Bearer " + tokens.json().path("access_token").asText());
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.json().at("/fault/error/0/code").asText()).isEqualTo("3100");
        assertThat(foreign.response().headers().firstValue("intuit_tid")).isPresent();
    }

    @Test
    void losesAnswersAndCallsOnDemand() throws IOException {
        String customer = client.customer("Jane Roe");
        fault(
                "{\"system\":\"quickbooks\",\"method\":\"POST\",\"path\":\"/invoice$\",\"kind\":\"cut\",\"when\":\"after\"}");
        assertThatThrownBy(() -> client.invoice(customer, "100", "cut")).isInstanceOf(IOException.class);
        assertThat(invoices()).hasSize(1);
        assertThat(client.invoice(customer, "100", "cut").path("DocNumber").asText())
                .isEqualTo("1001");
        assertThat(invoices()).hasSize(1);

        fault("{\"path\":\"/invoice$\",\"kind\":\"cut\"}");
        assertThatThrownBy(() -> client.invoice(customer, "100", "never")).isInstanceOf(IOException.class);
        fault("{\"path\":\"/invoice$\",\"status\":503,\"body\":\"<html>busy</html>\"}");
        assertThat(client.post("/invoice", "{}").status()).isEqualTo(503);
        assertThat(invoices()).hasSize(1);
        assertThat(sandbox.control("GET", "/calls?system=quickbooks&path=/invoice", null)
                        .findValuesAsText("status"))
                .containsExactly("0", "200", "0", "503");
    }

    @Test
    void keepsSilentUntilTheRuleIsCleared() throws Exception {
        fault("{\"path\":\"/customer$\",\"kind\":\"silence\",\"when\":\"after\"}");
        CompletableFuture<String> lost = customerMeanwhile("Jane Roe");
        await().until(() -> sandbox.control("GET", "/state", null).toString().contains("Jane Roe"));
        assertThat(lost).isNotDone();

        sandbox.control("DELETE", "/faults", null);

        assertThat(lost)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withRootCauseInstanceOf(IOException.class);
    }

    private void fault(String rule) throws IOException {
        sandbox.control("POST", "/faults", rule);
    }

    private JsonNode invoices() throws IOException {
        return sandbox.control("GET", "/state", null).at("/quickbooks/realms/0/invoices");
    }

    private int count(String where) throws IOException {
        return client.query("SELECT COUNT(*) FROM Customer" + where)
                .json()
                .at("/QueryResponse/totalCount")
                .asInt();
    }
}
