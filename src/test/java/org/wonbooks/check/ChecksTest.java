package org.wonbooks.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.check.fact.Area;
import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.fact.Outcome;
import org.wonbooks.check.fact.Reading;
import org.wonbooks.check.fact.WebhookKinds;
import org.wonbooks.check.result.CheckRow;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.TokenStatus;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.testing.ProductJson;

/** The comparisons, where the sandbox alone can't show them. */
class ChecksTest {

    /** In New York it is the evening before. */
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    private static final String OUTSIDE = "https://acme.kommo.com";

    private WebhookKinds heard =
            new WebhookKinds(Set.of("invoice", "payment"), Set.of("payment"), Duration.ofMinutes(30));

    private final Reading reading = Reading.ofDeals();
    private Facts.Door door = door("https://wonbooks.example.com", true, null);
    private TokenStatus kommo = new TokenStatus(null, NOW.plusSeconds(3600), NOW.plusSeconds(9_000_000));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://127.0.0.1",
                "https://192.168.1.7",
                "https://10.0.0.1",
                "https://172.20.1.1:8443",
                "https://[::1]",
                "https://mac.local"
            })
    void anAddressAtHomeCantBeReachedFromOutside(String url) {
        door = door(url, true, null);
        CheckRow row = row("wonbooks.public-url");
        assertThat(row.ok()).isFalse();
        assertThat(row.fix()).contains("wonbooks.public-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://wonbooks.example.com",
                "https://172.32.0.1",
                "https://10.example.com:8443",
                "https://[2606:4700::1]"
            })
    void anAddressOutsideIsReachedAsFarAsCanBeKnown(String url) {
        door = door(url, true, null);
        assertThat(row("wonbooks.public-url").ok()).isTrue();
    }

    @Test
    void theLastWebhookIsToldOfInTheAccountsZone() {
        account("America/New_York");
        door = door("https://wonbooks.example.com", true, NOW);
        assertThat(row("wonbooks.public-url").detail()).endsWith("came on 22 Nov 2026, 21:00");
        assertThat(row("wonbooks.public-url").fix()).isNull();
        assertThat(row("quickbooks.webhook").detail()).endsWith("; lately they told of Invoice, Payment");
    }

    @Test
    void whatIsUsefulAndHasNotComeIsNamedToBeTicked() {
        heard = new WebhookKinds(Set.of("invoice", "payment", "item", "a"), Set.of("payment"), Duration.ofMinutes(30));
        door = door("https://wonbooks.example.com", true, NOW);
        CheckRow row = row("quickbooks.webhook");
        assertThat(row.ok()).isTrue();
        assertThat(row.detail()).endsWith("; lately they told of Invoice, Payment, Item");
        assertThat(row.fix()).contains("tick RefundReceipt, Term, Preferences too", "up to a day later");

        heard = new WebhookKinds(
                Set.of("invoice", "payment", "item", "term", "preferences", "refundreceipt"),
                Set.of("payment"),
                Duration.ofMinutes(30));
        door = door("https://wonbooks.example.com", true, NOW);
        assertThat(row("quickbooks.webhook").fix()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"invoice, payment, Payment", "payment, invoice, Invoice"})
    void whatIsNeededAndWasFoundWithoutAWebhookIsNotTicked(String told, String found, String named) {
        heard = new WebhookKinds(Set.of(told), Set.of(told, found), Duration.ZERO);
        door = door("https://wonbooks.example.com", true, NOW);
        CheckRow row = row("quickbooks.webhook");
        assertThat(row.ok()).isFalse();
        assertThat(row.detail()).contains("tells of " + named + ",").contains("not before somebody");
        assertThat(row.fix()).startsWith("Tick " + named + " in the webhooks");
    }

    @Test
    void withoutAVerifierTokenEveryWebhookOfQuickBooksIsRefused() {
        door = door("https://wonbooks.example.com", false, NOW);
        CheckRow row = row("quickbooks.webhook");
        assertThat(row.ok()).isFalse();
        assertThat(row.fix()).contains("Verifier token of the webhooks");
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-11-21, true",
        "America/New_York, 2026-11-22, false",
        "Europe/Berlin, 2026-11-22, true",
        "Europe/Berlin, 2026-11-23, false"
    })
    void theBooksHaveToBeClosedBeforeTodayInTheCompanysZone(String zone, String closed, boolean ok) {
        account(zone);
        preferences("{\"AccountingInfoPrefs\": {\"BookCloseDate\": \"%s\"}}".formatted(closed));
        assertThat(row("quickbooks.closed-books").ok()).isEqualTo(ok);
    }

    @ParameterizedTest
    @CsvSource({"false, false, true", "true, true, true", "true, false, false"})
    void taxIsFoundByQuickBooksOrNeedsACode(boolean used, boolean automated, boolean ok) {
        preferences("{\"TaxPrefs\": {\"UsingSalesTax\": %s, \"PartnerTaxEnabled\": %s}}".formatted(used, automated));
        reading.found(Area.TAX_CODES, null);
        assertThat(row("invoice.taxCode").ok()).isEqualTo(ok);
    }

    @ParameterizedTest
    @CsvSource({"USD, false, true", "usd, false, true", "EUR, true, true", "EUR, false, false"})
    void anotherCurrencyNeedsBooksOfSeveral(String home, boolean several, boolean ok) {
        account("UTC");
        preferences("{\"CurrencyPrefs\": {\"MultiCurrencyEnabled\": %s, \"HomeCurrency\": {\"value\": \"%s\"}}}"
                .formatted(several, home));
        assertThat(row("quickbooks.currency").ok()).isEqualTo(ok);
    }

    @Test
    void aLongLivedTokenIsSpokenOfBeforeItEnds() {
        account("UTC");
        assertThat(row("kommo.access").fix()).isNull();
        kommo = new TokenStatus(null, NOW.plusSeconds(20 * 86_400), null);
        assertThat(row("kommo.access").ok()).isTrue();
        assertThat(row("kommo.access").detail()).endsWith("ends on 2026-12-13");
        kommo = new TokenStatus(null, NOW.plusSeconds(40 * 86_400), null);
        assertThat(row("kommo.access").fix()).isNull();
    }

    @Test
    void anArchivedPipelineIsGone() {
        reading.found(
                Area.PIPELINES,
                ProductJson.read(
                        """
                        {"_embedded": {"pipelines": [{"id": 7, "name": "Old", "is_archive": true,
                                                      "_embedded": {"statuses": [{"id": 142, "name": "Won"}]}}]}}
                        """,
                        Area.PIPELINES.type()));
        CheckRow row = rowWith("won.pipelineIds", "{\"won\": {\"pipelineIds\": [7]}}");
        assertThat(row.ok()).isFalse();
        assertThat(row("won.statusId").ok()).as("no pipeline is left").isFalse();
    }

    @Test
    void whatWasNotReadIsNotKnown() {
        reading.unread(Area.ACCOUNT, Outcome.bad("Kommo is down (503)", "Check again."), true);
        assertThat(row("kommo.access").detail()).isEqualTo("Kommo is down (503)");
        assertThat(row("fields.paid").ok()).isFalse();
        assertThat(row("fields.paid").fix()).contains("the access to Kommo");
    }

    @Test
    void aLookThatFailsIsARow() {
        reading.found(Area.ITEM, null);
        assertThat(row("invoice.item").ok()).isFalse();
        assertThat(row("invoice.item").fix()).contains("log");
    }

    private CheckRow row(String check) {
        return rowWith(check, "{}");
    }

    private CheckRow rowWith(String check, String settings) {
        Connection connection = new Connection(
                1,
                "Acme",
                Connection.Mode.LIVE,
                false,
                ProductJson.read(settings, ConnectionSettings.class),
                "acme",
                1L,
                "UTC",
                "USD",
                "17",
                "Acme Inc",
                null,
                null,
                null,
                kommo,
                kommo,
                null);
        return Checks.of(new Facts(connection, reading, door, NOW)).stream()
                .filter(row -> row.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private Facts.Door door(String publicUrl, boolean verifiable, Instant last) {
        return new Facts.Door(
                publicUrl,
                OUTSIDE,
                publicUrl + "/secret",
                List.of("status_lead"),
                verifiable,
                heard,
                last,
                last,
                List.of());
    }

    private void account(String zone) {
        reading.found(
                Area.ACCOUNT,
                ProductJson.read(
                        """
                        {"id": 1, "name": "Acme", "currency": "USD",
                         "_embedded": {"datetime_settings": {"timezone": "%s"}}}
                        """
                                .formatted(zone),
                        Area.ACCOUNT.type()));
    }

    private void preferences(String json) {
        reading.found(Area.PREFERENCES, ProductJson.read("{\"Preferences\": " + json + "}", Area.PREFERENCES.type()));
    }
}
