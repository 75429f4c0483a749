package org.wonbooks.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.schedule.CalmWorld;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** Reads cost the user money at Intuit: how many there are is counted there. */
class ReadThriftTest extends MoneyTests {

    private static final String BELLA = "{\"name\": \"Bella\", \"email\": \"bella@example.com\"}";

    /** The company takes payments online: each invoice's payment link is one read more, once. */
    private static final int LINK = 1;

    private static final String CARLA = "{\"name\": \"Carla\", \"email\": \"carla@example.com\"}";

    /** What a deal with the settings by default refers to: the company's settings and its item. */
    private static final int LISTS = 2;

    private static final ConnectionSettings ALL_LISTS = ProductJson.read(
            "{\"invoice\": {\"taxCode\": \"20.0% S\", \"taxInclusive\": true, \"defaultTerms\": \"Net 30\"}}",
            ConnectionSettings.class);

    private static final String COMPANY = "/quickbooks/realms/" + SandboxCalls.REALM + "/company";

    private static final Duration TICK = Duration.ofMinutes(5);

    /** Nothing was found so often, and no more is counted for the interval. */
    private static final int CALMEST = 4;

    /** The contact of the first deal, whose customer is known from then on. */
    private String anna;

    /** Items and terms are known from the first deal on. */
    @BeforeEach
    void aFirstDeal() {
        world.begin(1, ConnectionSettings.defaults());
        List<Long> leads = deals(1, ANNA, "10.00");
        anna = "{\"id\": %s}".formatted(sandbox.lead(leads.get(0)).at("/contact/id"));
        invoice(leads);
        world.hooks();
    }

    @Test
    void listsAreReadOnceADayByTheCheckOrTheFirstDeal() {
        world.pass(Duration.ofDays(1).plusHours(1));
        count("the day's first deal, lists cold, customer known", LISTS + LINK, () -> invoice(deals(1, anna, "10.00")));
        world.pass(Duration.ofHours(23));
        count("23 hours later, lists warm", LINK, () -> invoice(deals(1, anna, "10.00")));
        world.pass(Duration.ofHours(2));
        world.check();
        count("the day's first deal after a check", LINK, () -> invoice(deals(1, anna, "10.00")));
    }

    /** Of those that a deal can need: settings, item, terms, tax codes, rates. */
    @Test
    void theDaysFirstDealReadsFiveListsAtTheMost() {
        world.begin(2, ALL_LISTS);
        sandbox.patch(COMPANY, "{\"country\": \"GB\", \"salesTax\": \"codes\"}");
        count("a first deal that needs all lists, new customer", 5 + 1 + LINK, () -> invoice(deals(1, BELLA, "10.00")));
        count("the next one, new customer", 1 + LINK, () -> invoice(deals(1, CARLA, "10.00")));
    }

    @Test
    void whereNobodyCanPayOnlineNoLinkIsReadUntilThatChanges() {
        payments(false);
        hooksCome();
        count("without Payments: first deal, known customer", LISTS + LINK, () -> invoice(deals(1, anna, "10.00")));
        count("without Payments: known customer", 0, () -> invoice(deals(1, anna, "10.00")));
        count("without Payments: new customer", 1, () -> invoice(deals(1, BELLA, "10.00")));

        payments(true);
        count("Payments switched on, told by an event", LISTS + LINK, () -> {
            hooksCome();
            assertThat(link(deals(1, anna, "10.00"))).startsWith("https://connect.intuit.example");
        });

        payments(false);
        world.check();
        invoice(deals(1, anna, "10.00"));
        payments(true);
        world.check();
        count("Payments switched on, and checked", LINK, () -> assertThat(link(deals(1, anna, "10.00")))
                .startsWith("https://connect.intuit.example"));

        payments(false);
        world.check();
        invoice(deals(1, anna, "10.00"));
        payments(true);
        world.hooks();
        world.pass(Duration.ofHours(25));
        count("Payments switched on, told by nothing, a day later", LISTS + LINK, () -> assertThat(
                        link(deals(1, anna, "10.00")))
                .startsWith("https://connect.intuit.example"));
    }

    /** Sweeps at 0, 1, 3, 7, 13 and 19 o'clock on the first day; then one every six hours. */
    @Test
    void anIdleDayCostsFourSweeps() {
        invoice(deals(1, anna, "10.00"));
        hooksCome();
        count("an idle day, the first", 6, () -> day(() -> {}));
        count("an idle day, another", 4, () -> day(() -> {}));
    }

