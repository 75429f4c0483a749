package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.context.TestPropertySource;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.PeerConnected;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.SandboxCalls;

/** The check against the sandbox: all fine on a whole pair of systems, and each thing that is broken named. */
@TestPropertySource(properties = "wonbooks.admin.password=" + CheckTests.PASSWORD)
abstract class CheckTests extends RunningWonbooks {

    static final String PASSWORD = "correct horse battery";

    private static final String COMPANY = "/quickbooks/realms/" + SandboxCalls.REALM;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    CompanyBooks books;

    private ProductCalls api;

    @BeforeEach
    void call(@Value("${server.port}") int port) {
        api = new ProductCalls(port, PASSWORD);
    }

    @AfterEach
    void mend() {
        settings("{}");
        sandbox.patch(
                COMPANY + "/company",
                """
                {"country": "US", "homeCurrency": "USD", "salesTax": "none", "customTxnNumbers": false,
                 "bookCloseDate": null, "multiCurrency": false}
                """);
        books.forget(id());
        jdbc.sql("update connection set mode = 'live', paused = false").update();
        jdbc.sql("update token set state = 'READY'").update();
        jdbc.sql("update connection set kommo_down_until = null, quickbooks_down_until = null")
                .update();
        awaitQuiet();
    }

    @Test
    void allIsFineOnceBothSidesAreConnectedAndLookingCostsFourBilledReads() {
        jdbc.sql("update connection set checked_at = null").update();
        events.publishEvent(new PeerConnected(id(), Peer.QUICKBOOKS));
        until().until(() -> checks.latest(id()).isPresent());
        assertThat(faults(checkRows())).as("by itself, when it is connected").isEmpty();
        awaitQuiet();
        sandbox.delete("/calls");

        JsonNode rows = api.post("/connections/" + id() + "/check");

        assertThat(faults(rows)).isEmpty();
        assertThat(row(rows, "invoice.item").path("detail").asText()).isEqualTo("Services, number 1");
        assertThat(row(rows, "won.statusId").path("detail").asText()).isEqualTo("Stage 142, Closed - won");
        assertThat(row(rows, "invoice.termsMap").path("detail").asText())
                .isEqualTo("Due on receipt, Net 15, Net 30, Net 60");
        assertThat(rows.get(0).properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("check", "ok", "detail", "fix");
        assertThat(checkRows()).as("the result is kept").isEqualTo(rows);
        List<JsonNode> calls =
                StreamSupport.stream(sandbox.get("/calls").spliterator(), false).toList();
        assertThat(calls).allMatch(call -> call.path("method").asText().equals("GET"));
        assertThat(calls.stream().filter(call -> call.path("path").asText().contains("/v3/")))
                .as("billed reads")
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "invoice.item | {'invoice': {'item': 'Consulting'}} | no active item \"Consulting\" | setting invoice.item",
                "invoice.item | {'invoice': {'item': 'Film photography'}} | it was made inactive | Make it active again",
                "invoice.item | {'invoice': {'item': '3'}} | it was made inactive | Make it active again",
                "invoice.item | {'invoice': {'item': 'Услуги'}} | no active item \"Услуги\" | setting invoice.item",
                "invoice.currencyField | {'invoice': {'currencyField': 'MONEY'}} | no field \"MONEY\" | invoice.currencyField",
                "invoice.discountField | {'invoice': {'discountField': 'OFF', 'lines': 'products'}} | no field \"OFF\" | invoice.discountField",
                "invoice.customFields | {'invoice': {'customFields': {'1': 'PO'}}} | no field \"PO\" | invoice.customFields",
                "invoice.class | {'invoice': {'class': 'Retail'}} | no active class \"Retail\" | All lists > Classes",
                "invoice.department | {'invoice': {'department': 'North'}} | no active location \"North\" | All lists > Locations",
                "invoice.defaultTerms | {'invoice': {'defaultTerms': 'Net 99'}} | no active terms \"Net 99\" | Terms",
                "invoice.termsField | {'invoice': {'termsField': 'TERMS_OF_OLD'}} | no field \"TERMS_OF_OLD\" | invoice.termsField",
                "invoice.termsField | {'invoice': {'termsField': 'QB_PAID'}} | of the type checkbox | invoice.termsField",
                "won.statusId | {'won': {'statusId': 99}} | no stage 99 | setting won.statusId",
                "won.pipelineIds | {'won': {'pipelineIds': [8572511, 99]}} | no pipeline 99 | setting won.pipelineIds",
                "won.statusId | {'won': {'pipelineIds': [8572519], 'statusId': 67548607}} | no stage 67548607 | 142 Closed - won",
                "paid.statusId | {'paid': {'mode': 'stage', 'pipelineId': 8572519, 'statusId': 99}} | no stage 99 | 67548700 Payment received",
                "paid.statusId | {'paid': {'mode': 'stage', 'pipelineId': 8572511, 'statusId': 67548601}} | Kommo fills it itself | setting paid.statusId",
                "fields.invoiceId | {'fields': {'invoiceId': 'QB_ID'}} | no field with the code QB_ID | press Provision",
                "fields.paid | {'fields': {'paid': 'PAYMENT_TERMS'}} | of the type select | setting fields.paid",
                "fields.paidAmount | {'fields': {'paidAmount': 'QB_INVOICE_ID'}} | of the type text | of the type numeric or monetary",
                "fields.paymentDate | {'fields': {'paymentDate': 'QB_INVOICE_ID'}} | of the type text | setting fields.paymentDate"
            })
    void aSettingThatFitsNothingIsNamed(String check, String settings, String detail, String fix) {
        settings(settings.replace('\'', '"'));
        assertFault(check, detail, fix);
    }

