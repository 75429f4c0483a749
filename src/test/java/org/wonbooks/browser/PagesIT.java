package org.wonbooks.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.testing.ConsolePage;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** Every page, in every state that it has, is one that everybody can use, on a phone, by day and by night. */
class PagesIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /** So many wrong ones are looked at, and none after them. */
    private static final int GUESSES = 11;

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final Person person = new Person(CHROMIUM.driver(), false);
    private final Looks looks = new Looks(CHROMIUM.driver());
    private final FirstSteps first = new FirstSteps(person, looks::at);
    private Production production;
    private String url;

    @Test
    void everyPageInEveryState() throws IOException {
        Map<String, String> settings = new HashMap<>(FirstSteps.WITHOUT_KEYS);
        settings.put("wonbooks.routes.candidates", candidates().toString());
        production = Production.empty(jar, TestDatabase.H2.newUrl(), settings);
        url = production.instances().get(0).url();

        signIn();
        for (ConsolePage page : ConsolePage.values()) {
            if (page.isOfAll()) {
                look(page.path(0, 0), page + "-empty");
            }
        }
        connect();
        DealsOfAllKinds deals = new DealsOfAllKinds(production);
        deals.make();
        for (ConsolePage page : ConsolePage.values()) {
            look(page.path(deals.connection(), deals.paid()), page.toString());
        }
        look(ConsolePage.SHADOW.path(deals.inShadow(), 0), "shadow-with-deals");
        look(ConsolePage.CHECK.path(deals.inShadow(), 0), "check-in-shadow");
        otherLanguages(deals);
        answers(deals);
        refusals();

        assertThat(looks.faults()).isEmpty();
    }

    private void look(String path, String name) {
        person.open(url + path);
        looks.at(name);
    }

    /** Two sets of routes that may be put to work, one of them wrong. */
    private Path candidates() throws IOException {
        Path candidates = jar.folder().resolve("candidates");
        FileSystemUtils.copyRecursively(WonbooksJar.ROUTES, candidates.resolve("order-number"));
        FileSystemUtils.copyRecursively(WonbooksJar.ROUTES, candidates.resolve("wrong"));
        Files.delete(candidates.resolve("wrong/mappings/customer.groovy"));
        return candidates;
    }

    private void signIn() {
        person.open(url).sees("Sign in");
        looks.at("login");
        person.type("User", "admin").type("Password", "wrong").press("Sign in").sees("That is not the user");
        looks.at("login-failed");
        first.signIn(url);
    }

    private void connect() {
        person.open(url);
        first.enterTheKeys();
        first.connectBothSides();
        first.sayWhatToBill();
        first.goLive();
    }

    /** Words are longer there. */
    private void otherLanguages(DealsOfAllKinds deals) {
        for (String language : List.of("es", "fr", "pt")) {
            CHROMIUM.speaks(language);
            for (ConsolePage page : ConsolePage.values()) {
                person.open(url + page.path(deals.connection(), deals.paid()));
                looks.fits(page + "-" + language);
            }
        }
        CHROMIUM.speaks("en-US");
    }

    /** What a page shows after something was pressed. */
    private void answers(DealsOfAllKinds deals) {
        open(ConsolePage.SETTINGS, deals).type("Ask a person above", "much").press("Save all settings");
        person.sees("One field needs another look");
        looks.at("settings-refused");
        open(ConsolePage.SETTINGS, deals).type("Ask a person above", "4000").press("Save all settings");
        person.sees("Saved: ");
        looks.at("settings-saved");
        open(ConsolePage.CHECK, deals).press("Check now").sees("Checked");
        looks.at("check-again");
        open(ConsolePage.DEALS, deals).type("Name, invoice number, customer, e-mail address or id", "nobody");
        person.sees("No deal is like that.");
        looks.at("deals-none");
        open(ConsolePage.DEALS, deals).press("Annual retainer").press("Preview").sees("It would wait for a person");
        looks.at("deal-held-preview");
        open(ConsolePage.ATTENTION, deals).press("All 3, one by one").sees("All that needs a person");
        looks.at("attention-cause");
        open(ConsolePage.ROUTES, deals).press("Check wrong").sees("customer.groovy");
        looks.at("routes-faults");
    }

    private Person open(ConsolePage page, DealsOfAllKinds deals) {
        return person.open(url + page.path(deals.connection(), deals.paid()));
    }

    private void refusals() {
        look("/connections/99/check", "error-404");
        look("/nothing", "error-403");
        look("/oauth/kommo/callback?code=1&state=2&referer=acme.kommo.com", "oauth-refused");
        look("/oauth/quickbooks/reconnect?realmId=1", "oauth-reconnect-unknown");
        look("/oauth/quickbooks/reconnect?realmId=9341455000000001", "oauth-reconnect");
        look("/oauth/quickbooks/disconnected", "oauth-disconnected");
        person.open(url).press("Sign out").sees("You have signed out");
        looks.at("login-signed-out");
        // It has been in before, which a browser remembers.
        CHROMIUM.driver().manage().deleteAllCookies();
        person.open(url);
        for (int guess = 0; guess < GUESSES && !person.text().contains("Too many"); guess++) {
            CHROMIUM.driver().executeScript("document.body.dataset.before = ''");
            person.type("User", "admin").type("Password", "wrong").press("Sign in");
            await().until(() -> CHROMIUM.driver()
                    .executeScript("return document.readyState === 'complete' && !('before' in document.body.dataset)")
                    .equals(true));
        }
        person.sees("Too many failed log-ins");
        looks.at("error-429");
    }
}
