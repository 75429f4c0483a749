package org.wonbooks.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.console.ConsoleTest;

/** What a person does with a connection: it is paused, switched off, provisioned and reconciled. */
class ConnectionActionsTest extends ConsoleTest {

    @Test
    void isPausedAndSwitchedOff() {
        long id = connection("Pause");
        String path = "/connections/" + id;

        assertThat(api("PATCH", path, "{\"paused\": true}").json().path("state").asText())
                .isEqualTo("PAUSED");
        assertThat(api("PATCH", path, "{\"name\": \"Pause 2\"}")
                        .json()
                        .path("paused")
                        .asBoolean())
                .isTrue();
        assertThat(api("PATCH", path, "{\"paused\": false, \"mode\": \"off\"}")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("PAUSED");
        assertThat(api("PATCH", path, "{\"mode\": \"live\"}")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("NEW");
        assertThat(audit("connection.change", id)).isEqualTo(4);

        assertThat(api("PATCH", path, "{\"mode\": \"shadow\"}")
                        .json()
                        .path("mode")
                        .asText())
                .isEqualTo("shadow");
        assertThat(send("GET", "/connections/" + id + "/shadow", null, "Authorization", basic(PASSWORD))
                        .body())
                .contains("None was seen in shadow yet");
        assertThat(send("GET", "/connections/" + id, null, "Authorization", basic(PASSWORD))
                        .body())
                .contains("In shadow");
        assertThat(api("PATCH", path, "{\"mode\": \"on\"}").status()).isEqualTo(400);
        assertThat(api("PATCH", path, "{\"paused\": \"true\"}").status()).isEqualTo(400);
        assertThat(audit("connection.change", id)).isEqualTo(5);
    }

    @Test
    void isProvisionedOnDemand() {
        long id = connection("Provision");

        assertAccepted(id, "provision");
        assertThat(count("work where connection_id = ? and kind = 'connection-provision' and state = 'OPEN'", id))
                .isEqualTo(1);
        assertThat(audit("connection.provision", id)).isEqualTo(1);
    }

    @Test
    void isReconciledOnDemand() {
        long id = connection("Reconciled");

        assertAccepted(id, "reconcile");
        assertThat(sweeps(id)).containsExactlyInAnyOrder("kommo-sweep 1", "quickbooks-sweep 1");
        assertThat(count("connection where id = ? and kommo_swept_to is null", id))
                .isEqualTo(1);
        assertThat(audit("connection.reconcile", id)).isEqualTo(1);

        assertThat(api("POST", "/connections/" + id + "/reconcile", "{\"since\": \"2026-03-08\"}")
                        .status())
                .isEqualTo(202);

        assertThat(sweeps(id)).containsExactlyInAnyOrder("kommo-sweep 2", "quickbooks-sweep 2");
        assertThat(jdbc.sql("select detail from audit where action = 'connection.reconcile' and detail is not null")
                        .query(String.class)
                        .list())
                .contains("since 2026-03-08");
    }

    @Test
    void aDayIsOneInTheAccountsZoneAndOnlySetsBack() {
        long id = connection("Backfilled");
        jdbc.sql("update connection set kommo_timezone = 'America/New_York' where id = ?")
                .param(id)
                .update();

        api("POST", "/connections/" + id + "/reconcile", "{\"since\": \"2026-03-08\"}");
        api("POST", "/connections/" + id + "/reconcile", "{\"since\": \"2026-03-09\"}");

        var midnight = OffsetDateTime.parse("2026-03-08T05:00:00Z");
        assertThat(count(
                        """
                        connection where id = ? and kommo_swept_to = ? and live_since = ?
                                     and quickbooks_swept_to = ?
                        """,
                        id,
                        midnight,
                        midnight,
                        midnight))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"since\": \"yesterday\"}   | has to be a day like",
                "{\"since\": \"9999-01-01\"}  | lies in the future",
                "{\"since\": \"0001-01-01\"}  | before either system",
                "{\"since\": 20260308}        | has to be a day like",
                "{\"from\": \"2026-03-08\"}   | There is no \"from\"",
                "{\"dryRun\": 1}              | wrong kind",
                "[]                           | wrong kind",
            })
    void refusesToReconcileInWords(String body, String words) {
        long id = connection("Refused");

        Answer answer = api("POST", "/connections/" + id + "/reconcile", body);

        assertRefused(answer, words);
        assertThat(sweeps(id)).isEmpty();
        assertThat(audit("connection.reconcile", id)).isZero();
    }

    private void assertAccepted(long id, String action) {
        Answer accepted = api("POST", "/connections/" + id + "/" + action, null);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().path("id").asLong()).isEqualTo(id);
    }

    /** Each with how often it was marked due. */
    private List<String> sweeps(long id) {
        return jdbc.sql(
                        "select kind || ' ' || cast(hints as varchar) from work where connection_id = ? and kind like '%-sweep'")
                .param(id)
                .query(String.class)
                .list();
    }
}
