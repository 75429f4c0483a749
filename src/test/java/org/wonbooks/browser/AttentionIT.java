package org.wonbooks.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** What a person does about deals that wait for one, and what they are told where it is not what they saw any more. */
class AttentionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private Production production;
    private ProductCalls product;
    private SandboxCalls sandbox;
    private Person person;
    private Looks looks;

    @BeforeEach
    void aPersonHasSignedIn() {
        production = new Production(jar, TestDatabase.H2.newUrl(), 1, Map.of());
        product = production.instances().get(0).calls();
        sandbox = production.sandbox();
        new Screen(Screen.DESK, false).show(CHROMIUM.driver());
        person = new Person(CHROMIUM.driver(), false);
        looks = new Looks(CHROMIUM.driver());
    }

    @Test
    void aCauseWithFourteenDeadDealsIsMendedAndTriedAgainByTwoClicks() {
        String item = "/quickbooks/realms/" + SandboxCalls.REALM + "/item/" + item("Services");
        sandbox.patch(item, "{\"Active\": false}");
        List<Long> deals = IntStream.rangeClosed(1, 14).mapToObj(sandbox::deal).toList();
        deals.forEach(sandbox::win);
        // As fast as Kommo's limit lets them be looked at.
        await().atMost(PATIENCE)
                .until(() -> product.get("/work?state=DEAD").path("total").asInt() == 14);
        product.awaitIdle();
        signIn();
        person.sees("Needs a person: 1");
        sandbox.patch(item, "{\"Active\": true}");
        int before = person.actions();

        person.press("Needs a person: 14").sees("14 deals");
        looks.at("attention-fourteen");
        new Screen(Screen.DESK, false).show(CHROMIUM.driver());
        person.press("Try all 14 again").sees("14 are tried again now.");

        assertThat(person.actions() - before).isEqualTo(2);
        deals.forEach(deal -> product.awaitDeal(production.connection(), deal, "SENT"));
        assertThat(looks.faults()).isEmpty();
    }

    @Test
    void anApprovalOfWhatIsNotSoAnyMoreIsRefusedInWords() {
        product.patch(
                "/connections/" + production.connection(),
                "{\"settings\": {\"invoice\": {\"maxAmount\": 100, \"burst\": 0}}}");
        long lead = sandbox.deal(1);
        sandbox.win(lead);
        // Its webhook may not have come yet.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> !asked(lead).isEmpty());
        signIn();
        person.press("Deals").press("Deal 1").press("Approve").sees("This will be billed as it stands here");
        looks.at("deal-approve");
        new Screen(Screen.DESK, false).show(CHROMIUM.driver());

        String asked = asked(lead);
        sandbox.post("/kommo/leads/" + lead, "{\"price\": 9999}");
        product.post("/deals/" + production.connection() + "/" + lead + "/reconcile");
        await().atMost(PATIENCE).until(() -> !asked(lead).equals(asked));
        person.press("Yes, bill it").sees("9999");
        looks.at("deal-approve-stale");

        assertThat(person.text()).contains("Now: ");
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        assertThat(looks.faults()).isEmpty();
    }

    private void signIn() {
        new FirstSteps(person, page -> {}).signIn(production.instances().get(0).url());
    }

    private String item(String name) {
        return StreamSupport.stream(
                        sandbox.get("/quickbooks/realms/" + SandboxCalls.REALM + "/item")
                                .spliterator(),
                        false)
                .filter(item -> item.path("Name").asText().equals(name))
                .map(item -> item.path("Id").asText())
                .findFirst()
                .orElseThrow();
    }

    /** The digest of what a deal is held for; empty: it is not. */
    private String asked(long lead) {
        JsonNode deal = product.get("/deals/" + production.connection() + "/" + lead);
        return deal.path("decision").path("verdict").asText().equals("HOLD")
                ? deal.at("/decision/digest").asText()
                : "";
    }
}
