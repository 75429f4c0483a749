package org.wonbooks.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.ConsoleTest;

/** What people did, as a person reads it. */
class AuditPageTest extends ConsoleTest {

    @Autowired
    private AuditLog audit;

    private String cookie;

    @BeforeEach
    void signedIn() {
        cookie = signIn();
    }

    @Test
    void whoDidWhatIsReadInWordsWithTheWayThere() {
        long id = connection("Audited & Co");
        audit.add("mary <b>", "deal.approve", "deal " + id + "/17", "The amount 500 is above the limit", "192.0.2.7");
        audit.add("mary <b>", "something.new", "thing", null, null);

        assertThat(page("/audit?who=mary+%3Cb%3E"))
                .contains(
                        "mary &lt;b&gt;",
                        "Approved",
                        "href=\"/deals/" + id + "/17\"",
                        "Deal 17, Audited &amp; Co",
                        "192.0.2.7",
                        "something.new")
                .doesNotContain("Added");
        assertThat(page("/audit?what=connection"))
                .contains("Added", "href=\"/connections/" + id + "\">Audited &amp; Co")
                .doesNotContain("Approved<");
        assertThat(page("/audit?what=%25&who=nobody")).contains("Nothing of that kind was done");
    }

    @Test
    void olderOnesFollowByFifty() {
        for (int i = 1; i <= 60; i++) {
            audit.add("fifty", "work.skip", "work number " + i + ".", null, null);
        }

        String first = page("/audit?who=fifty");
        assertThat(first).contains("work number 60.", "work number 11.").doesNotContain("work number 10.");
        Matcher older = Pattern.compile("href=\"(/audit\\?[^\"]*before=\\d+)\"").matcher(first);
        assertThat(older.find()).isTrue();
        String second = page(older.group(1).replace("&amp;", "&"));
        assertThat(second)
                .contains("work number 10.", "work number 1.", "The newest")
                .doesNotContain("work number 11.", "Older ones");
    }

    private String page(String address) {
        Answer page = send("GET", address, null, "Cookie", cookie);
        assertThat(page.status()).isEqualTo(200);
        return page.body();
    }
}
