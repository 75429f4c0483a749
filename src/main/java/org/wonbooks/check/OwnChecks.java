package org.wonbooks.check;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.fact.Outcome;
import org.wonbooks.check.fact.WebhookKinds;
import org.wonbooks.connection.Connection.Mode;

/** What Wonbooks itself needs. */
final class OwnChecks {

    private static final Pattern AT_HOME = Pattern.compile(
            "localhost|.+\\.local|\\[(::1|f[cde].*)]|(127|10|192\\.168|172\\.(1[6-9]|2\\d|3[01]))(\\.\\d+)+");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

    private OwnChecks() {}

    static Outcome mode(Facts facts) {
        if (facts.connection().mode() == Mode.OFF) {
            return Outcome.bad(
                    "The connection is switched off: nothing is done for it",
                    "On the connection's page," + " press “Go live”.");
        }
        if (facts.connection().paused()) {
            return Outcome.bad("The connection is paused: its work waits", "On the connection's page, press “Resume”.");
        }
        return Outcome.fine(
                facts.connection().inShadow()
                        ? "In shadow: nothing is written to Kommo or QuickBooks. Fields and webhook are made in Kommo when"
                                + " it goes live"
                        : "Deals are worked on as they come");
    }

    /** Whether a peer gets through to us shows when it does; an address that can't be reached can be told. */
    static Outcome publicUrl(Facts facts) {
        String url = facts.door().publicUrl();
        Instant last = facts.door().lastFromKommo();
        if (atHome(url) && !atHome(facts.door().kommoUrl())) {
            return Outcome.bad(
                    "Kommo and QuickBooks can't reach " + url + ": it is an address of this machine or network",
                    "Set wonbooks.public-url to the https address under which Wonbooks is reached from outside, and"
                            + " start it again.");
        }
        if (last != null) {
            return Outcome.fine(url + "; the last webhook from Kommo came on " + time(last, facts));
        }
        return Outcome.unseen(
                url + "; no webhook from Kommo has come yet",
                "Win a small deal to see that Kommo gets through to " + url
                        + "; if it does not, look at firewall and certificate.");
    }

    private static boolean atHome(String url) {
        String host = Objects.requireNonNullElse(URI.create(url).getHost(), "");
        return AT_HOME.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** What is ticked at Intuit no call says; what comes does. */
    static Outcome quickBooksWebhook(Facts facts) {
        Instant last = facts.door().lastFromQuickBooks();
        if (!facts.door().verifiable()) {
            return Outcome.bad(
                    "Every webhook from QuickBooks is refused: there is no verifier token",
                    "Copy the token of the app's webhooks at Intuit to “Verifier token of the webhooks”, on the page “New"
                            + " connection”.");
        }
        WebhookKinds heard = facts.door().heard();
        if (!heard.missing().isEmpty()) {
            String kinds = String.join(" and ", heard.missing());
            return Outcome.bad(
                    "No webhook of QuickBooks tells of " + kinds + ", though the company has them: deals are told "
                            + heard.late(),
                    "Tick " + kinds + " in the webhooks of your app at Intuit; the address there is "
                            + facts.door().publicUrl() + "/webhooks/quickbooks.");
        }
        if (last != null) {
            return Outcome.fine(
                    "The last webhook from QuickBooks came on " + time(last, facts) + heard.words(), heard.advice());
        }
        return Outcome.unseen(
                "No webhook from QuickBooks has come for this company yet",
                "In the webhooks of your app at Intuit, enter " + facts.door().publicUrl()
                        + "/webhooks/quickbooks and tick Payment, Invoice and RefundReceipt, Item, Term and Preferences.");
    }

    private static String time(Instant at, Facts facts) {
        return TIME.format(at.atZone(facts.zone()));
    }
}
