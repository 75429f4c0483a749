package org.wonbooks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.testing.ConsolePage;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** Every page, in every state that it has, is one that everybody can use, on a phone, by day and by night. */
class PagesIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final Person person = new Person(CHROMIUM.driver(), false);
    private final Looks looks = new Looks(CHROMIUM.driver());
    private Production production;
    private ProductCalls product;
    private String url;

    @Test
    void everyPageInEveryState() throws IOException {
        production = Production.empty(
                jar,
                TestDatabase.H2.newUrl(),
                Map.of("wonbooks.routes.candidates", candidates().toString()));
        product = production.instances().get(0).calls();
        url = production.instances().get(0).url();

        signIn();
        for (ConsolePage page : ConsolePage.values()) {
            if (page.isOfAll()) {
                look(page.path(0, 0), page + "-empty");
            }
        }
        DealsOfAllKinds deals = new DealsOfAllKinds(production);
        deals.make();
        for (ConsolePage page : ConsolePage.values()) {
            look(page.path(production.connection(), deals.paid()), page.toString());
        }
        routes();
        look(ConsolePage.SHADOW.path(deals.inShadow(), 0), "shadow-with-deals");
        look(ConsolePage.CHECK.path(deals.inShadow(), 0), "check-in-shadow");
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
        person.type("User", "admin")
                .type("Password", Production.PASSWORD)
                .press("Sign in")
                .sees("Sign out");
    }

    private void routes() {
        person.open(url + ConsolePage.ROUTES.path(0, 0)).press("Check wrong").sees("customer.groovy");
        looks.at("routes-faults");
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
    }
}
