package org.wonbooks.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.testing.CheckedWonbooks;

/** The check against the sandbox: all fine on a whole pair of systems, and each thing that is broken named. */
class CheckTest extends CheckedWonbooks {

    @Autowired
    ApplicationEventPublisher events;

    @Test
    void allIsFineOnceBothSidesAreConnectedAndLookingCostsFourBilledReads() {
        jdbc.sql("update connection set checked_at = null").update();
        events.publishEvent(new PeerConnected(id(), Peer.QUICKBOOKS));
        until().until(() -> checks.latest(id()).isPresent());
        assertThat(faults(checkRows())).as("by itself, when it is connected").isEmpty();
        awaitQuiet();
        sandbox.delete("/calls");

        JsonNode rows = product.post("/connections/" + id() + "/check");

        assertThat(faults(rows)).isEmpty();
        assertThat(row(rows, "invoice.item").path("detail").asText()).isEqualTo("Services, number 1");
        assertThat(row(rows, "won.statusId").path("detail").asText()).isEqualTo("Stage 142, Closed - won");
        assertThat(row(rows, "invoice.termsMap").path("detail").asText())
                .isEqualTo("Due on receipt, Net 15, Net 30, Net 60");
        assertThat(rows.get(0).properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("check", "ok", "detail", "fix", "state");
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
                "invoice.item | {'invoice': {'item': 'Consulting'}} | no active item \"Consulting\" | “Product or"
                        + " service”",
                "invoice.item | {'invoice': {'item': 'Film photography'}} | it was made inactive | Make it active again",
                "invoice.item | {'invoice': {'item': '3'}} | it was made inactive | Make it active again",
                "invoice.item | {'invoice': {'item': 'Услуги'}} | no active item \"Услуги\" | “Product or service”",
                "invoice.currencyField | {'invoice': {'currencyField': 'MONEY'}} | no field \"MONEY\" | “Field with"
                        + " the currency”",
                "invoice.discountField | {'invoice': {'discountField': 'OFF', 'lines': 'products'}} | no field"
                        + " \"OFF\" | “Field with a discount”",
                "invoice.customFields | {'invoice': {'customFields': {'1': 'PO'}}} | no field \"PO\" | “Custom"
                        + " fields of the invoice”",
                "invoice.class | {'invoice': {'class': 'Retail'}} | no active class \"Retail\" | All lists > Classes",
                "invoice.department | {'invoice': {'department': 'North'}} | no active location \"North\" | All lists > Locations",
                "invoice.defaultTerms | {'invoice': {'defaultTerms': 'Net 99'}} | no active terms \"Net 99\" | Terms",
                "invoice.termsField | {'invoice': {'termsField': 'TERMS_OF_OLD'}} | no field \"TERMS_OF_OLD\" |"
                        + " “Field with the payment terms”",
                "invoice.termsField | {'invoice': {'termsField': 'QB_PAID'}} | of the type checkbox | “Field with"
                        + " the payment terms”",
                "invoice.emailField | {'invoice': {'emailField': 'AP_EMAIL'}} | no field \"AP_EMAIL\" | “Field with"
                        + " the address of who pays”",
                "invoice.dateField | {'invoice': {'dateField': 'INVOICED_ON'}} | no field \"INVOICED_ON\" | “Field"
                        + " with the invoice date”",
                "invoice.dateField | {'invoice': {'dateField': 'QB_PAID'}} | of the type checkbox | “Field with the"
                        + " invoice date”",
                "won.statusId | {'won': {'statusId': 99}} | no stage 99 | “Stage that means won”",
                "won.pipelineIds | {'won': {'pipelineIds': [8572511, 99]}} | no pipeline 99 | “Pipelines”",
                "won.statusId | {'won': {'pipelineIds': [8572519], 'statusId': 67548607}} | no stage 67548607 | 142 Closed - won",
                "paid.statusId | {'paid': {'mode': 'stage', 'pipelineId': 8572519, 'statusId': 99}} | no stage 99 | 67548700 Payment received",
                "paid.statusId | {'paid': {'mode': 'stage', 'pipelineId': 8572511, 'statusId': 67548601}} | Kommo"
                        + " fills it itself | “Stage where a paid deal goes”",
                "fields.invoiceId | {'fields': {'invoiceId': 'QB_ID'}} | no field with the code QB_ID | press"
                        + " “Provision”",
                "fields.paid | {'fields': {'paid': 'PAYMENT_TERMS'}} | of the type select | “Settings”",
                "fields.paidAmount | {'fields': {'paidAmount': 'QB_INVOICE_ID'}} | of the type text | of the type numeric or monetary",
                "fields.paymentDate | {'fields': {'paymentDate': 'QB_INVOICE_ID'}} | of the type text | “Settings”"
            })
    void aSettingThatFitsNothingIsNamed(String check, String settings, String detail, String fix) {
        settings(settings.replace('\'', '"'));
        assertFault(check, detail, fix);
    }

    @Test
    void aPaidStageInAPipelineThatIsGoneIsNamed() {
        settings("{\"paid\": {\"mode\": \"stage\", \"pipelineId\": 99, \"statusId\": 142}}");
        JsonNode rows = product.post("/connections/" + id() + "/check");
        assertThat(faults(rows)).containsExactly("paid.pipelineId", "paid.statusId");
        assertThat(row(rows, "paid.pipelineId").path("fix").asText())
                .contains("“Pipeline where a paid deal goes”", "8572519 Payments");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "quickbooks.currency | {'homeCurrency': 'EUR'} | is in USD, and QuickBooks keeps the company's books in EUR | Multicurrency",
                "quickbooks.closed-books | {'bookCloseDate': '2999-12-31'} | closed up to 2999-12-31 | closing date",
                "invoice.taxCode | {'country': 'GB', 'salesTax': 'codes'} | wants a tax code on each line | “Tax”"
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
        assertFault(check, detail, "in “Settings”");
    }

