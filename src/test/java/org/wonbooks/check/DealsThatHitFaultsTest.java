package org.wonbooks.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.testing.CheckedWonbooks;

/**
 * What a check says of a fault and what a deal that hits it says are the same words; and it goes on once it is mended.
 */
class DealsThatHitFaultsTest extends CheckedWonbooks {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "invoice.item | {} | {'invoice': {'item': 'Consulting'}} | {}",
                "invoice.item | {} | {'invoice': {'item': 'Film photography'}} | {}",
                "invoice.item | {} | {'invoice': {'item': '3'}} | {}",
                "invoice.defaultTerms | {} | {'invoice': {'defaultTerms': 'Net 99'}} | {}",
                "invoice.class | {} | {'invoice': {'class': 'Retail'}} | {}",
                "invoice.department | {} | {'invoice': {'department': 'North'}} | {}",
                "invoice.taxCode | {'country': 'GB', 'salesTax': 'codes'} | {} | {'invoice': {'taxCode': '20.0% S'}}",
                "invoice.taxCode | {'country': 'GB', 'salesTax': 'codes'} | {'invoice': {'taxCode': 'VAT'}} | {'invoice': {'taxCode': 'Exempt'}}",
                "invoice.taxInclusive | {'salesTax': 'automated'} | {'invoice': {'taxInclusive': true}} | {}",
                "invoice.currencyField | {} | {'invoice': {'currencyField': 'MONEY'}} | {}",
                "invoice.discountField | {} | {'invoice': {'lines': 'products', 'discountField': 'OFF'}} | {}",
                "invoice.customFields | {} | {'invoice': {'customFields': {'1': 'PO'}}} | {}",
                "invoice.termsField | {} | {'invoice': {'termsField': 'TERMS_OF_OLD'}} | {}"
            })
    void aFaultDoesNotBlockDealsAndTheOneThatHitsItSaysTheSame(
            String check, String company, String settings, String mended) {
        sandbox.patch(COMPANY + "/company", company.replace('\'', '"'));
        // What was known of the company before is kept for an hour.
        books.forget(id());
        settings(settings.replace('\'', '"'));
        JsonNode row = row(product.post("/connections/" + id() + "/check"), check);
        long lead = deal("Hits " + check, "15", "Hit " + check + settings, null);
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead)).isEqualTo(row.path("detail").asText());
        assertThat(work("fix", "deal-won", lead))
                .isEqualTo(row.path("fix").asText().replaceAll("\\.$", ", then press “Try again”."));

        settings(mended.replace('\'', '"'));
        replay("deal-won", lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    /** Mended in QuickBooks, not in the settings: that counts at once too. */
    @Test
    void aMismatchOfCurrenciesIsMendedInQuickBooksAndReplayed() {
        sandbox.patch("/kommo/account", "{\"currency\": \"EUR\"}");
        provision();
        long lead = deadInTheWordsOf("quickbooks.currency", "In euro");

        sandbox.patch(COMPANY + "/company", "{\"multiCurrency\": true}");
        replay("deal-won", lead);
        awaitNotes(lead, 1);
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("15");
        sandbox.patch("/kommo/account", "{\"currency\": \"USD\"}");
        provision();
    }

    @Test
    void closedBooksAreOpenedAndTheDealIsReplayed() {
        sandbox.patch(COMPANY + "/company", "{\"bookCloseDate\": \"2999-12-31\"}");
        books.forget(id());
        long lead = deadInTheWordsOf("quickbooks.closed-books", "Closed");

        sandbox.patch(COMPANY + "/company", "{\"bookCloseDate\": null}");
        replay("deal-won", lead);
        awaitNotes(lead, 1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    /** Kommo says only that it was refused; what is wrong is found out then. */
    @ParameterizedTest
    @CsvSource({"gone, QB_INVOICE_NUMBER", "wrong, QB_INVOICE_NUMBER"})
    void aFieldThatIsGoneOrOfAnotherTypeIsMendedInKommoAndTheDealIsReplayed(String how, String code) {
        if (how.equals("gone")) {
            sandbox.delete("/kommo/fields/" + code);
        } else {
            field(code, "date");
        }
        long lead = deadInTheWordsOf("fields.invoiceNumber", "Field " + how);

        if (how.equals("wrong")) {
            sandbox.delete("/kommo/fields/" + code);
        }
        provision();
        replay("deal-won", lead);
        awaitShown(lead, code);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    /** A deal that is won then. */
    private long deadInTheWordsOf(String check, String name) {
        long lead = deal(name, "15", name + " Customer", null);
        sandbox.win(lead);
        assertDeadInTheWordsOf(check, "deal-won", lead);
        return lead;
    }

    private void awaitShown(long lead, String code) {
        until().until(() -> sandbox.lead(lead).path("fields").has(code));
        until().until(() -> workState("deal-won", lead), "DONE"::equals);
    }

    /** Mended in the settings: what was written down for the refused call does not count any more. */
    @Test
    void aFieldOfAnotherTypeIsReplacedByOneOfAnotherCode() {
        field("QB_INVOICE_NUMBER", "date");
        long lead = deal("Field replaced", "15", "Field Replaced", null);
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        settings("{\"fields\": {\"invoiceNumber\": \"QB_NEW_NUMBER\"}}");
        provision();
        replay("deal-won", lead);
        awaitShown(lead, "QB_NEW_NUMBER");
        sandbox.delete("/kommo/fields/QB_INVOICE_NUMBER");
        settings("{}");
        provision();
    }

    @ParameterizedTest
    @CsvSource({"paid.pipelineId, 99,      142", "paid.statusId,   8572519, 99", "paid.statusId,   8572511, 67548601"})
    void aStageThatIsGoneIsSetAnewAndThePaidDealIsReplayed(String check, long pipeline, long stage) {
        String paid = "{\"paid\": {\"mode\": \"stage\", \"pipelineId\": %s, \"statusId\": %s}}";
        long lead = billed("Stage " + stage, "15", "Stage Customer " + pipeline + stage, null);
        awaitQuiet();
        settings(paid.formatted(pipeline, stage));
        String invoice = booked(lead);
        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
        long invoiceId = Long.parseLong(invoice);
        assertDeadInTheWordsOf(check, "invoice-changed", invoiceId);

        settings(paid.formatted(8572519, 67548700));
        replay("invoice-changed", invoiceId);
        awaitNotes(lead, 2);
        awaitQuiet();
        assertThat(sandbox.lead(lead).path("status").asText()).isEqualTo("67548700");
        assertThat(state(lead)).isEqualTo("PAID");
    }

    /** Work for a connection whose tokens are refused waits, and says what its check says. */
    @ParameterizedTest
    @CsvSource({"kommo, leads/", "quickbooks, query"})
    void tokensThatAreRefusedHaveDealsWaitWithTheSameWords(String system, String path) {
        long lead = deal("Refused " + system, "15", "Refused Customer " + system, system + "@refused.example");
        sandbox.post(
                "/faults",
                "{\"system\": \"%s\", \"path\": \"%s\", \"count\": 1000, \"status\": 401, \"body\": \"{}\"}"
                        .formatted(system, path));
        sandbox.win(lead);
        JsonNode waiting = until().until(
                        () -> product.get("/work?state=PAUSED").path("items"),
                        items -> items.size() == 1
                                && items.get(0).path("reason").asText().contains("tokens"));
        sandbox.delete("/faults");
        JsonNode access = row(product.post("/connections/" + id() + "/check"), system + ".access");
        assertThat(access.path("ok").asBoolean()).isFalse();
        assertThat(waiting.get(0).path("reason").asText())
                .isEqualTo(access.path("detail").asText());
        jdbc.sql("delete from token where system = ?")
                .param(system.toUpperCase(Locale.ROOT))
                .update();
        sandboxConnection.connect();
        awaitNotes(lead, 1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    /** So does work for a connection that lost its rights. */
    @ParameterizedTest
    @CsvSource({"kommo, leads/, pipelines$, won.pipelineIds", "quickbooks, query, preferences$, quickbooks.currency"})
    void rightsThatAreMissingHaveDealsWaitWithTheSameWords(String system, String path, String looked, String check) {
        long lead = deal("Forbidden " + system, "15", "Forbidden Customer " + system, system + "@forbidden.example");
        spoil(system, path, 1, 403, NO_RIGHTS);
        sandbox.win(lead);
        JsonNode waiting = until().until(
                        () -> product.get("/work?state=PAUSED").path("items"),
                        items -> items.size() == 1
                                && items.get(0).path("reason").asText().contains("forbids"))
                .get(0);
        spoil(system, looked, 1, 403, NO_RIGHTS);
        JsonNode row = row(product.post("/connections/" + id() + "/check"), check);
        assertThat(row.path("detail").asText())
                .endsWith(" can't be read: " + waiting.path("reason").asText());
        assertThat(waiting.path("fix").asText())
                .contains("as an administrator")
                .isEqualTo(row.path("fix").asText());

        // What the check was let in for shows that it goes on.
        awaitNotes(lead, 1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    private void assertDeadInTheWordsOf(String check, String kind, long key) {
        until().until(() -> workState(kind, key), "DEAD"::equals);
        JsonNode row = row(product.post("/connections/" + id() + "/check"), check);
        assertThat(reason(kind, key)).isEqualTo(row.path("detail").asText());
    }
}
