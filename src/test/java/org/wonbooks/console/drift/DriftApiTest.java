package org.wonbooks.console.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.testing.Rows;

/** The drift report as people and programs see it, and what they do about it. */
class DriftApiTest extends ConsoleTest {

    @Test
    void aReportIsAskedForAndAwaited() {
        long id = connection("Asked");
        assertThat(api("GET", "/connections/" + id + "/drift", null).json())
                .hasToString("{\"report\":null,\"items\":[],\"page\":0,\"total\":0}");
        assertThat(api("GET", "/connections/" + id + "/drift.csv", null).status())
                .isEqualTo(404);

        Answer asked = api("POST", "/connections/" + id + "/drift", null);

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.json().at("/next/state").asText()).isEqualTo("OPEN");
        assertThat(count("work where connection_id = ? and kind = 'drift-report' and state = 'OPEN'", id))
                .isEqualTo(1);
        assertThat(audit("connection.drift", "connection " + id)).isEqualTo(1);
    }

    @Test
    void aReportIsReadAsJson() {
        long id = connection("Read");
        report(id, false);

        JsonNode view = api("GET", "/connections/" + id + "/drift", null).json();

        assertThat(view.at("/report/reads").asInt()).isEqualTo(3);
        assertThat(view.at("/report/finishedAt").asText()).isEqualTo("2026-11-22T02:31:00Z");
        assertThat(view.path("total").asInt()).isEqualTo(3);
        JsonNode item = view.at("/items/0");
        assertThat(item.path("kind").asText()).isEqualTo("WON_WITHOUT_INVOICE");
        assertThat(item.path("dealShows").asText()).isEqualTo("500.00");
        assertThat(item.at("/mend/method").asText()).isEqualTo("POST");
        assertThat(item.at("/mend/path").asText()).isEqualTo("/api/v1/deals/" + id + "/17/reconcile");
        assertThat(view.at("/items/2/mend").isNull()).isTrue();
        assertThat(api("GET", "/connections/" + id + "/drift?dryRun=true", null)
                        .json()
                        .path("report")
                        .isNull())
                .isTrue();
        assertThat(api("GET", "/connections/" + id + "/drift?page=1", null)
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void aReportIsReadAsCsv() {
        long id = connection("Csv");
        report(id, true);

        Answer csv = api("GET", "/connections/" + id + "/drift.csv?dryRun=true", null);

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;header=present;charset=utf-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"drift-" + id + ".csv\"");
        String[] lines = csv.body().split("\r\n");
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).startsWith("\"kind\",\"leadId\",\"dealName\"");
        assertThat(lines[1])
                .isEqualTo("\"WON_WITHOUT_INVOICE\",\"17\",\"'=cmd|' /C calc'!A0\",\"\",\"\",\"500.00\",\"\","
                        + "\"No \"\"invoice\"\", none\",\"POST /api/v1/deals/" + id + "/17/reconcile\"");
    }

    @ParameterizedTest
    @CsvSource({"GET, drift", "GET, drift.csv", "POST, drift"})
    void ofNoConnectionThereIsNone(String method, String path) {
        Answer answer = api(method, "/connections/99999999/" + path, null);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asText()).isEqualTo("There is no connection 99999999.");
    }

    @Test
    void aDealAndItsInvoiceAreDueWhenItIsReconciled() {
        long id = connection("Reconciled");
        new Rows(jdbc).deal(id, 17, "Website", "SENT");

        Answer known = api("POST", "/deals/" + id + "/17/reconcile", null);
        Answer unknown = api("POST", "/deals/" + id + "/18/reconcile", null);

        assertThat(known.status()).isEqualTo(202);
        assertThat(known.json().path("due")).hasToString("[\"deal-won\",\"invoice-changed\"]");
        assertThat(unknown.json().path("due")).hasToString("[\"deal-won\"]");
        assertThat(count("work where connection_id = ? and state = 'OPEN' and lane = ?", id, id + "/deal/17"))
                .isEqualTo(2);
        assertThat(audit("deal.reconcile", "deal " + id + "/17")).isEqualTo(1);
        assertThat(api("POST", "/deals/99999999/17/reconcile", null).status()).isEqualTo(404);
    }

    @Test
    void thePageShowsAllAndItsButtonsMend() {
        long id = connection("Page");
        new Rows(jdbc).work(id, "deal-won", "18", "DEAD");
        report(id, false);
        String cookie = signIn();

        Answer page = send("GET", "/connections/" + id + "/drift", null, "Cookie", cookie);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Differences: 3", "Won, no invoice", "500.00", "Billed reads: 3", "Bring up to date")
                .doesNotContain("<script>", "style=", "onclick");
        assertThat(page.body().split("<button"))
                .as("sign out, look again, and two that mend")
                .hasSize(5);
        long first = jdbc.sql(
                        "select min(id) from drift_row where report_id in (select id from drift_report where connection_id = ?)")
                .param(id)
                .query(Long.class)
                .single();
        assertThat(press(page, cookie, "/connections/" + id + "/drift/" + first).status())
                .isEqualTo(302);
        assertThat(audit("deal.reconcile", "deal " + id + "/17")).isEqualTo(1);
        assertThat(press(page, cookie, "/connections/" + id + "/drift/" + (first + 1))
                        .status())
                .isEqualTo(302);
        assertThat(count("work where connection_id = ? and work_key = '18' and state = 'OPEN'", id))
                .isEqualTo(1);
        assertThat(send("GET", "/connections/" + id + "/drift", null, "Cookie", cookie)
                        .body())
                .contains("It is being done: look again in a while")
                .doesNotContain("Bring up to date");
        assertThat(send("GET", "/connections/" + id + "/drift/csv", null, "Cookie", cookie)
                        .body())
                .startsWith("\"kind\",")
                .contains("AMOUNT_DIFFERS");
        Answer nothing = press(page, cookie, "/connections/" + id + "/drift/" + (first + 2));
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.body()).contains("There is a newer report");

        assertThat(press(page, cookie, "/connections/" + id + "/drift").header("Location"))
                .endsWith("/connections/" + id + "/drift");
        assertThat(send("GET", "/connections/" + id + "/drift", null, "Cookie", cookie)
                        .body())
                .contains("It is being compared anew");
        assertThat(send("POST", "/connections/" + id + "/drift", null, "Cookie", cookie)
                        .status())
                .as("without the form's token")
                .isEqualTo(403);
        assertThat(send("GET", "/connections/99999999/drift", null, "Cookie", cookie)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void itsButtonApprovesOnlyWhatTheReportHadSeen() {
        long id = connection("Approves");
        Rows rows = new Rows(jdbc);
        jdbc.sql(
                        "insert into deal (connection_id, lead_id, cycle, name, state, created_at) values (?, 44, 1, 'Large', 'WON', ?)")
                .params(id, DatabaseTime.parameter(Instant.parse("2026-01-01T00:00:00Z")))
                .update();
        rows.held(id, 44);
        rows.work(id, "deal-won", "44", "SKIPPED");
        report(id, false);
        jdbc.sql("update drift_row set lead_id = 44, mend = 'APPROVE', seen = 'before' where report_id ="
                        + " (select id from drift_report where connection_id = ?) and lead_id = 17")
                .param(id)
                .update();
        JsonNode item = api("GET", "/connections/" + id + "/drift", null).json().at("/items/0");
        assertThat(item.at("/mend/path").asText()).isEqualTo("/api/v1/deals/" + id + "/44/approve");
        assertThat(item.at("/mend/body/seen").asText()).isEqualTo("before");
        String cookie = signIn();
        Answer page = send("GET", "/connections/" + id + "/drift", null, "Cookie", cookie);
        String button = "/connections/" + id + "/drift/"
                + jdbc.sql("select id from drift_row where mend = 'APPROVE' and lead_id = 44 and report_id ="
                                + " (select id from drift_report where connection_id = ?)")
                        .param(id)
                        .query(Long.class)
                        .single();

        Answer stale = press(page, cookie, button);

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body()).contains("The amount 500 is above the limit of 100");
        assertThat(count("decision where connection_id = ? and verdict = 'HOLD'", id))
                .isEqualTo(1);
        assertThat(audit("deal.approve", "deal " + id + "/44")).isZero();

        jdbc.sql("update drift_row set seen = 'seen' where mend = 'APPROVE' and lead_id = 44")
                .update();
        assertThat(press(page, cookie, button).status()).isEqualTo(302);
        assertThat(count("decision where connection_id = ? and verdict = 'BILL' and decided_by = 'admin'", id))
                .isEqualTo(1);
    }

    @Test
    void readsAreShownWithAForecastAndAWarning() {
        long id = connection("Reads");
        jdbc.sql("insert into metered_reads (connection_id, read_month, reads) values (?, ?, ?)")
                .params(id, YearMonth.now(ZoneOffset.UTC).toString(), 450_000)
                .update();
        try {
            JsonNode reads = api("GET", "/connections/" + id, null).json().path("reads");
            assertThat(reads.path("thisMonth").asLong()).isEqualTo(450_000);
            assertThat(reads.path("forecast").asLong()).isGreaterThanOrEqualTo(450_000);
            assertThat(send("GET", "/?q=Reads", null, "Cookie", signIn()).body())
                    .contains(
                            "450,000 reads this month",
                            "QuickBooks reads are to be expected this month",
                            "500,000 are included");
        } finally {
            jdbc.sql("delete from metered_reads where connection_id = ?")
                    .param(id)
                    .update();
        }
        assertThat(send("GET", "/", null, "Cookie", signIn()).body()).doesNotContain("are to be expected");
    }

    private long audit(String action, String subject) {
        return count("audit where action = ? and subject = ?", action, subject);
    }

    private void report(long connection, boolean dryRun) {
        Instant begun = Instant.parse("2026-11-22T02:30:00Z");
        jdbc.sql(
                        """
                        insert into drift_report (connection_id, dry_run, since, begun_at, finished_at, reads)
                        values (?, ?, ?, ?, ?, 3)
                        """)
                .params(connection, dryRun, DatabaseTime.parameter(begun.minusSeconds(86_400)))
                .params(DatabaseTime.parameter(begun), DatabaseTime.parameter(begun.plusSeconds(60)))
                .update();
        long id = jdbc.sql("select max(id) from drift_report").query(Long.class).single();
        Long dead = jdbc.sql("select max(id) from work where connection_id = ? and state = 'DEAD'")
                .param(connection)
                .query(Long.class)
                .optional()
                .orElse(null);
        row(id, "WON_WITHOUT_INVOICE", 17, "=cmd|' /C calc'!A0", "500.00", "No \"invoice\", none", "RECONCILE", null);
        row(id, "WON_WITHOUT_INVOICE", 18, "Broken", "7.00", "It failed", "REPLAY", dead);
        row(id, "AMOUNT_DIFFERS", 19, "Edited", "9.00", "The deal was changed", null, null);
    }

    private void row(
            long report, String kind, long lead, String name, String shows, String words, String mend, Long work) {
        jdbc.sql(
                        """
                        insert into drift_row (report_id, kind, lead_id, deal_name, deal_shows, words, mend, work_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(report, kind, lead, name, shows, words, mend, work)
                .update();
    }
}