    @Test
    void termsToWhichNothingRefersAreNotRead() {
        settings("{\"invoice\": {\"termsField\": \"QB_INVOICE_NUMBER\"}}");
        sandbox.delete("/calls");
        assertThat(faults(product.post("/connections/" + id() + "/check"))).isEmpty();
        assertThat(stream(sandbox.get("/calls"))
                        .filter(call -> call.path("path").asText().endsWith("/query")))
                .as("the item's")
                .hasSize(1);
    }

    @Test
    void automatedTaxAndABookThatWasClosedLongAgoAreFine() {
        sandbox.patch(COMPANY + "/company", "{\"salesTax\": \"automated\", \"bookCloseDate\": \"2020-12-31\"}");
        JsonNode rows = product.post("/connections/" + id() + "/check");
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
                "invoice.item | item/1 | {'Name': 'Consulting'} | no active item \"Services\" | “Product or service”"
                        + " | Services",
                "invoice.termsMap | term/4 | {'Active': false} | no active terms \"Net 60\" | All lists > Terms | Net 60",
                "invoice.termsMap | term/2 | {'Name': '15 days'} | no active terms \"Net 15\" | rename the values | Net 15"
            })
    void whatPeopleChangeInQuickBooksListsIsNamed(
            String check, String thing, String change, String detail, String fix, String name) {
        sandbox.patch(COMPANY + "/" + thing, change.replace('\'', '"'));
        assertFault(check, detail, fix);
        sandbox.patch(COMPANY + "/" + thing, "{\"Active\": true, \"Name\": \"" + name + "\"}");
        assertThat(faults(product.post("/connections/" + id() + "/check"))).isEmpty();
    }

    @Test
    void termsMayBeMappedByNumberToANumber() {
        sandbox.patch(COMPANY + "/term/2", "{\"Name\": \"15 days\"}");
        settings("{\"invoice\": {\"termsMap\": {\"908103\": \"2\"}}}");
        assertThat(faults(product.post("/connections/" + id() + "/check"))).isEmpty();
        sandbox.patch(COMPANY + "/term/2", "{\"Name\": \"Net 15\"}");
    }

    @Test
    void aFieldThatIsGoneFromKommoIsNamedAndProvisioned() {
        sandbox.delete("/kommo/fields/QB_PAID_AMOUNT");
        assertFault("fields.paidAmount", "no field with the code QB_PAID_AMOUNT", "press “Provision”");
        provision();
        assertThat(faults(checkRows())).isEmpty();
    }

    @Test
    void aFieldThatBecameAnotherTypeIsNamed() {
        field("QB_PAYMENT_DATE", "text");
        assertFault("fields.paymentDate", "of the type text", "code for it in “Settings”");
        field("QB_PAYMENT_DATE", "date");
        assertThat(faults(product.post("/connections/" + id() + "/check"))).isEmpty();
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
        product.post("/connections/" + id() + "/provision");
    }

    @Test
    void aWebhookThatIsMissingIsNamed() {
        answer("kommo", "webhooks$", 1, "{\"_embedded\": {\"webhooks\": []}}");
        assertFault("kommo.webhook", "no webhook of Wonbooks", "“Provision”: that makes it");
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
        JsonNode rows = assertFault("kommo.webhook", "not for add_lead, restore_lead, delete_lead", "“Provision”");
        assertThat(rows.toString()).doesNotContain(secret);
    }

    @Test
    void aConnectionThatDoesNotWorkOnDealsSaysSo() {
        product.patch("/connections/" + id(), "{\"paused\": true}");
        assertFault("connection.mode", "paused", "press “Resume”");
        product.patch("/connections/" + id(), "{\"paused\": false, \"mode\": \"off\"}");
        assertFault("connection.mode", "switched off", "press “Go live”");
        product.patch("/connections/" + id(), "{\"mode\": \"shadow\"}");
        JsonNode row = row(product.post("/connections/" + id() + "/check"), "connection.mode");
        assertThat(row.path("ok").asBoolean()).isTrue();
        assertThat(row.path("detail").asText()).startsWith("In shadow");
    }

    @Test
    void provisioningMendsWhatItSaysItMendsAndTheCheckIsMadeAgain() {
        settings("{\"fields\": {\"invoiceNumber\": \"QB_OTHER_NUMBER\"}}");
        assertFault("fields.invoiceNumber", "QB_OTHER_NUMBER", "press “Provision”");
        sandbox.post("/kommo/webhooks/disable");
        assertThat(faults(product.post("/connections/" + id() + "/check")))
                .containsExactly("kommo.webhook", "fields.invoiceNumber");

        provision();

        assertThat(faults(checkRows())).isEmpty();
    }

    private JsonNode checkRows() {
        JsonNode kept = product.get("/connections/" + id() + "/check");
        assertThat(kept.path("checkedAt").asText()).isNotEmpty();
        return kept.path("rows");
    }

    /** Just this is wrong. */
    private JsonNode assertFault(String check, String detail, String fix) {
        JsonNode rows = product.post("/connections/" + id() + "/check");
        assertThat(faults(rows)).containsExactly(check);
        assertThat(row(rows, check).path("detail").asText()).contains(detail);
        assertThat(row(rows, check).path("fix").asText()).contains(fix);
        return rows;
    }
}