    @Test
    void aBusyDayCostsWhatItsPaymentsCost() {
        invoice(deals(1, anna, "10.00"));
        hooksCome();
        day(() -> {});
        count(
                "a busy day: 12 deals of a known customer, 12 payments",
                LISTS + 12 * (LINK + 2) + 4,
                () -> day(() -> {
                    long lead = deals(1, anna, "10.00").get(0);
                    invoice(List.of(lead));
                    hooksCome();
                    world.pass(Duration.ofMinutes(1));
                    pay(lead);
                    hooksCome();
                    assertThat(paid(lead)).isTrue();
                }));
    }

    /** A sweep that finds what no webhook told, and as often as before from then on. */
    @Test
    void aDayWhoseWebhooksAreLostHasItsSweepsAsOftenAsEver() {
        hooksCome();
        long lead = deals(1, anna, "10.00").get(0);
        invoice(List.of(lead));
        hooksCome();
        day(() -> {});
        pay(lead);
        world.hooks();
        int before = reads();
        Duration late = Duration.ZERO;
        while (!paid(lead)) {
            pass(TICK);
            late = late.plus(TICK);
            assertThat(late).isLessThanOrEqualTo(Duration.ofHours(6).plus(TICK));
        }
        System.out.printf("A payment of which no webhook told was found after %d minutes%n", late.toMinutes());
        assertThat(reads() - before).isEqualTo(1);
        count("the three hours after a lost webhook", 6, () -> pass(Duration.ofHours(3)));
        invoice(deals(1, anna, "10.00"));
        hooksCome();
        count("the three hours after the next one came", 2, () -> pass(Duration.ofHours(3)));
    }

    /** Nothing but our own writing was ever told of it. */
    @Test
    void anEditOfWhichNoWebhookToldIsASurprise() {
        invoice(deals(1, anna, "10.00"));
        hooksCome();
        day(() -> {});
        assertThat(calm()).isGreaterThanOrEqualTo(CALMEST);
        long lead = deals(1, anna, "10.00").get(0);
        invoice(List.of(lead));
        hooksCome();
        sandbox.post("/quickbooks/invoices/" + invoiceOf(lead) + "/lower?by=Deposit&amount=4.00");
        world.hooks();
        pass(TICK);
        invoice(deals(1, anna, "10.00"));
        hooksCome();
        pass(Duration.ofHours(6).plus(TICK));
        assertThat(calm()).isLessThan(CALMEST);
    }

    /** How often the interval has doubled. */
    private int calm() {
        return world.jdbc()
                .sql("select max(quickbooks_calm) from connection")
                .query(Integer.class)
                .single();
    }

    /** Its own invoice brings no webhook, so nobody trusts that payments would. */
    @Test
    void aCompanyWhoseWebhooksNeverCameIsSweptEveryHalfHour() {
        world.hooks();
        count("an idle day without webhooks", 48, () -> day(() -> {}));
    }

    @Whole
    @Test
    void twoInstancesShareTheLists() {
        try (CalmWorld two = new CalmWorld(TestDatabase.POSTGRESQL, List.of("one", "two"))) {
            two.begin(3, ConnectionSettings.defaults());
            countOne(two, "two instances: the first deal, new customer", LISTS + 1 + LINK);
            two.on(1);
            countOne(two, "two instances: on the other one, new customer", 1 + LINK);
            two.check();
            two.on(0);
            countOne(two, "two instances: after a check on the other one", 1 + LINK);
            two.on(1);
            two.quickbooks(two.now(), List.of("preferences 1 updated"));
            two.on(0);
            countOne(two, "two instances: after an event at the other one", LISTS + 1 + LINK);
        }
    }

    private static void countOne(CalmWorld two, String what, int expected) {
        int before = reads(two);
        long lead = two.sandbox()
                .deal(
                        "{\"name\": \"%1$s\", \"price\": 10, \"contact\": {\"name\": \"%1$s\", \"email\": \"a%2$s@example.com\"}}"
                                .formatted(what, Math.abs(what.hashCode())));
        two.sandbox().win(lead);
        two.hooks().stream()
                .filter(hook -> hook.path("system").asText().equals("kommo"))
                .forEach(two::deliver);
        two.rest();
        show(what, expected, reads(two) - before);
        assertThat(two.sandbox().invoicesOf(lead)).hasSize(1);
    }

