package org.wonbooks.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** A person comes from an empty database to a deal that is paid, by pages alone: no number of anything is typed. */
class FirstDealIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    /** Clicks and fields have to be fewer. */
    private static final int MOST = 40;

    @ParameterizedTest
    @CsvSource({"1280, false", "390, false", "1280, true"})
    void fromNothingToADealThatIsPaid(int width, boolean byKeyboard) {
        Production production = Production.empty(jar, TestDatabase.H2.newUrl(), FirstSteps.WITHOUT_KEYS);
        new Screen(width, false).show(CHROMIUM.driver());
        Person person = new Person(CHROMIUM.driver(), byKeyboard);

        FirstSteps first = new FirstSteps(person, page -> {});
        first.signIn(production.instances().get(0).url());
        first.enterTheKeys();
        first.connectBothSides();
        first.sayWhatToBill();
        first.goLive();
        // Kommo tells when a deal was won in whole seconds: in the one in which it went live it may have been before.
        long second = Instant.now().getEpochSecond();
        await().until(() -> Instant.now().getEpochSecond() > second);
        // Until the webhook is made in Kommo, which begins now, a deal that is won is found later.
        production.instances().get(0).calls().awaitIdle();

        // Kommo and QuickBooks, in which people work on as they did.
        person.open(production.sandboxUrl()).press("Win Website redesign").sees("Website redesign is won");
        boolean phone = width < Screen.DESK;
        if (phone) {
            person.press("Books 1");
        }
        person.press("Pay invoice 1001").sees("Invoice 1001 is paid");
        if (phone) {
            person.press("Deals");
        }
        person.sees("Paid so far");

        person.open(production.instances().get(0).url()).press("Deals").press("Website redesign");
        person.sees("Invoice 1001 of 1,500.50 USD", "paid in full");

        System.out.println(person.actions() + " clicks and fields: " + person);
        assertThat(person.actions()).isLessThan(MOST);
    }
}
