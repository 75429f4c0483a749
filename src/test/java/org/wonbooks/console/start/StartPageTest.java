package org.wonbooks.console.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.testing.Rows;

/** What a person sees first. */
class StartPageTest extends ConsoleTest {

    @Autowired
    private Turnover turnover;

    private Rows rows;
    private String cookie;

    @BeforeEach
    void signedIn() {
        rows = new Rows(jdbc);
        cookie = signIn();
        ReflectionTestUtils.setField(turnover, "kept", null);
    }

    /** The same number as the list has, which is one click away. */
    @Test
    void whatNeedsAPersonIsCountedAsItsListCountsIt() {
        long id = connection("Counted");
        rows.work(id, "deal-won", "1", "DEAD");
        rows.work(id, "quickbooks-sweep", "1", "DEAD");
        rows.deal(id, 2, "Held", "WON");
        rows.held(id, 2);
        rows.work(id, "deal-won", "2", "SKIPPED");
        rows.token(id, "KOMMO", "NEEDS_RECONNECT");
        // No work of it any more: it is held no more either.
        rows.deal(id, 3, "Gone", "WON");
        rows.held(id, 3);

        String page = page("/?q=Counted");

        assertThat(page).contains("href=\"/attention?connection=" + id + "\">4 need a person");
        assertThat(send("GET", "/attention?connection=" + id, null, "Cookie", cookie)
                        .body())
                .contains("4 things need a person");
        Matcher all = Pattern.compile("href=\"/attention\">Needs a person: ([\\d,]+)<")
                .matcher(page);
        assertThat(all.find()).isTrue();
        assertThat(send("GET", "/attention", null, "Cookie", cookie).body())
                .contains(all.group(1) + " things need a person");
        jdbc.sql("delete from work where connection_id = ?").param(id).update();
        jdbc.sql("delete from token where connection_id = ?").param(id).update();
    }

    @Test
    void moneyIsSummedUpInEachCurrencyByItself() {
        long id = connection("Money");
        for (int lead = 1; lead <= 3; lead++) {
            rows.deal(id, lead, "Paid", "PAID");
        }
        jdbc.sql("update deal set total = 1000.5, currency = case when lead_id = 3 then 'JPY' else 'XTS' end,"
                        + " invoiced_at = current_timestamp where connection_id = ?")
                .param(id)
                .update();
        jdbc.sql("insert into payment_link (connection_id, payment_id, invoice_id, amount, paid_on, ended) values"
                        + " (?, '1', '91', 400, ?, null), (?, '2', '91', 7, ?, 'DELETED')")
                .params(id, LocalDate.now(ZoneOffset.UTC), id, LocalDate.now(ZoneOffset.UTC))
                .update();

        String page = page("/");

        assertThat(page)
                .contains("2,001.00\u00A0XTS", "1,000.50\u00A0JPY", "400.00\u00A0XTS", "<svg class=\"chart\"")
                .doesNotContain("407.00", "3,001.50", "??", "NaN");
        assertThat(page).containsPattern("<rect class=\"billed\" x=\"540\" y=\"0\" width=\"8\" height=\"100\">");
        jdbc.sql("delete from payment_link where connection_id = ?").param(id).update();
        jdbc.sql("delete from deal where connection_id = ?").param(id).update();
    }

    @Test
    void thoseWithFaultsComeFirstAndOneIsFoundByItsName() {
        for (int i = 0; i < 27; i++) {
            connection("Many " + i);
        }
        long broken = connection("Many broken");
        rows.work(broken, "deal-won", "1", "DEAD");

        String first = page("/?q=many%20");
        assertThat(first).contains("28 connections", "page=1");
        assertThat(first.indexOf("Many broken")).isPositive().isLessThan(first.indexOf("Many 0"));
        assertThat(first).contains(">Many 23<").doesNotContain(">Many 24<");
        assertThat(page("/?q=many%20&page=1")).contains(">Many 26<").doesNotContain(">Many 23<");
        assertThat(page("/?q=%3Cnobody")).contains("No connection is called so", "value=\"&lt;nobody\"");
        assertThat(page("/?page=-1")).contains("Connections");
        jdbc.sql("delete from work where connection_id = ?").param(broken).update();
    }

    @Test
    void aConnectionHasItsModeItsPauseAndThePlaceToConnectIt() {
        long id = connection("Switched");
        rows.token(id, "KOMMO", "READY");
        jdbc.sql("update token set refresh_expires_at = dateadd('day', 12, current_timestamp) where connection_id = ?")
                .param(id)
                .update();

        String page = page("/?q=Switched");

        assertThat(page)
                .contains(
                        "action=\"/connections/" + id + "/mode\"",
                        "selected=\"selected\">Live<",
                        "action=\"/connections/" + id + "/pause\"",
                        "aria-label=\"Pause Switched\"",
                        "href=\"/connections/" + id + "\"",
                        "Its permission ends in",
                        "href=\"/oauth/quickbooks/connect?connection=" + id + "\"",
                        "No webhook lately");
    }

    private String page(String address) {
        Answer page = send("GET", address, null, "Cookie", cookie);
        assertThat(page.status()).isEqualTo(200);
        return page.body();
    }
}