    private static int reads(CalmWorld of) {
        return of.sandbox().company().path("reads").asInt();
    }

    private void count(String what, int expected, Runnable action) {
        int before = reads();
        int counted = counted();
        action.run();
        assertThat(counted() - counted).as("counted by Wonbooks itself").isEqualTo(reads() - before);
        show(what, expected, reads() - before);
    }

    private int counted() {
        return world.jdbc()
                .sql("select coalesce(sum(reads), 0) from metered_reads")
                .query(Integer.class)
                .single();
    }

    private static void show(String what, int expected, int found) {
        System.out.printf("%-70s %3d reads%n", what, found);
        assertThat(found).as(what).isEqualTo(expected);
    }

    private void payments(boolean on) {
        sandbox.patch(COMPANY, "{\"payments\": " + on + "}");
    }

    private void pay(long lead) {
        sandbox.post("/quickbooks/payments", "{\"lines\": {\"%s\": 10.00}}".formatted(invoiceOf(lead)));
    }

    private boolean paid(long lead) {
        return sandbox.lead(lead).path("fields").path("QB_PAID").asText().equals("true");
    }

    private String link(List<Long> leads) {
        invoice(leads);
        return world.jdbc()
                .sql("select invoice_url from deal where lead_id = ?")
                .param(leads.get(0))
                .query(String.class)
                .single();
    }

    /** All webhooks that were sent. */
    private void hooksCome() {
        world.hooks().forEach(world::deliver);
        world.rest();
    }

    /** @param every two hours */
    private void day(Runnable every) {
        for (int i = 0; i < 12; i++) {
            pass(Duration.ofHours(2));
            every.run();
        }
    }

    private void pass(Duration time) {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(TICK)) {
            world.pass(TICK);
            world.tick();
        }
    }

    @Test
    void aNewCustomerCostsOneReadAndAKnownOneNone() {
        List<Long> leads = deals(2, BELLA, "120.50");
        int before = reads();
        invoice(leads.subList(0, 1));
        assertThat(reads() - before).as("new customer").isLessThanOrEqualTo(1 + LINK);

        before = reads();
        invoice(leads.subList(1, 2));
        assertThat(reads() - before).as("known customer").isLessThanOrEqualTo(LINK);
        assertThat(leads).allSatisfy(this::isSent);
    }

    @Test
    void whatOurOwnWritesTellCostsNothing() {
        List<Long> leads = deals(2, BELLA, "120.50");
        invoice(leads);
        int before = reads();
        world.pass(Duration.ofSeconds(2));
        world.hooks().forEach(world::deliver);
        world.rest();
        assertThat(reads()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aPaymentCostsTwoReadsHoweverManyInvoicesItCovers(int invoices) {
        List<Long> leads = deals(invoices, BELLA, "120.50");
        invoice(leads);
        world.hooks();
        world.pass(Duration.ofMinutes(5));
        int before = reads();

        String lines = leads.stream()
                .map(lead -> "\"%s\": 120.50".formatted(invoiceOf(lead)))
                .collect(Collectors.joining(", ", "{", "}"));
        sandbox.post("/quickbooks/payments", "{\"lines\": " + lines + "}");
        List<JsonNode> hooks = world.hooks();
        assertThat(hooks).as("one delivery").hasSize(1);
        world.deliver(hooks.get(0));
        world.rest();

        assertThat(reads() - before).isLessThanOrEqualTo(2);
        assertThat(leads).allSatisfy(this::isPaid);
    }

    private void isSent(long lead) {
        assertThat(sandbox.invoicesOf(lead))
                .singleElement()
                .satisfies(invoice -> assertThat(invoice.path("emails").asInt()).isEqualTo(1));
        JsonNode fields = sandbox.lead(lead).path("fields");
        assertThat(fields.path("QB_INVOICE_ID").asText()).isEqualTo(invoiceOf(lead));
        assertThat(fields.path("QB_INVOICE_URL").asText()).startsWith("https://");
    }

    private void isPaid(long lead) {
        JsonNode fields = sandbox.lead(lead).path("fields");
        assertThat(fields.path("QB_PAID").asText()).isEqualTo("true");
        assertThat(fields.path("QB_PAID_AMOUNT").asText()).isEqualTo("120.50");
        assertThat(fields.path("QB_PAYMENT_DATE").asText()).isEqualTo("2026-11-23");
    }
}
