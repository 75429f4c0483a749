package org.wonbooks.browser;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.wonbooks.testing.ConsolePage;
import org.wonbooks.testing.EachSetting;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * The form of the settings in a browser. The connection is not let in by anybody yet, so that all can be typed that is
 * chosen from a list else.
 */
class SettingsIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private ProductCalls product;
    private Person person;
    private String connection;
    private String form;

    @BeforeEach
    void aPersonOpensTheForm() {
        Production production = Production.empty(jar, TestDatabase.H2.newUrl(), Map.of());
        product = production.instances().get(0).calls();
        long id = product.post("/connections", "{\"name\": \"Acme\", \"kommo\": {\"subdomain\": \"acme\"}}")
                .path("id")
                .asLong();
        connection = "/connections/" + id;
        new Screen(Screen.DESK, false).show(CHROMIUM.driver());
        person = new Person(CHROMIUM.driver(), false);
        String url = production.instances().get(0).url();
        new FirstSteps(person, page -> {}).signIn(url);
        form = url + ConsolePage.SETTINGS.path(id, 0);
        person.open(form);
    }

    @Test
    void eachSettingIsChangedAndAllAreSavedTogether() {
        JsonNode before = settings();
        EachSetting.typed().forEach(this::enter);

        person.press("Save all settings").sees("Saved: ");

        assertThat(settings()).hasToString(EachSetting.said());
        assertThat(EachSetting.typed().keySet())
                .allSatisfy(setting -> assertThat(settings().at(pointer(setting)))
                        .as(setting)
                        .isNotEqualTo(before.at(pointer(setting))));
    }

    /** Each round is one form with much that is wrong. */
    @Test
    void whatIsWrongIsRefusedBesideItsFieldAndStays() {
        String before = settings().toString();
        List<Map<String, List<String>>> rounds = List.of(
                Map.ofEntries(
                        entry("won.pipelineIds", List.of("Sales")),
                        entry("won.statusId", List.of("won")),
                        entry("won.catchUp", List.of("soon", "days")),
                        entry("invoice.item", List.of("x".repeat(256))),
                        entry("invoice.termsMap", List.of("30 Tage", "")),
                        entry("invoice.customFields", List.of("PO", "PO")),
                        entry("invoice.memo", List.of("x".repeat(1001))),
                        entry("invoice.maxAmount", List.of("lots")),
                        entry("invoice.burst", List.of("many")),
                        entry("paid.pipelineId", List.of("Paid")),
                        entry("paid.statusId", List.of("Paid")),
                        entry("fields.invoiceId", List.of("QB INVOICE"))),
                Map.of(
                        "won.pipelineIds", List.of("-8"),
                        "won.statusId", List.of("99999999999999999999"),
                        "won.catchUp", List.of("-1", "days"),
                        "invoice.item", List.of("Ho\u202Eurs"),
                        "invoice.termsMap", List.of("", "Net 30"),
                        "invoice.customFields", List.of("0", "PO"),
                        "invoice.maxAmount", List.of("-5"),
                        "invoice.burst", List.of("-1"),
                        "fields.invoiceNumber", List.of("QB_PAID")),
                Map.of(
                        "won.statusId", List.of("1.5"),
                        "won.catchUp", List.of("1.5", "hours"),
                        "invoice.termsMap", List.of("a", "b", "a", "c"),
                        "invoice.maxAmount", List.of("1,500"),
                        "invoice.burst", List.of("2.5"),
                        "fields.paid", List.of("PAID IN FULL")),
                Map.of("won.catchUp", List.of("367", "days"), "invoice.maxAmount", List.of("1.1234567")),
                Map.of("won.catchUp", List.of("9000", "hours"), "invoice.maxAmount", List.of("1e999999999")));
        assertThat(rounds.stream().mapToInt(Map::size).sum()).isGreaterThanOrEqualTo(30);

        for (Map<String, List<String>> wrong : rounds) {
            person.open(form);
            wrong.forEach(this::enter);
            person.press("Save all settings").sees("another look");
            wrong.forEach(this::assertRefused);
        }

        assertThat(settings()).hasToString(before);
    }

    private void assertRefused(String setting, List<String> typed) {
        WebElement field = CHROMIUM.driver().findElement(By.id(setting));
        assertThat(field.getDomAttribute("aria-invalid")).as(setting).isEqualTo("true");
        assertThat(field.getDomAttribute("aria-describedby")).contains(setting + "-error");
        assertThat(CHROMIUM.driver().findElement(By.id(setting + "-error")).getText())
                .as(setting)
                .isNotBlank();
        assertThat(fields(setting))
                .extracting(input -> input.getDomProperty("value"))
                .containsAll(typed);
    }

    private static String pointer(String setting) {
        return "/" + setting.replace('.', '/');
    }

    private JsonNode settings() {
        return product.get(connection).path("settings");
    }

    private List<WebElement> fields(String setting) {
        return CHROMIUM.driver().findElements(By.name(setting)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    /** Into the fields of a setting, in their order. */
    private void enter(String setting, List<String> values) {
        List<WebElement> fields = fields(setting);
        for (int i = 0; i < values.size(); i++) {
            enter(fields.get(i), values.get(i));
        }
    }

    private static void enter(WebElement field, String value) {
        if (field.getTagName().equals("select")) {
            field.findElement(By.cssSelector("option[value='" + value + "']")).click();
        } else if ("checkbox".equals(field.getDomAttribute("type"))) {
            if (field.isSelected() != value.equals("true")) {
                field.click();
            }
        } else {
            field.clear();
            field.sendKeys(value);
        }
    }
}
