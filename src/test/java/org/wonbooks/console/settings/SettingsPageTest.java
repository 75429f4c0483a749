package org.wonbooks.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.testing.EachSetting;

/** The form of the settings, as a browser sends it; and what the API says of it then. */
class SettingsPageTest extends SettingsPages {

    @Test
    void eachSettingIsChangedTogetherAndReadBack() {
        long id = connection("All of them");
        Answer page = page(id);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("style=", "onclick", "??settings");

        Answer saved = save(page, id, eachSetting());

        assertThat(saved.status()).as(saved.body()).isEqualTo(302);
        assertThat(page(id).body()).contains("role=\"status\"", "Saved: ");
        assertThat(settings(id)).hasToString(EachSetting.said());
    }

    /** As a browser sends it: with the hidden no of each box, and a line's end of two characters. */
    private static String eachSetting() {
        return EachSetting.typed().entrySet().stream()
                .flatMap(setting -> Stream.concat(
                                setting.getValue().stream(),
                                setting.getValue().contains("true") ? Stream.of("false") : Stream.of())
                        .map(value -> setting.getKey() + "=" + value.replace("\n", "\r\n")))
                .collect(Collectors.joining("&"));
    }

    @Test
    void onlyWhatWasChangedIsSent() {
        long id = connection("A part");
        api(
                "PATCH",
                "/connections/" + id,
                "{\"settings\": {\"invoice\": {\"termsMap\": {\"a\": \"Net 15\", \"b\": \"Net 30\"}}}}");
        Answer page = page(id);
        api("PATCH", "/connections/" + id, "{\"settings\": {\"invoice\": {\"item\": \"Meanwhile\"}}}");

        save(
                page,
                id,
                "invoice.item=Services&invoice.burst=&won.catchUp=3&won.catchUp=days&invoice.termsMap=b&invoice.termsMap=Net 30"
                        + "&invoice.send=true&invoice.send=false&invoice.maxAmount=70");
        assertThat(changes(id))
                .last()
                .isEqualTo("settings {\"invoice\":{\"termsMap\":{\"a\":null},\"maxAmount\":70,\"burst\":null}}");
        assertThat(settings(id).at("/invoice/item").asText()).isEqualTo("Meanwhile");
        assertThat(settings(id).at("/invoice/termsMap")).hasToString("{\"b\":\"Net 30\"}");

        page = page(id);
        assertThat(save(page, id, "invoice.item=Meanwhile").status()).isEqualTo(302);
        assertThat(page(id).body()).contains("Nothing was changed.");
        assertThat(changes(id)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "won.pipelineIds      | won.pipelineIds=Sales                                 | Choose one of the list",
                "won.pipelineIds      | won.pipelineIds=7&won.pipelineIds=-8                  | Choose one of the list",
                "won.statusId         | won.statusId=won                                      | Choose one of the list",
                "won.statusId         | won.statusId=99999999999999999999                     | Choose one of the list",
                "won.again            | won.again=maybe                                       | Choose one of the list",
                "won.catchUp          | won.catchUp=soon&won.catchUp=days                     | a whole number",
                "won.catchUp          | won.catchUp=-1&won.catchUp=days                       | a whole number",
                "won.catchUp          | won.catchUp=1.5&won.catchUp=days                      | a whole number",
                "won.catchUp          | won.catchUp=367&won.catchUp=days                      | 366 days",
                "won.catchUp          | won.catchUp=9000&won.catchUp=hours                    | 366 days",
                "won.catchUp          | won.catchUp=3&won.catchUp=years                       | Choose days, hours or minutes",
                "invoice.item         | invoice.item=%300                                     | At most 255 characters",
                "invoice.item         | invoice.item=Ho\u202Eurs                              | cannot be shown",
                "invoice.lines        | invoice.lines=free                                    | Choose one of the list",
                "invoice.createItems  | invoice.createItems=perhaps                           | Choose one of the list",
                "invoice.termsMap     | invoice.termsMap=30 Tage&invoice.termsMap=            | both sides",
                "invoice.termsMap     | invoice.termsMap=&invoice.termsMap=Net 30             | both sides",
                "invoice.termsMap     | invoice.termsMap=a&invoice.termsMap=b&invoice.termsMap=a&invoice.termsMap=c | a stands on the left twice",
                "invoice.taxInclusive | invoice.taxInclusive=1                                | Choose one of the list",
                "invoice.customFields | invoice.customFields=PO&invoice.customFields=PO       | number of the custom field",
                "invoice.customFields | invoice.customFields=0&invoice.customFields=PO        | number of the custom field",
                "invoice.memo         | invoice.memo=%1001                                    | At most 1,000 characters",
                "invoice.send         | invoice.send=yes                                      | Choose one of the list",
                "invoice.onlinePayment | invoice.onlinePayment=cash                           | Choose one of the list",
                "invoice.maxAmount    | invoice.maxAmount=lots                                | Write an amount",
                "invoice.maxAmount    | invoice.maxAmount=-5                                  | Write an amount",
                "invoice.maxAmount    | invoice.maxAmount=1,500                               | Write an amount",
                "invoice.maxAmount    | invoice.maxAmount=1.1234567                           | Write an amount",
                "invoice.maxAmount    | invoice.maxAmount=1e999999999                         | Write an amount",
                "invoice.burst        | invoice.burst=many                                    | a whole number",
                "invoice.burst        | invoice.burst=-1                                      | a whole number",
                "invoice.updateUnsent | invoice.updateUnsent=on                               | Choose one of the list",
                "customer.billTo      | customer.billTo=boss                                  | Choose one of the list",
                "customer.nameClash   | customer.nameClash=fight                              | Choose one of the list",
                "paid.mode            | paid.mode=both                                        | Choose one of the list",
                "paid.pipelineId      | paid.mode=stage&paid.statusId=4                       | choose it",
                "paid.statusId        | paid.mode=stage&paid.pipelineId=4                     | choose it",
                "paid.statusId        | paid.statusId=Paid                                    | Choose one of the list",
                "fields.invoiceId     | fields.invoiceId=QB INVOICE                           | no blanks",
                "fields.invoiceId     | fields.invoiceId=qb_paid                              | Another field has this code",
            })
    void wrongInputIsRefusedBesideItsField(String field, String typed, String words) {
        long id = connection("Wrong");
        JsonNode before = settings(id);
        String sent = typed.replace("%300", "x".repeat(300)).replace("%1001", "x".repeat(1001));

        Answer refused = save(page(id), id, "invoice.class=Right&" + sent);

        assertThat(refused.status()).isEqualTo(422);
        Matcher input =
                Pattern.compile("id=\"" + Pattern.quote(field) + "\"[^>]*>").matcher(refused.body());
        assertThat(input.find()).isTrue();
        assertThat(input.group())
                .contains("aria-invalid=\"true\"", "aria-describedby=\"" + field + "-says " + field + "-error\"");
        assertThat(refused.body())
                .containsPattern("id=\"" + Pattern.quote(field) + "-error\">[^<]*" + Pattern.quote(words))
                .contains("href=\"#" + field + "\"")
                .as("what was typed stays")
                .contains("value=\"Right\"");
        assertThat(settings(id)).isEqualTo(before);
        assertThat(changes(id)).isEmpty();
    }