    @Test
    void aPaidStageInAPipelineThatIsGoneIsNamed() {
        settings("{\"paid\": {\"mode\": \"stage\", \"pipelineId\": 99, \"statusId\": 142}}");
        JsonNode rows = api.post("/connections/" + id() + "/check");
        assertThat(faults(rows)).containsExactly("paid.pipelineId", "paid.statusId");
        assertThat(row(rows, "paid.pipelineId").path("fix").asText())
                .contains("setting paid.pipelineId", "8572519 Payments");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "quickbooks.currency | {'homeCurrency': 'EUR'} | is in USD, and QuickBooks keeps the company's books in EUR | Multicurrency",
                "quickbooks.closed-books | {'bookCloseDate': '2999-12-31'} | closed up to 2999-12-31 | closing date",
                "invoice.taxCode | {'country': 'GB', 'salesTax': 'codes'} | wants a tax code on each line | setting invoice.taxCode"
            })
    void theCompanysOwnSettingsAreLookedAt(String check, String company, String detail, String fix) {
        sandbox.patch(COMPANY + "/company", company.replace('\'', '"'));
        assertFault(check, detail, fix);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'country': 'GB', 'salesTax': 'codes'} | {'taxCode': 'VAT'} | invoice.taxCode | it has 0.0% Z, 20.0% S, 5.0% R, Exempt",
                "{'salesTax': 'automated'} | {'taxCode': 'VAT'} | invoice.taxCode | knows no tax code \"VAT\"",
                "{'salesTax': 'automated'} | {'taxInclusive': true} | invoice.taxInclusive | adds the sales tax"
            })
    void taxesThatFitNoCompanyAreNamed(String company, String settings, String check, String detail) {
        sandbox.patch(COMPANY + "/company", company.replace('\'', '"'));
        settings("{\"invoice\": " + settings.replace('\'', '"') + "}");
        assertFault(check, detail, check);
    }

    @Test
    void termsToWhichNothingRefersAreNotRead() {
        settings("{\"invoice\": {\"termsField\": \"QB_INVOICE_NUMBER\"}}");
        sandbox.delete("/calls");
        assertThat(faults(api.post("/connections/" + id() + "/check"))).isEmpty();
        assertThat(stream(sandbox.get("/calls"))
                        .filter(call -> call.path("path").asText().endsWith("/query")))
                .as("the item's")
                .hasSize(1);
    }

    @Test
    void automatedTaxAndABookThatWasClosedLongAgoAreFine() {
        sandbox.patch(COMPANY + "/company", "{\"salesTax\": \"automated\", \"bookCloseDate\": \"2020-12-31\"}");
        JsonNode rows = api.post("/connections/" + id() + "/check");
        assertThat(faults(rows)).isEmpty();
        assertThat(row(rows, "invoice.taxCode").path("detail").asText()).contains("finds the tax by the addresses");
        assertThat(row(rows, "quickbooks.closed-books").path("detail").asText()).contains("2020-12-31");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "invoice.item | item/1 | {'Active': false} | it was made inactive | Make it active again | Services",
                "invoice.item | item/1 | {'Name': 'Consulting'} | no active item \"Services\" | setting invoice.item | Services",
                "invoice.termsMap | term/4 | {'Active': false} | no active terms \"Net 60\" | All lists > Terms | Net 60",
                "invoice.termsMap | term/2 | {'Name': '15 days'} | no active terms \"Net 15\" | rename the values | Net 15"
            })
    void whatPeopleChangeInQuickBooksListsIsNamed(
            String check, String thing, String change, String detail, String fix, String name) {
        sandbox.patch(COMPANY + "/" + thing, change.replace('\'', '"'));
        assertFault(check, detail, fix);
        sandbox.patch(COMPANY + "/" + thing, "{\"Active\": true, \"Name\": \"" + name + "\"}");
        assertThat(faults(api.post("/connections/" + id() + "/check"))).isEmpty();
    }

    @Test
    void termsMayBeMappedByNumberToANumber() {
        sandbox.patch(COMPANY + "/term/2", "{\"Name\": \"15 days\"}");
        settings("{\"invoice\": {\"termsMap\": {\"908103\": \"2\"}}}");
        assertThat(faults(api.post("/connections/" + id() + "/check"))).isEmpty();
        sandbox.patch(COMPANY + "/term/2", "{\"Name\": \"Net 15\"}");
    }

    @Test
    void aFieldThatIsGoneFromKommoIsNamedAndProvisioned() {
        sandbox.delete("/kommo/fields/QB_PAID_AMOUNT");
        assertFault("fields.paidAmount", "no field with the code QB_PAID_AMOUNT", "press Provision");
        api.post("/connections/" + id() + "/provision");
        awaitQuiet();
        assertThat(faults(checkRows())).isEmpty();
    }

    @Test
    void aFieldThatBecameAnotherTypeIsNamed() {
        field("QB_PAYMENT_DATE", "text");
        assertFault("fields.paymentDate", "of the type text", "setting fields.paymentDate");
        field("QB_PAYMENT_DATE", "date");
        assertThat(faults(api.post("/connections/" + id() + "/check"))).isEmpty();
    }

    private void field(String code, String type) {
        sandbox.post(
                "/kommo/fields",
                "[{\"name\": \"Payment date\", \"type\": \"%s\", \"code\": \"%s\", \"is_api_only\": true}]"
                        .formatted(type, code));
    }

    @Test
    void anAccountInAnotherCurrencyIsNamed() {
        sandbox.patch("/kommo/account", "{\"currency\": \"EUR\"}");
        assertFault("quickbooks.currency", "in EUR, and QuickBooks keeps the company's books in USD", "Multicurrency");
        sandbox.patch("/kommo/account", "{\"currency\": \"USD\"}");
    }

    @Test
    void aWebhookThatIsOffIsNamed() {
        sandbox.post("/kommo/webhooks/disable", "{\"stubborn\": true}");
        assertFault("kommo.webhook", "switched the webhook of Wonbooks off", "Settings > Integrations > Web hooks");
        sandbox.post("/kommo/webhooks/disable", "{\"stubborn\": false}");
        api.post("/connections/" + id() + "/provision");
    }

    @Test
    void aWebhookThatIsMissingIsNamed() {
        answer("kommo", "webhooks$", 1, "{\"_embedded\": {\"webhooks\": []}}");
        assertFault("kommo.webhook", "no webhook of Wonbooks", "Provisioning makes it");
    }

    @Test
    void aWebhookForTooFewEventsIsNamedWithoutItsSecret() {
        String secret = connections.webhookSecret(id());
        answer(
                "kommo",
                "webhooks$",
                1,
                "{\"_embedded\": {\"webhooks\": [{\"destination\": \"%s/webhooks/kommo/%s\", \"settings\": [\"status_lead\"]}]}}"
                        .formatted(super.settings.publicUrl(), secret));
        JsonNode rows = assertFault("kommo.webhook", "not for add_lead, restore_lead, delete_lead", "Provisioning");
        assertThat(rows.toString()).doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "kommo, webhooks$, kommo.webhook",
        "kommo, pipelines$, 'won.pipelineIds won.statusId paid.pipelineId paid.statusId'",
        "quickbooks, preferences$, 'invoice.taxCode invoice.taxInclusive quickbooks.currency quickbooks.numbering quickbooks.closed-books'"
    })
    void rightsThatAreMissingAreNamedAndTheRestIsLookedAt(String system, String path, String checks) {
        spoil(system, path, 1, 403, "<html>403 Forbidden</html>");
        JsonNode rows = api.post("/connections/" + id() + "/check");
        assertThat(faults(rows)).containsExactly(checks.split(" "));
        assertThat(row(rows, checks.split(" ")[0]).path("fix").asText()).contains("as an administrator");
        assertThat(column("select count(*) from connection where kommo_down_until is not null and id = ?", id()))
                .as("deals go on")
                .isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"kommo, account$", "quickbooks, companyinfo"})
    void aTokenThatIsRefusedIsNamedAndTheOtherSideIsLookedAt(String system, String path) {
        spoil(system, path, 2, 401, "{}");
        JsonNode rows = api.post("/connections/" + id() + "/check");
        assertThat(row(rows, system + ".access").path("ok").asBoolean()).isFalse();
        assertThat(row(rows, system + ".access").path("detail").asText()).contains("no longer accepts the tokens");
        assertThat(row(rows, system + ".access").path("fix").asText()).startsWith("Connect ");
        String dependent = system.equals("kommo") ? "won.statusId" : "invoice.item";
        assertThat(row(rows, dependent).path("fix").asText())
                .isEqualTo("Mend " + system + ".access first, then check again.");
        String other = system.equals("kommo") ? "invoice.item" : "won.statusId";
        assertThat(row(rows, other).path("ok").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"kommo, account$, 503", "quickbooks, companyinfo, 503", "kommo, account$, 500"})
    void aSideThatIsDownIsRows(String system, String path, int status) {
        spoil(system, path, 1, status, "");
        JsonNode rows = api.post("/connections/" + id() + "/check");
        assertThat(row(rows, system + ".access").path("ok").asBoolean()).isFalse();
        assertThat(row(rows, system + ".access").path("fix").asText()).startsWith("Check again");
    }

    @ParameterizedTest
    @CsvSource({
        "kommo, account$",
        "kommo, pipelines$",
        "kommo, custom_fields$",
        "kommo, webhooks$",
        "quickbooks, companyinfo",
        "quickbooks, preferences$",
        "quickbooks, query$"
    })
    void answersThatNobodyCanReadAreRows(String system, String path) {
        answer(system, path, 1, "[1]");
        JsonNode rows = api.post("/connections/" + id() + "/check");
        assertThat(faults(rows)).isNotEmpty();
        assertThat(rows.toString()).contains("answer is not what it should be");
    }

    @Test
    void aConnectionThatIsSwitchedOffOrPausedSaysSo() {
        api.patch("/connections/" + id(), "{\"paused\": true}");
        assertFault("connection.mode", "paused", "Resume it");
        api.patch("/connections/" + id(), "{\"paused\": false, \"mode\": \"off\"}");
        assertFault("connection.mode", "switched off", "mode to live");
    }

    @Test
    void provisioningMendsWhatItSaysItMendsAndTheCheckIsMadeAgain() {
        settings("{\"fields\": {\"invoiceNumber\": \"QB_OTHER_NUMBER\"}}");
        assertFault("fields.invoiceNumber", "QB_OTHER_NUMBER", "press Provision");
        sandbox.post("/kommo/webhooks/disable");
        assertThat(faults(api.post("/connections/" + id() + "/check")))
                .containsExactly("kommo.webhook", "fields.invoiceNumber");

        api.post("/connections/" + id() + "/provision");
        awaitQuiet();

        assertThat(faults(checkRows())).isEmpty();
    }

    /** What a check says of a fault and what a deal that hits it says are the same words. */
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
        JsonNode row = row(api.post("/connections/" + id() + "/check"), check);
        long lead = deal("Hits " + check, "15", "Hit " + check + settings, null);
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead)).isEqualTo(row.path("detail").asText());
        assertThat(work("fix", "deal-won", lead))
                .isEqualTo(row.path("fix").asText().replaceAll("\\.$", ", then replay."));

        settings(mended.replace('\'', '"'));
        api.post("/work/" + work("id", "deal-won", lead) + "/replay");
        awaitNotes(lead, 1);
        awaitQuiet();
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    /** Mended in QuickBooks, not in the settings: that counts at once too. */
    @Test
    void aMismatchOfCurrenciesIsMendedInQuickBooksAndReplayed() {
        sandbox.patch("/kommo/account", "{\"currency\": \"EUR\"}");
        api.post("/connections/" + id() + "/provision");
        awaitQuiet();
        long lead = deal("In euro", "15", "Euro Customer", null);
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead))
                .isEqualTo(row(api.post("/connections/" + id() + "/check"), "quickbooks.currency")
                        .path("detail")
                        .asText());

        sandbox.patch(COMPANY + "/company", "{\"multiCurrency\": true}");
        api.post("/work/" + work("id", "deal-won", lead) + "/replay");
        awaitNotes(lead, 1);
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("15");
        sandbox.patch("/kommo/account", "{\"currency\": \"USD\"}");
    }

    @Test
    void closedBooksAreOpenedAndTheDealIsReplayed() {
        sandbox.patch(COMPANY + "/company", "{\"bookCloseDate\": \"2999-12-31\"}");
        books.forget(id());
        long lead = deal("Closed", "15", "Closed Customer", null);
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead))
                .isEqualTo(row(api.post("/connections/" + id() + "/check"), "quickbooks.closed-books")
                        .path("detail")
                        .asText());

        sandbox.patch(COMPANY + "/company", "{\"bookCloseDate\": null}");
        api.post("/work/" + work("id", "deal-won", lead) + "/replay");
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
        long lead = deal("Field " + how, "15", "Field Customer " + how, null);
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead))
                .isEqualTo(row(api.post("/connections/" + id() + "/check"), "fields.invoiceNumber")
                        .path("detail")
                        .asText());

        if (how.equals("wrong")) {
            sandbox.delete("/kommo/fields/" + code);
        }
        api.post("/connections/" + id() + "/provision");
        awaitQuiet();
        api.post("/work/" + work("id", "deal-won", lead) + "/replay");
        awaitNotes(lead, 1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    /** Mended in the settings: what was written down for the refused call does not count any more. */
    @Test
    void aFieldOfAnotherTypeIsReplacedByOneOfAnotherCode() {
        field("QB_INVOICE_NUMBER", "date");
        long lead = deal("Field replaced", "15", "Field Replaced", null);
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        settings("{\"fields\": {\"invoiceNumber\": \"QB_NEW_NUMBER\"}}");
        api.post("/connections/" + id() + "/provision");
        awaitQuiet();
        api.post("/work/" + work("id", "deal-won", lead) + "/replay");
        awaitNotes(lead, 1);
        assertThat(sandbox.lead(lead).toString()).contains("QB_NEW_NUMBER");
        sandbox.delete("/kommo/fields/QB_INVOICE_NUMBER");
        settings("{}");
        api.post("/connections/" + id() + "/provision");
        awaitQuiet();
    }

    @ParameterizedTest
    @CsvSource({"paid.pipelineId, 99,      142", "paid.statusId,   8572519, 99", "paid.statusId,   8572511, 67548601"})
    void aStageThatIsGoneIsSetAnewAndThePaidDealIsReplayed(String check, long pipeline, long stage) {
        String paid = "{\"paid\": {\"mode\": \"stage\", \"pipelineId\": %s, \"statusId\": %s}}";
        long lead = deal("Stage " + stage, "15", "Stage Customer " + pipeline + stage, null);
        sandbox.win(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        settings(paid.formatted(pipeline, stage));
        String invoice = only(sandbox.invoicesOf(lead)).path("id").asText();
        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
        long invoiceId = Long.parseLong(invoice);
        until().until(() -> workState("invoice-changed", invoiceId), "DEAD"::equals);
        assertThat(reason("invoice-changed", invoiceId))
                .isEqualTo(row(api.post("/connections/" + id() + "/check"), check)
                        .path("detail")
                        .asText());

        settings(paid.formatted(8572519, 67548700));
        api.post("/work/" + work("id", "invoice-changed", invoiceId) + "/replay");
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
                "{\"system\": \"%s\", \"path\": \"%s\", \"count\": 2, \"status\": 401, \"body\": \"{}\"}"
                        .formatted(system, path));
        sandbox.win(lead);
        JsonNode waiting = until().until(
                        () -> api.get("/work?state=PAUSED").path("items"),
                        items -> items.size() == 1
                                && items.get(0).path("reason").asText().contains("tokens"));
        JsonNode access = row(api.post("/connections/" + id() + "/check"), system + ".access");
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
        spoil(system, path, 1, 403, "<html>403 Forbidden</html>");
        sandbox.win(lead);
        JsonNode waiting = until().until(
                        () -> api.get("/work?state=PAUSED").path("items"),
                        items -> items.size() == 1
                                && items.get(0).path("reason").asText().contains("forbids"))
                .get(0);
        spoil(system, looked, 1, 403, "<html>403 Forbidden</html>");
        JsonNode row = row(api.post("/connections/" + id() + "/check"), check);
        assertThat(row.path("detail").asText())
                .endsWith(" can't be read: " + waiting.path("reason").asText());
        assertThat(waiting.path("fix").asText())
                .contains("as an administrator")
                .isEqualTo(row.path("fix").asText());

        // What the check was let in for shows that it goes on.
        awaitNotes(lead, 1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    private long id() {
        return connection().id();
    }

    private void settings(String json) {
        jdbc.sql("update connection set settings = ?").param(json).update();
    }

    private JsonNode checkRows() {
        JsonNode kept = api.get("/connections/" + id() + "/check");
        assertThat(kept.path("checkedAt").asText()).isNotEmpty();
        return kept.path("rows");
    }

    /** Just this is wrong. */
    private JsonNode assertFault(String check, String detail, String fix) {
        JsonNode rows = api.post("/connections/" + id() + "/check");
        assertThat(faults(rows)).containsExactly(check);
        assertThat(row(rows, check).path("detail").asText()).contains(detail);
        assertThat(row(rows, check).path("fix").asText()).contains(fix);
        return rows;
    }

    private void answer(String system, String path, int count, String json) {
        spoil(system, path, count, 200, json.strip());
    }

    private void spoil(String system, String path, int count, int status, String body) {
        String quoted = body.replace("\"", "\\\"").replace("\n", " ");
        sandbox.post(
                "/faults",
                """
                {"system": "%s", "method": "GET", "path": "%s", "count": %d, "status": %d, "body": "%s"}
                """
                        .formatted(system, path, count, status, quoted));
    }

    private static Stream<JsonNode> stream(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static JsonNode row(JsonNode rows, String check) {
        return stream(rows)
                .filter(row -> row.path("check").asText().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> faults(JsonNode rows) {
        return stream(rows)
                .filter(row -> !row.path("ok").asBoolean())
                .map(row -> row.path("check").asText())
                .toList();
    }
}
