package org.wonbooks.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.wonbooks.testing.WonbooksJar;

/** The first minute of whoever tries Wonbooks out, at the sandbox's page. */
class SandboxPageIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final int port = WonbooksJar.freePort();
    private final ChromeDriver driver = CHROMIUM.driver();

    @BeforeEach
    void start() {
        jar.start("--server.port=" + port, "--wonbooks.routes=" + WonbooksJar.ROUTES)
                .awaitPage("http://localhost:" + port + "/actuator/health/readiness");
    }

    @Test
    void aDealIsWonAndPaidByKeyboardAndTheFocusIsKept() {
        new Screen(Screen.DESK, false).show(driver);
        Looks looks = new Looks(driver);
        Person person = new Person(driver, true).open("http://localhost:" + port + "/sandbox/");
        person.sees("Website redesign");
        looks.at("sandbox");
        new Screen(Screen.DESK, false).show(driver);

        person.press("Win Website redesign").sees("Website redesign is won");
        assertThat(focused()).startsWith("Website redesign");
        person.press("Win Free portrait session").sees("No invoice: an amount of 0 is nothing to bill.");
        assertThat(focused()).startsWith("Free portrait session");
        String invoice = await().until(() -> invoiceOf("Website redesign"), number -> !number.isEmpty());

        person.type("Amount to pay of invoice " + invoice, "500.50").press("Pay invoice " + invoice);
        person.sees("Partly paid");
        assertThat(focused()).isEqualTo("Pay");
        person.press("Pay invoice " + invoice).sees("Paid so far\n$1,500.50");
        looks.at("sandbox-paid");

        assertThat(looks.faults()).isEmpty();
    }

    @Test
    void onAPhoneAWinIsToldOf() {
        new Screen(Screen.PHONE, true).show(driver);
        Person person = new Person(driver, false).open("http://localhost:" + port + "/sandbox/");

        person.press("Win Brand book")
                .sees("Brand book is won. If there is something to bill, its invoice appears in the books.");
        person.press("Books 1").sees("Ирина Петрова");
        new Looks(driver).at("sandbox-books");
        person.press("Reset");
        driver.switchTo().alert().accept();
        person.sees("Both systems are as they were at first.")
                .sees("No invoices yet")
                .press("Wonbooks")
                .sees("Sign in");
    }

    /** What a person hears where the focus is. */
    private String focused() {
        return (String) driver.executeScript("return document.activeElement.innerText");
    }

    private String invoiceOf(String deal) {
        return driver
                .findElements(
                        By.xpath("//article[p/span = '" + deal + "']//dt[. = 'Invoice']/following-sibling::dd[1]"))
                .stream()
                .findFirst()
                .map(found -> found.getText())
                .orElse("");
    }
}