    /** The sandbox's connection is let in by both. */
    @Test
    void whatASettingNamesIsChosenFromWhatBothSystemsHave() {
        assertThat(page(1).body())
                .containsPattern(
                        "id=\"invoice.item\"[^>]*>\\s*<option value=\"\">None</option>\\s*<option value=\"Services\" selected=\"selected\">Services<")
                .containsPattern(
                        "id=\"won.statusId\"[^>]*>[\\s\\S]*?<option value=\"142\" selected=\"selected\">Closed - won<")
                .containsPattern("name=\"won.pipelineIds\" value=\"\\d+\">\\s*<span>Sales<")
                .containsPattern(
                        "id=\"invoice.termsField\"[^>]*>[\\s\\S]*?<option value=\"PAYMENT_TERMS\" selected=\"selected\">Payment terms<");

        long id = connection("Not let in");
        api("PATCH", "/connections/" + id, "{\"settings\": {\"won\": {\"pipelineIds\": [7]}}}");
        assertThat(page(id).body())
                .contains("name=\"won.pipelineIds\" value=\"7\"", "Not let in is not connected to Kommo yet.");

        jdbc.sql("update connection set settings = ? where id = 1")
                .param("{\"invoice\": {\"item\": \"Nowhere\"}, \"won\": {\"pipelineIds\": [7]}}")
                .update();
        Answer page = page(1);
        assertThat(page.body())
                .contains("<option value=\"Nowhere\" selected>Nowhere (not in the list)<", "7 (not in the list)");
        assertThat(save(page, 1, "invoice.item=Nowhere&won.pipelineIds=&won.pipelineIds=7")
                        .status())
                .isEqualTo(302);
        assertThat(page(1).body()).contains("Nothing was changed.");
        jdbc.sql("update connection set settings = '{}' where id = 1").update();
    }

    @Test
    void theLastWonDealsAreLookedAtBeforeItIsSaved() {
        Answer page = page(1);

        Answer tried = post(page, path(1) + "/preview", "invoice.memo=Thanks");

        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.body()).contains("won deals", "Nothing is saved yet", ">Thanks</textarea>");
        assertThat(settings(1).at("/invoice/memo").isMissingNode()).isTrue();
        assertThat(post(page, path(1) + "/preview", "invoice.maxAmount=lots").status())
                .isEqualTo(422);
    }

    @Test
    void whatIsNotThereIsSaid() {
        page(1);
        assertThat(page(99999999).status()).isEqualTo(404);
    }
}
