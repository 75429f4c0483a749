package org.wonbooks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** Every page, in every state that it has, is one that everybody can use, on a phone, by day and by night. */
class PagesIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @Test
    void everyPageInEveryState() {
        Production production = Production.empty(jar, TestDatabase.H2.newUrl(), Map.of());
        Person person = new Person(CHROMIUM.driver(), false);
        Looks looks = new Looks(CHROMIUM.driver());
        String url = production.instances().get(0).url();
        long began = System.nanoTime();
        person.open(url).sees("Sign in");
        looks.at("login");
        System.out.println("one page " + (System.nanoTime() - began) / 1e9);
        person.type("User", "admin").type("Password", "wrong").press("Sign in").sees("That is not the user");
        looks.at("login-failed");
        person.type("User", "admin")
                .type("Password", Production.PASSWORD)
                .press("Sign in")
                .sees("None yet");
        looks.at("connections-none");
        System.out.println("all " + (System.nanoTime() - began) / 1e9);
        assertThat(looks.faults()).isEmpty();
    }
}
