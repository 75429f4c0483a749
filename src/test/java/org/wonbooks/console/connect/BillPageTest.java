package org.wonbooks.console.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.testing.SandboxCalls;

/** The step that asks what to bill: proposals with their reasons, saved together. */
class BillPageTest extends ConsoleTest {

    private String cookie;
    private long id;

    @BeforeEach
    void connect() {
        cookie = signIn();
        id = connectedInShadow("Billed");
    }

    @Test
    void theApiProposesWithReasonsAndChoices() {
        Answer answer = api("GET", "/connections/" + id + "/proposals", null);

        assertThat(answer.status()).isEqualTo(200);
        JsonNode item = of(answer.json(), "invoice.item");
        assertThat(item.path("sure").asBoolean()).isTrue();
        assertThat(item.path("value").asText()).isEqualTo("1");
        assertThat(item.path("reason").asText()).contains("QuickBooks made it for services");
        assertThat(item.path("choices").toString())
                .contains("Services", "Hours")
                .doesNotContain("Film");
        assertThat(of(answer.json(), "invoice.termsField").path("value").asText())
                .isEqualTo("PAYMENT_TERMS");
        assertThat(api("GET", "/connections/999999/proposals", null).status()).isEqualTo(404);
    }

    @Test
    void whatIsProposedAndSaidIsSavedTogetherAndSeenAgain() {
        Answer page = page();
        assertThat(page.body())
                .contains(
                        "In which pipelines are won deals billed?",
                        "Read from both accounts",
                        "By name it is the only pipeline for sales.");

        Answer refused = save(page, Map.of("won.pipelineIds", ""));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Choose one of the list.", "aria-invalid=\"true\"");

        Answer saved = save(page, Map.of("won.pipelineIds", "8572511", "paid.mode", "8572519/67548700"));

        assertThat(saved.header("Location")).endsWith("/connections/" + id + "/live");
        JsonNode settings = settings();
        assertThat(settings.at("/won/pipelineIds").toString()).isEqualTo("[8572511]");
        assertThat(settings.at("/invoice/item").asText()).isEqualTo("1");
        assertThat(settings.at("/invoice/termsField").asText()).isEqualTo("PAYMENT_TERMS");
        assertThat(settings.at("/paid/statusId").asLong()).isEqualTo(67548700);
        assertThat(page().body())
                .as("come back to")
                .containsPattern("value=\"8572519/67548700\"\\s+selected")
                .containsPattern("value=\"8572511\"\\s+checked");
    }

    @Test
    void whatIsNotInTheListIsRefusedBesideIt() {
        Answer refused = save(page(), Map.of("won.pipelineIds", "8572511", "invoice.item", "4711"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).containsPattern("id=\"invoice-item-error\">Choose one of the list");
        assertThat(settings().at("/invoice/item").asText()).isEqualTo("Services");
    }

    @Test
    void termsOfOtherNamesAreMapped() {
        terms("30 jours", "Later");
        assertThat(press(page(), cookie, "/connections/" + id + "/bill/again").status())
                .isEqualTo(302);
        Answer page = page();
        assertThat(page.body()).contains("QuickBooks has no terms that certainly are &quot;Later&quot;");

        assertThat(save(page, Map.of("won.pipelineIds", "8572511")).body()).contains("Choose terms for each value");
        save(page, Map.of("won.pipelineIds", "8572511", "invoice.termsMap:Later", "Net 60"));

        assertThat(settings().at("/invoice/termsMap").toString())
                .isEqualTo("{\"30 jours\":\"Net 30\",\"Later\":\"Net 60\"}");
        save(page(), Map.of("invoice.termsMap:Later", "-"));
        assertThat(settings().at("/invoice/termsMap").toString())
                .as("taken back")
                .isEqualTo("{\"30 jours\":\"Net 30\"}");
        terms("Due on receipt", "Net 15", "Net 30", "Net 60");
    }

    @Test
    void aSideThatIsNotConnectedIsSaidWithItsLink() {
        jdbc.sql("delete from token where connection_id = ? and system = 'QUICKBOOKS'")
                .param(id)
                .update();

        assertThat(page().body())
                .contains("QuickBooks is not connected", "/connections/" + id + "/quickbooks")
                .contains("In which pipelines are won deals billed?");
    }

    private void terms(String... values) {
        String enums = Stream.of(values)
                .map(value -> "{\"value\": \"" + value + "\", \"sort\": 1}")
                .collect(Collectors.joining(","));
        new SandboxCalls(port)
                .post(
                        "/kommo/fields",
                        "[{\"name\": \"Payment terms\", \"type\": \"select\", \"code\": \"PAYMENT_TERMS\", \"enums\": ["
                                + enums + "]}]");
    }

    private Answer page() {
        return send("GET", "/connections/" + id + "/bill", null, "Cookie", cookie);
    }

    private JsonNode settings() {
        return api("GET", "/connections/" + id, null).json().path("settings");
    }

    private static JsonNode of(JsonNode proposals, String setting) {
        for (JsonNode each : proposals.path("items")) {
            if (each.path("setting").asText().equals(setting)) {
                return each;
            }
        }
        throw new AssertionError("nothing of " + setting + " in " + proposals);
    }

    /** As a browser sends it: what is selected or checked, with some of it changed. */
    private Answer save(Answer page, Map<String, String> otherwise) {
        Map<String, String> inputs = new TreeMap<>();
        Matcher select = Pattern.compile("(?s)<select [^>]*?name=\"([^\"]+)\".*?</select>")
                .matcher(page.body());
        while (select.find()) {
            Matcher chosen = Pattern.compile("value=\"([^\"]*)\"\\s+selected").matcher(select.group());
            inputs.put(select.group(1), chosen.find() ? chosen.group(1) : "");
        }
        Matcher box = Pattern.compile("type=\"checkbox\" name=\"([^\"]+)\" value=\"([^\"]+)\"\\s+checked")
                .matcher(page.body());
        while (box.find()) {
            inputs.put(box.group(1), box.group(2));
        }
        inputs.putAll(otherwise);
        inputs.put("_csrf", token(page));
        String body = inputs.entrySet().stream()
                .map(input -> encoded(input.getKey()) + "=" + encoded(input.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", "/connections/" + id + "/bill", body, "Cookie", cookie, FORM[0], FORM[1]);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
