package org.wonbooks.console.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.console.ConsoleTest;

/** The check as people and programs see it. */
class CheckApiTest extends ConsoleTest {

    @Test
    void aConnectionThatIsNotConnectedYetSaysSo() {
        long id = connection("Not yet");
        assertThat(api("GET", "/connections/" + id + "/check", null).json())
                .hasToString("{\"checkedAt\":null,\"rows\":[]}");

        Answer answer = api("POST", "/connections/" + id + "/check", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(row(answer.json(), "kommo.access").path("detail").asText())
                .isEqualTo("Not yet is not connected to Kommo yet");
        assertThat(row(answer.json(), "quickbooks.access").path("fix").asText())
                .startsWith("Press “Connect" + " QuickBooks” on");
        assertThat(row(answer.json(), "invoice.item").path("ok").asBoolean()).isFalse();
        assertThat(answer.json())
                .as("what hangs on another fault is none of its own")
                .filteredOn(row -> row.path("state").asText().equals("fault"))
                .extracting(row -> row.path("check").asText())
                .containsExactly("kommo.access", "quickbooks.access");
        assertThat(row(answer.json(), "quickbooks.webhook").path("state").asText())
                .isEqualTo("unseen");
        assertThat(api("GET", "/connections/" + id + "/check", null).json().path("rows"))
                .isEqualTo(answer.json());
        assertThat(count("audit where action = 'connection.check' and subject = ?", "connection " + id))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void onlyTheAdminChecksAndOnlyWhatIsThere(String method) {
        Answer answer = api(method, "/connections/99999999/check", null);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asText()).isEqualTo("There is no connection 99999999.");
        assertThat(send(method, "/api/v1/connections/1/check", null).status()).isEqualTo(401);
    }

    @Test
    void provisioningIsFollowedByACheck() {
        long id = connection("Provisioned");
        api("POST", "/connections/" + id + "/provision", null);
        assertThat(jdbc.sql("select kind from work where connection_id = ? order by due_at, id")
                        .param(id)
                        .query(String.class)
                        .list())
                .containsExactly("connection-provision", "connection-check");
        assertThat(count("(select distinct lane from work where connection_id = ?) lanes", id))
                .as("one after the other")
                .isEqualTo(1);
    }

    @Test
    void thePageShowsTheLastResultAndItsButtonChecksAnew() {
        long id = connection("On the page");
        String cookie = signIn();
        Answer page = send("GET", "/connections/" + id + "/check", null, "Cookie", cookie);
        assertThat(page.body()).contains("Not checked yet").doesNotContain("<script>", "style=", "onclick");

        assertThat(press(page, cookie, "/connections/" + id + "/check").header("Location"))
                .endsWith("/connections/" + id + "/check");

        assertThat(send("GET", "/connections/" + id + "/check", null, "Cookie", cookie)
                        .body())
                .contains(
                        "Checked ",
                        "To be mended: 2",
                        "On the page is not connected to Kommo yet",
                        "“Connect Kommo”",
                        "Not seen yet: 2",
                        "href=\"/connections/" + id + "/settings#invoice.item\"")
                .doesNotContain("??", ">invoice.item<", ">kommo.access<");
        assertThat(send("GET", "/", null, "Cookie", cookie).body())
                .contains("2 things to be mended", "/connections/" + id + "/check");
        assertThat(press(page, cookie, "/connections/" + id + "/check/provision")
                        .status())
                .isEqualTo(302);
        assertThat(count("work where connection_id = ? and kind = 'connection-provision' and state = 'OPEN'", id))
                .isEqualTo(1);
        assertThat(send("POST", "/connections/" + id + "/check", null, "Cookie", cookie)
                        .status())
                .as("without the form's token")
                .isEqualTo(403);
        assertThat(send("GET", "/connections/99999999/check", null, "Cookie", cookie)
                        .status())
                .isEqualTo(404);
    }

    private static JsonNode row(JsonNode rows, String check) {
        for (JsonNode row : rows) {
            if (row.path("check").asText().equals(check)) {
                return row;
            }
        }
        throw new AssertionError("No row " + check + " in " + rows);
    }
}
