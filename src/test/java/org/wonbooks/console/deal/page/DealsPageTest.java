package org.wonbooks.console.deal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.console.Page;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.testing.Rows;

/** The list of deals as people read it: what is found is tested in DealQueriesTest. */
class DealsPageTest extends ConsoleTest {

    private static final Pattern OLDER = Pattern.compile("href=\"([^\"]*before=\\d+)\"");
    private static final Pattern NAME = Pattern.compile("href=\"/deals/\\d+/(\\d+)\"");

    @Autowired
    private DealLedger ledger;

    private Rows rows;
    private long connection;
    private String cookie;

    @BeforeEach
    void aConnection() {
        rows = new Rows(jdbc);
        connection = connection("List");
        cookie = signIn();
    }

    @Test
    void nobodyIsShownItWithoutALogIn() {
        assertThat(send("GET", "/deals", null, "Accept", "text/html").status()).isEqualTo(302);
        assertThat(send("GET", "/deals.csv", null).status()).isIn(302, 401);
    }

    @Test
    void anEmptyListSaysSo() {
        assertThat(deals("").body()).contains("No deal is like that.").doesNotContain("<table", "deals.csv");
        assertThat(deals("&q=a%26b+%7Bc%7D&before=5").body())
                .contains("href=\"/deals?q=a%26b%20%7Bc%7D&amp;connection=");
        assertThat(deals("&q=nothing").body()).contains("value=\"nothing\"");
    }

    @Test
    void aDealShowsItsMoneyAndWhereItIs() {
        rows.deal(connection, 17, "Website", "PARTIALLY_PAID");
        jdbc.sql("update deal set total = 1500.5, balance = 1000.5, currency = 'USD'" + " where connection_id = ?")
                .param(connection)
                .update();
        jdbc.sql("insert into seen_invoice (connection_id, invoice_id, total, balance, voided, gone, payments, due_on,"
                        + " read_at) values (?, '917', 1500.5, 1000.5, false, false, '', date '2026-01-31', now())")
                .param(connection)
                .update();

        Answer page = deals("&state=PARTIALLY_PAID");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().replace('\u00A0', ' '))
                .contains("Website", "INV-17", "1,500.50 USD", "500.00 USD", "1,000.50 USD", "Jan 31, 2026", "Overdue")
                .contains("/sandbox/kommo/acme/leads/detail/17\"", "data-label=\"Amount\"")
                .doesNotContain("style=", "onclick", "hx-on");
        assertThat(send("GET", "/sandbox/kommo/acme/leads/detail/17", null).header("Location"))
                .isEqualTo("/sandbox/");
        assertThat(leads(deals("&overdue=true"))).containsExactly("17");
        assertThat(leads(deals("&state=PAID"))).isEmpty();
        assertThat(leads(deals("&state=&age=&q="))).containsExactly("17");
        assertThat(leads(deals("&age=OLDER"))).containsExactly("17");
        assertThat(leads(deals("&age=QUARTER"))).isEmpty();
    }

    @Test
    void whoIsBilledHasANameOrIsNotShown() {
        ledger.open(connection, 1, "Website");
        rows.held(connection, 1);
        jdbc.sql("update decision set shown = '{\"amount\": \"5\", \"customer\": \"company:15318022\"}'"
                        + " where connection_id = ?")
                .param(connection)
                .update();

        Answer page = send("GET", "/deals/" + connection + "/1", null, "Cookie", cookie);

        assertThat(page.body()).contains("5.00", "<dt>Customer</dt><dd>–</dd>").doesNotContain("company:");
        assertThat(deals("").body()).contains("Website").doesNotContain("company:");
    }

    @Test
    void aLongListHasPages() {
        for (int lead = 1; lead <= Page.SIZE + 3; lead++) {
            rows.deal(connection, lead, "Deal " + lead, "SENT");
        }

        Answer first = deals("&state=SENT");
        assertThat(leads(first)).hasSize(Page.SIZE).startsWith("53", "52");
        String older =
                OLDER.matcher(first.body()).results().findFirst().orElseThrow().group(1);
        assertThat(older).doesNotContain("overdue").contains("connection=" + connection, "state=SENT");

        Answer last = send("GET", older.replace("&amp;", "&"), null, "Cookie", cookie);
        assertThat(leads(last)).containsExactly("3", "2", "1");
        assertThat(last.body()).contains("Newest").doesNotContain(">Older<");
    }

    @Test
    void hostileNamesAreTextAndTheListStaysSmall() {
        for (int lead = 1; lead <= Page.SIZE; lead++) {
            rows.deal(connection, lead, "<script>&\u202E\"'".repeat(40), "SENT");
        }

        String body = deals("").body();

        assertThat(body).doesNotContain("<script>&");
        assertThat(body.length()).isLessThan(100_000);
    }

    @Test
    void theListIsAFileToo() {
        rows.deal(connection, 18, "=cmd|' /C calc'!A0", "SENT");
        rows.deal(connection, 19, "Café \"Crème\"", "PAID");

        Answer csv = send("GET", "/deals.csv?connection=" + connection, null, "Cookie", cookie);

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;header=present;charset=utf-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"deals.csv\"");
        String[] lines = csv.body().split("\r\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("\"connectionId\",\"leadId\",\"name\",\"state\"");
        assertThat(lines[1]).startsWith("\"" + connection + "\",\"19\",\"Café \"\"Crème\"\"\",\"PAID\"");
        assertThat(lines[2]).contains("\"'=cmd|' /C calc'!A0\"");
        assertThat(api("GET", "/deals.csv?state=PAID&connection=" + connection, null)
                        .body())
                .contains("Café")
                .doesNotContain("calc");
    }

    @Test
    void whatIsNoStateIsRefusedInWords() {
        Answer page = deals("&state=NONSENSE");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("Wonbooks");
        assertThat(deals("&before=x").status()).isEqualTo(400);
    }

    private static List<String> leads(Answer page) {
        return NAME.matcher(page.body())
                .results()
                .map(MatchResult::group)
                .map(href -> href.replaceAll(".*/(\\d+)\"", "$1"))
                .toList();
    }

    private Answer deals(String more) {
        return send("GET", "/deals?connection=" + connection + more, null, "Cookie", cookie);
    }
}
