package org.wonbooks.flow.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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
class ReadThriftTest extends CountedReads {

    private static final String BELLA = "{\"name\": \"Bella\", \"email\": \"bella@example.com\"}";

    private static final String CARLA = "{\"name\": \"Carla\", \"email\": \"carla@example.com\"}";

    private static final ConnectionSettings ALL_LISTS = ProductJson.read(
            "{\"invoice\": {\"taxCode\": \"20.0% S\", \"taxInclusive\": true, \"defaultTerms\": \"Net 30\"}}",
            ConnectionSettings.class);

    private static final String COMPANY = "/quickbooks/realms/" + SandboxCalls.REALM + "/company";

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

    private void payments(boolean on) {
        sandbox.patch(COMPANY, "{\"payments\": " + on + "}");
    }

    private String link(List<Long> leads) {
        invoice(leads);
        return world.jdbc()
                .sql("select invoice_url from deal where lead_id = ?")
                .param(leads.get(0))
                .query(String.class)
                .single();
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

    private static int reads(CalmWorld of) {
        return of.sandbox().company().path("reads").asInt();
    }
}
