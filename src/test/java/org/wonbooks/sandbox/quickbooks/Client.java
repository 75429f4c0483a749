package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.wonbooks.sandbox.SandboxRun;
import org.wonbooks.sandbox.SandboxRun.Answer;

/** Talks to the simulated QuickBooks as a well-behaved client of one company would. */
public final class Client {

    public static final String ACME = "9341455000000001";
    static final String GLOBEX = "9341455000000002";

    private final SandboxRun sandbox;
    private final String realmId;
    private String refreshToken;
    private String accessToken;

    public Client(SandboxRun sandbox, String realmId) throws IOException {
        this.sandbox = sandbox;
        this.realmId = realmId;
        refreshToken = sandbox.control("POST", "/quickbooks/realms/" + realmId + "/refresh-token", "")
                .path("refreshToken")
                .asText();
        accessToken = refresh(refreshToken).json().path("access_token").asText();
    }

    String refreshToken() {
        return refreshToken;
    }

    public String accessToken() {
        return accessToken;
    }

    Answer refresh(String token) throws IOException {
        return token("grant_type=refresh_token&refresh_token=" + token);
    }

    Answer token(String form) throws IOException {
        String pair = Base64.getEncoder().encodeToString("sandbox-client:sandbox-secret".getBytes());
        return sandbox.send(
                "POST",
                "/sandbox/quickbooks/oauth2/v1/tokens/bearer",
                form,
                "Authorization",
                "Basic " + pair,
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    Answer call(String method, String path, String body, String type) throws IOException {
        return sandbox.send(
                method,
                "/sandbox/quickbooks/v3/company/" + realmId + path,
                body,
                "Authorization",
                "Bearer " + accessToken,
                "Accept",
                "application/json",
                "Content-Type",
                type);
    }

    public Answer get(String path) throws IOException {
        return call("GET", path, null, "application/json");
    }

    public Answer post(String path, String body) throws IOException {
        return call("POST", path, body, "application/json; charset=utf-8");
    }

    public Answer query(String statement) throws IOException {
        return get("/query?query=" + URLEncoder.encode(statement, StandardCharsets.UTF_8));
    }

    /** The code of the first error in the accounting service's dialect. */
    public static String code(Answer answer) throws IOException {
        return answer.json().at("/Fault/Error/0/code").asText();
    }

    public String customer(String name) throws IOException {
        Answer created = post("/customer", "{\"DisplayName\":\"" + name + "\"}");
        return created.json().at("/Customer/Id").asText();
    }

    /** An invoice of one line, with its e-mail address. */
    public JsonNode invoice(String customerId, String amount, String requestId) throws IOException {
        return post("/invoice?requestid=" + requestId, invoiceBody(customerId, amount))
                .json()
                .path("Invoice");
    }

    public static String invoiceBody(String customerId, String amount) {
        return """
                {"CustomerRef":{"value":"%s"},"TxnDate":"2026-09-15","BillEmail":{"Address":"jane@roe.example"},
                 "PrivateNote":"a deal","AllowOnlineACHPayment":true,"SalesTermRef":{"value":"2"},
                 "Line":[{"Amount":%s,"DetailType":"SalesItemLineDetail","Description":"Website",
                   "SalesItemLineDetail":{"ItemRef":{"value":"1"},"Qty":1,"UnitPrice":%s}}]}"""
                .formatted(customerId, amount, amount);
    }
}
