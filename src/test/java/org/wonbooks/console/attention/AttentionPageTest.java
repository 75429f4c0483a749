package org.wonbooks.console.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.testing.Rows;

/** What a person reads of all that needs one, and what they press there. */
class AttentionPageTest extends ConsoleTest {

    private static final Pattern REPLAY = Pattern.compile("action=\"(/attention/dead-[^\"]+/replay)\"");

    @Autowired
    private DealLedger deals;

    private Rows rows;
    private long connection;
    private String cookie;

    @BeforeEach
    void fourteenDealsAreDeadAndTwoAreHeld() {
        rows = new Rows(jdbc);
        connection = connection("Attention <page>");
        for (long lead = 1; lead <= 14; lead++) {
            deals.open(connection, lead, "Dead & gone " + lead);
            rows.work(connection, "deal-won", String.valueOf(lead), "DEAD");
        }
        jdbc.sql("update work set reason = 'Item Services is inactive', fix = 'Choose another one in “Settings”"
                        + " (“Product or service”).' where connection_id = ?")
                .param(connection)
                .update();
        for (long lead = 21; lead <= 22; lead++) {
            deals.open(connection, lead, "Large " + lead);
            rows.held(connection, lead);
            rows.work(connection, "deal-won", String.valueOf(lead), "SKIPPED");
        }
        cookie = signIn();
    }

