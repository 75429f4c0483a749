package org.wonbooks.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings as text, for those who like it, and where those that are stored are none. */
class SettingsJsonTest extends SettingsPages {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"invoice\": {\"itm\": \"Hours\"}}             | There is no \"settings.invoice.itm\"",
                "{\"invoice\": {\"send\": \"yes\"}}              | \"settings.invoice.send\" has a value of the wrong kind",
                "{\"invoice\": {\"item\": \"a\", \"item\": 1}}   | not JSON",
                "{\"won\": {\"catchUp\": \"P400D\"}}             | of at most a year",
                "[]                                              | wrong kind",
                "null                                            | should be a JSON object",
                "{} {}                                           | wrong kind",
                "{\"paid\": {\"mode\": \"stage\"}}               | needs paid.pipelineId and paid.statusId",
            })
    void wrongJsonIsRefusedBesideItsText(String json, String words) {
        long id = connection("Wrong JSON");
        JsonNode before = settings(id);

        Answer refused = post(page(id), path(id) + "/json", "json=" + json);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().replace("&quot;", "\""))
                .containsPattern("id=\"json-error\">[^<]*" + Pattern.quote(words))
                .contains("json-says json-error", json);
        assertThat(settings(id)).isEqualTo(before);
    }

    @Test
    void theJsonIsSavedToo() {
        long id = connection("JSON");
        api("PATCH", "/connections/" + id, "{\"settings\": {\"invoice\": {\"memo\": \"Thanks\"}}}");
        String json =
                settings(id).toString().replace(",\"memo\":\"Thanks\"", "").replace("Services", "Hours");

        assertThat(post(page(id), path(id) + "/json", "json=" + json).status()).isEqualTo(302);

        assertThat(settings(id)).hasToString(json);
        assertThat(changes(id)).last().isEqualTo("settings {\"invoice\":{\"item\":\"Hours\",\"memo\":null}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"invoice\": {\"item\": \"Hours\", \"colour\": 1}, \"won\": 5} | Hours",
                "rubbish                                                         | Services",
            })
    void settingsThatCannotBeReadAreShownAndMended(String stored, String item) {
        long id = connection("Unreadable");
        jdbc.sql("update connection set settings = ? where id = ?")
                .params(stored, id)
                .update();
        Answer page = page(id);
        assertThat(page.body().replace("&quot;", "\"")).contains("cannot be read", stored, "value=\"" + item + "\"");

        save(page, id, "invoice.item=" + item);

        assertThat(settings(id).at("/invoice/item").asText()).isEqualTo(item);
        assertThat(page(id).body()).contains("Saved").doesNotContain("cannot be read, so");
    }
}
