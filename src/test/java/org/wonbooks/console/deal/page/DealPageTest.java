package org.wonbooks.console.deal.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.testing.Rows;

/** What a person sees of one deal, in each of its states, and what the buttons do. */
class DealPageTest extends ConsoleTest {

    @Autowired
    private DealLedger deals;

    private Rows rows;
    private long connection;
    private String cookie;

    @BeforeEach
    void aConnection() {
        rows = new Rows(jdbc);
        connection = connection("Deals");
        cookie = signIn();
    }

    @Test
    void aDealThatIsNotThereIsNoPage() {
        Answer page = page(999);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).contains("Nothing is known of deal 999 of connection " + connection + ".");
        assertThat(send("GET", "/deals/99999999/1", null, "Cookie", cookie).status())
                .isEqualTo(404);
    }

    @Test
    void aDealThatIsWonWaitsForItsInvoice() {
        deals.open(connection, 1, "Website");
        rows.work(connection, "deal-won", "1", "OPEN");

        assertThat(page(1).body())
                .contains(
                        "<h1>Website</h1>",
                        "Won, not billed yet",
                        "Its invoice is not made yet.",
                        "Bill it now",
                        "Skip")
                .doesNotContain("Try again", "Approve");
    }

    @Test
    void theMoneyOfAnInvoiceIsSaidInOneSentence() {
        invoiced(1, "INVOICED", "null", "1500.50", "null");
        invoiced(2, "SENT", "'2026-11-03T10:00:00Z'", "1500.50", "'2099-01-31'");
        invoiced(3, "PARTIALLY_PAID", "'2026-11-03T10:00:00Z'", "1000.50", "'2026-01-31'");
        invoiced(4, "PAID", "'2026-11-03T10:00:00Z'", "0", "null");
        invoiced(5, "VOIDED", "'2026-11-03T10:00:00Z'", "0", "null");

        assertThat(said(1))
                .contains("Invoice INV-1 of 1,500.50 USD was made, and was not e-mailed.", "Nothing is paid");
        assertThat(said(2))
                .contains("Invoice INV-2 of 1,500.50 USD was sent on Nov 3, 2026, 10:00 AM UTC to pay@acme.example.")
                .contains("Nothing is paid yet; it is due on Jan 31, 2099.")
                .doesNotContain("Overdue");
        assertThat(said(3))
                .contains("500.00 USD is paid; the rest of 1,000.50 USD was due on Jan 31, 2026.", "Overdue");
        assertThat(said(4))
                .contains("It was paid in full on Nov 5, 2026.", "Look again")
                .doesNotContain("Skip<");
        assertThat(said(5)).contains("Invoice INV-5 was voided or deleted in QuickBooks: nothing is to be paid.");
    }

    @Test
    void whatIsNotBilledSaysWhyAndCanBeBilled() {
        deals.open(connection, 1, "Old");
        decided(1, "LEAVE", "WON_BEFORE", "{}");
        rows.work(connection, "deal-won", "1", "SKIPPED");

        Answer page = page(1);
        assertThat(text(page))
                .contains("Not billed", "The deal is not billed: The deal was won before the connection went live")
                .contains("Approve", "Bill it now", "Skip");

        assertThat(press(page, cookie, at(1) + "/reconcile").header("Location")).endsWith(at(1));
        assertThat(text(page(1))).contains("It is read again in a moment.");
        assertThat(count("work where connection_id = ? and work_key = '1' and state = 'OPEN'", connection))
                .isEqualTo(1);
        assertThat(count("audit where action = 'deal.reconcile' and subject = ?", "deal " + connection + "/1"))
                .isEqualTo(1);
    }

    @Test
    void whatIsApprovedIsShownAndNothingElseIsApproved() {
        deals.open(connection, 1, "Large");
        rows.held(connection, 1);
        jdbc.sql("update decision set shown = '{\"amount\": \"15000.5\", \"currency\": \"USD\", \"customer\": \"Acme\","
                        + " \"email\": \"pay@acme.example\"}' where digest = 'seen' and connection_id = ?")
                .param(connection)
                .update();
        rows.work(connection, "deal-won", "1", "SKIPPED");

        Answer page = page(1);
        assertThat(text(page))
                .contains(
                        "Needs a person", "A person is needed: The amount 500.00 USD is above the limit of 100.00 USD")
                .contains("15,000.50 USD", "Acme", "pay@acme.example");
        jdbc.sql("update decision set digest = 'other', facts = '{\"amount\": \"900\", \"limit\": \"100\"}'"
                        + " where connection_id = ?")
                .param(connection)
                .update();

        Answer stale = approve(page, "seen");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(text(stale))
                .contains("The deal asks for something else by now. Now: The amount 900 is above the limit of 100")
                .contains("value=\"other\"");
        assertThat(count("decision where connection_id = ? and verdict = 'BILL'", connection))
                .isZero();

        assertThat(approve(page, "other").status()).isEqualTo(302);
        assertThat(text(page(1))).contains("It is approved");
        assertThat(count("decision where connection_id = ? and verdict = 'BILL'", connection))
                .isEqualTo(1);
        assertThat(count("audit where action = 'deal.approve' and subject = ?", "deal " + connection + "/1"))
                .isEqualTo(1);
    }

    @Test
    void whatFailedIsTriedAgain() {
        invoiced(1, "SENT", "null", "1500.50", "null");
        long won = rows.work(connection, "deal-won", "1", "DEAD");
        long money = rows.work(connection, "invoice-changed", "91", "DEAD");

        Answer page = page(1);
        assertThat(text(page)).contains("A person is needed: It broke", "Try again");
        assertThat(press(page, cookie, at(1) + "/replay").status()).isEqualTo(302);

        assertThat(text(page(1))).contains("It is tried again in a moment.").doesNotContain("Try again");
        assertThat(count("work where id in (?, ?) and state = 'OPEN'", won, money))
                .isEqualTo(2);
        press(page, cookie, at(1) + "/replay");
        assertThat(text(page(1))).contains("Nothing was left to do");
    }

    @Test
    void whatAPersonSkipsAsksForNobody() {
        deals.open(connection, 1, "Held");
        rows.held(connection, 1);
        rows.work(connection, "deal-won", "1", "SKIPPED");

        assertThat(press(page(1), cookie, at(1) + "/skip").status()).isEqualTo(302);

        assertThat(text(page(1)))
                .contains("It is skipped.", "The deal is not billed: Skipped by admin", "Approve")
                .doesNotContain("Bill it now", "Skip<");
    }

    @Test
    void whatWasSeenInShadowIsShown() {
        deals.open(connection, 1, "Seen");
        decided(1, "SKIP", "IN_SHADOW", "{\"outcome\": \"to be invoiced\"}");
        jdbc.sql("insert into shadow_deal (deal_id, seen_at, outcome, steps, invoice)"
                        + " select id, current_timestamp, 'INVOICE', 'The customer is made', '{\"DocNumber\": 1}'"
                        + " from deal where connection_id = ?")
                .param(connection)
                .update();

        assertThat(text(page(1)))
                .contains("The deal was seen in shadow: nothing was written", "An invoice would be made")
                .contains("The customer is made", "DocNumber");
    }

    @Test
    void whyIsToldInOrder() {
        deals.open(connection, 1, "Website");
        decided(1, "LEAVE", "WON_LONG_AGO", "{\"catchUp\": \"3 days\"}");
        jdbc.sql("update decision set evidence = '{\"wonAt\": \"2026-01-02T10:00:00Z\"}' where connection_id = ?")
                .param(connection)
                .update();
        long work = rows.work(connection, "deal-won", "1", "DONE");
        jdbc.sql("insert into inbox (source, received_at, body) values ('KOMMO', '2026-01-01T00:00:00Z', '')")
                .update();
        jdbc.sql("insert into event (inbox_id, connection_id, what, work_id, state)"
                        + " select max(id), ?, 'status of lead 1', ?, 'DONE' from inbox")
                .params(connection, work)
                .update();
        jdbc.sql(
                        "insert into step (deal_id, name, state, request_id, called_at)"
                                + " select id, 'invoice', 'DONE', 'r-1', '2099-01-01T00:00:00Z' from deal where connection_id = ?")
                .param(connection)
                .update();

        JsonNode why = api("GET", "/deals/" + connection + "/1/why", null).json();

        assertThat(why.path("items").findValuesAsText("kind")).containsExactly("CAME_IN", "DECIDED", "CALLED");
        assertThat(why.at("/items/0/words").asText()).isEqualTo("status of lead 1");
        assertThat(why.at("/items/1/facts/rule").asText()).isEqualTo("WON_LONG_AGO");
        assertThat(why.at("/items/1/facts/catchUp").asText()).isEqualTo("3 days");
        assertThat(why.at("/items/2/facts/requestId").asText()).isEqualTo("r-1");
        assertThat(text(page(1)))
                .contains("Why", "status of lead 1", ">From</dt>", ">Kommo</dd>", ">Stands</dt>", ">Done</dd>")
                .contains(">Decision</dt>", ">Left alone</dd>", ">Won</dt>", ">Jan 2, 2026, 10:00 AM UTC</dd>")
                .contains(">Make the invoice</span>", ">Request</dt>", ">r-1</dd>")
                .doesNotContain("WON_LONG_AGO", "LEAVE", ">DONE", "2026-01-02T");
        assertThat(api("GET", "/deals/" + connection + "/2/why", null).status()).isEqualTo(404);
    }

    @Test
    void aPreviewThatCannotBeMadeNowSaysWhy() {
        deals.open(connection, 1, "Website");

        Answer preview = press(page(1), cookie, at(1) + "/preview");

        assertThat(preview.status()).isEqualTo(503);
        assertThat(text(preview)).contains("is not connected to Kommo yet.");
    }

    @Test
    void hostileNamesAreText() {
        for (String name :
                List.of("<script>alert(1)</script>", "\u202Egnp.exe", "x".repeat(500), "${7*7} #{nav.start}")) {
            long lead = 100 + name.length();
            deals.open(connection, lead, name);

            String body = page(lead).body();

            assertThat(body).doesNotContain("<script>alert", "<h1>49").contains("<h1>");
        }
    }

    private void invoiced(long lead, String state, String emailedAt, String balance, String due) {
        rows.deal(connection, lead, "Website", state);
        jdbc.sql("update deal set total = 1500.50, balance = %s, currency = 'USD', emailed_at = %s,"
                                .formatted(balance, emailedAt)
                        + " emailed_to = 'pay@acme.example', paid_on = date '2026-11-05'"
                        + " where connection_id = ? and lead_id = ?")
                .params(connection, lead)
                .update();
        jdbc.sql("insert into seen_invoice (connection_id, invoice_id, total, balance, voided, gone, payments, due_on,"
                        + " read_at) values (?, ?, 1500.50, %s, false, false, '', %s, current_timestamp)"
                                .formatted(balance, due))
                .params(connection, "9" + lead)
                .update();
    }

    private void decided(long lead, String verdict, String cause, String facts) {
        jdbc.sql(
                        "insert into decision (deal_id, connection_id, verdict, cause, facts, decided_at, evidence, shown, digest)"
                                + " select id, connection_id, ?, ?, ?, created_at, '{}', '{}', 'seen' from deal"
                                + " where connection_id = ? and lead_id = ?")
                .params(verdict, cause, facts, connection, lead)
                .update();
        jdbc.sql("update deal set unbilled = true where connection_id = ? and lead_id = ?")
                .params(connection, lead)
                .update();
    }

    private Answer approve(Answer page, String seen) {
        String fields = String.join("&", form("seen", seen), form("_csrf", token(page)));
        return send("POST", at(1) + "/approve", fields, FORM[0], FORM[1], "Cookie", cookie);
    }

    private String said(long lead) {
        return text(page(lead));
    }

    /** Amounts and times have blanks that do not break. */
    private static String text(Answer page) {
        return page.body().replace('\u00A0', ' ').replace("&#39;", "'");
    }

    private Answer page(long lead) {
        return send("GET", at(lead), null, "Cookie", cookie);
    }

    private String at(long lead) {
        return "/deals/" + connection + "/" + lead;
    }
}
