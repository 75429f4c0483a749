package org.wonbooks.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.flow.billing.CompanyBooks;

/** Wonbooks with something broken on either side, and the words that tests of the check use. */
public abstract class CheckedWonbooks extends RunningWonbooks {

    public static final String COMPANY = "/quickbooks/realms/" + SandboxCalls.REALM;

    /** With status 403; a page instead of JSON would be Kommo's block of our address. */
    public static final String NO_RIGHTS = "{\"title\": \"Forbidden\", \"status\": 403}";

    @Autowired
    public CompanyBooks books;

    @AfterEach
    protected void mend() {
        settings("{}");
        sandbox.patch(
                COMPANY + "/company",
                """
                {"country": "US", "homeCurrency": "USD", "salesTax": "none", "customTxnNumbers": false,
                 "bookCloseDate": null, "multiCurrency": false}
                """);
        books.forget(id());
        jdbc.sql("update connection set mode = 'live', paused = false").update();
        jdbc.sql("update token set state = 'READY'").update();
        jdbc.sql("update connection set kommo_down_until = null, quickbooks_down_until = null")
                .update();
        awaitQuiet();
    }

    protected long id() {
        return connection().id();
    }

    protected void spoil(String system, String path, int count, int status, String body) {
        String quoted = body.replace("\"", "\\\"").replace("\n", " ");
        sandbox.post(
                "/faults",
                """
                {"system": "%s", "method": "GET", "path": "%s", "count": %d, "status": %d, "body": "%s"}
                """
                        .formatted(system, path, count, status, quoted));
    }

    protected static Stream<JsonNode> stream(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    protected static JsonNode row(JsonNode rows, String check) {
        return stream(rows)
                .filter(row -> row.path("check").asText().equals(check))
                .findFirst()
                .orElseThrow();
    }

    protected void field(String code, String type) {
        sandbox.post(
                "/kommo/fields",
                "[{\"name\": \"Payment date\", \"type\": \"%s\", \"code\": \"%s\", \"is_api_only\": true}]"
                        .formatted(type, code));
    }

    protected void answer(String system, String path, int count, String json) {
        spoil(system, path, count, 200, json.strip());
    }

    protected static List<String> faults(JsonNode rows) {
        return stream(rows)
                .filter(row -> !row.path("ok").asBoolean())
                .map(row -> row.path("check").asText())
                .toList();
    }
}