    @Test
    void whatAsksForTheSameStandsTogetherWithThePlaceToMendIt() {
        Answer page = page();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "16 things need a person",
                        "14 deals: Item Services is inactive",
                        "href=\"/connections/" + connection + "/settings#invoice.item\"",
                        "Dead &amp; gone 1</a>",
                        "href=\"/deals/" + connection + "/1\"",
                        "2 deals: The amount 500.00 is above the limit of 100.00",
                        "href=\"/connections/" + connection + "/settings#invoice.maxAmount\"",
                        "Needs a person: Attention &lt;page&gt;",
                        "All 14, one by one")
                .doesNotContain("Dead &amp; gone 6<", "deal-won", "ABOVE_LIMIT<", "??");
    }

    @Test
    void theReasonOfTheFirstIsAnExampleWhereOthersHaveOtherAmounts() {
        jdbc.sql("update decision set facts = replace(facts, '500', '700') where deal_id ="
                        + " (select max(deal_id) from decision where connection_id = ? and verdict = 'HOLD')")
                .param(connection)
                .update();

        assertThat(page().body()).contains("2 deals like this one: The amount 500.00 is above the limit of 100.00");
    }

    @Test
    void theCauseAndWhatToDoAreInTheLanguageOfTheReader() {
        Answer page =
                send("GET", "/attention?connection=" + connection, null, "Cookie", cookie, "Accept-Language", "fr-CA");

        assertThat(page.body().replace('\u00A0', ' '))
                .contains(
                        "2 affaires : Le montant de 500,00 dépasse la limite de 100,00",
                        "Modifiez l’affaire dans Kommo, ou appuyez sur « Approuver » à sa page dans Wonbooks.",
                        "« Paramètres » (« Produit ou service »)")
                .doesNotContain("above the limit");
    }

    @Test
    void fourteenDeadLettersAreTriedAgainByOneButton() {
        Answer page = page();

        Answer pressed = send(
                "POST",
                action(page, REPLAY),
                form("_csrf", token(page)) + "&" + form("seen", seen(page, "replay")),
                FORM[0],
                FORM[1],
                "Cookie",
                cookie);

        assertThat(pressed.status()).isEqualTo(302);
        assertThat(send("GET", "/attention", null, "Cookie", cookie).body()).contains("14 are tried again now");
        assertThat(count("work where connection_id = ? and state = 'DEAD'", connection))
                .isZero();
    }

    @Test
    void oneOfThemIsSettledByItself() {
        String cause = action(page(), REPLAY).replace("/replay", "");
        Answer list = send("GET", cause, null, "Cookie", cookie);
        assertThat(list.body()).contains("Dead &amp; gone 14", "aria-label=\"Try Dead &amp; gone 3 again\"");
        long third = work(3);
        Matcher digest = Pattern.compile(
                        "name=\"seen\" value=\"(\\w+)\">\\s*<input type=\"hidden\" name=\"work\" value=\"" + third)
                .matcher(list.body());
        assertThat(digest.find()).isTrue();
        String fields = form("_csrf", token(list)) + "&" + form("seen", digest.group(1)) + "&"
                + form("work", String.valueOf(third));

        send("POST", cause + "/skip", fields, FORM[0], FORM[1], "Cookie", cookie);

        assertThat(count("work where connection_id = ? and state = 'DEAD'", connection))
                .isEqualTo(13);
        assertThat(count("work where id = ? and state = 'SKIPPED'", third)).isEqualTo(1);
    }

    @Test
    void anApprovalThatIsStaleIsRefusedInWordsAboveTheListAsItIsNow() {
        Answer page = page();
        String path = "/attention/held-" + connection + "-ABOVE_LIMIT/approve";
        assertThat(page.body()).contains("action=\"" + path + "\"", "Yes, bill all 2");
        String fields = form("_csrf", token(page)) + "&" + form("seen", seen(page, "held-" + connection));
        deals.open(connection, 23, "One more");
        rows.held(connection, 23);
        rows.work(connection, "deal-won", "23", "SKIPPED");

        Answer pressed = send("POST", path, fields, FORM[0], FORM[1], "Cookie", cookie);

        Answer shown = send("GET", pressed.header("Location"), null, "Cookie", cookie);
        assertThat(shown.body()).contains("Others ask for the same by now", "3 deals: The amount 500.00");
        assertThat(count("decision where connection_id = ? and verdict = 'BILL'", connection))
                .isZero();
    }

    @Test
    void aSystemThatLetsUsInNoMoreIsAskedForToo() {
        rows.token(connection, "KOMMO", "READY");
        rows.token(connection, "QUICKBOOKS", "NEEDS_RECONNECT");
        rows.work(connection, "deal-won", "31", "OPEN");

        Answer page = page();

        assertThat(page.body())
                .contains(
                        "17 things need a person",
                        "QuickBooks lets Attention &lt;page&gt; in no more",
                        "One piece of work waits for it",
                        "href=\"/oauth/quickbooks/connect?connection=" + connection + "\"");
        assertThat(api("GET", "/attention?connection=" + connection, null)
                        .json()
                        .findValuesAsText("code"))
                .contains("needs-reconnect");
        jdbc.sql("update connection set paused = true where id = ?")
                .param(connection)
                .update();
        assertThat(page().body()).contains("16 things need a person");
    }

    /** 10,000 of one cause, and 10,000 causes. */
    @Test
    void aPageStaysSmallHoweverMuchNeedsAPerson() {
        long many = connection("Ten thousand");
        String insert = "insert into work (connection_id, kind, work_key, lane, state, due_at, hints, attempts, epoch,"
                + " reason, fix, first_seen_at) select ?, ?, cast(x as varchar), 'lane', 'DEAD', current_timestamp, 1, 0, 0,"
                + " repeat('Why? ', 400), repeat('Do! ', 400) || %s, current_timestamp from system_range(1, 10000)";
        jdbc.sql(insert.formatted("''")).params(many, "deal-won").update();
        jdbc.sql(insert.formatted("x")).params(many, "payment-received").update();

        Answer page = send("GET", "/attention?connection=" + many, null, "Cookie", cookie);

        assertThat(page.body()).contains("20,000 things need a person", "10,000 deals: ", "page=1");
        assertThat(page.body().length()).isLessThan(100_000);
        Matcher cause = REPLAY.matcher(page.body());
        assertThat(cause.find()).isTrue();
        Answer one = send("GET", cause.group(1).replace("/replay", "") + "?page=3", null, "Cookie", cookie);
        assertThat(one.body()).contains("Deal 200<", "page=4").doesNotContain("Deal 201<");
        assertThat(one.body().length()).isLessThan(100_000);
        jdbc.sql("delete from work where connection_id = ?").param(many).update();
    }

    @Test
    void aConnectionThatIsNotThereIsTold() {
        assertThat(send("GET", "/attention?connection=999999", null, "Cookie", cookie)
                        .status())
                .isEqualTo(404);
        assertThat(send("GET", "/attention/held-1-GONE", null, "Cookie", cookie).header("Location"))
                .isEqualTo("/attention");
    }

    private Answer page() {
        return send("GET", "/attention?connection=" + connection, null, "Cookie", cookie);
    }

    private long work(long lead) {
        return jdbc.sql("select id from work where connection_id = ? and kind = 'deal-won' and work_key = ?")
                .params(connection, String.valueOf(lead))
                .query(Long.class)
                .single();
    }

    private static String action(Answer page, Pattern action) {
        Matcher found = action.matcher(page.body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** What the form shows whose address has this in it. */
    private static String seen(Answer page, String address) {
        Matcher form = Pattern.compile(
                        "action=\"[^\"]*" + address + "[^>]*>.*?name=\"seen\" value=\"(\\w+)\"", Pattern.DOTALL)
                .matcher(page.body());
        assertThat(form.find()).isTrue();
        return form.group(1);
    }
}
