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

/** Reads cost the user money at Intuit: how many there are is counted there. */
class ReadThriftTest extends MoneyTests {

    private static final String BELLA = "{\"name\": \"Bella\", \"email\": \"bella@example.com\"}";

    /** The company takes payments online: each invoice's payment link is one read more, once. */
    private static final int LINK = 1;

    /** Items and terms are known from the first deal on. */
    @BeforeEach
    void aFirstDeal() {
        world.begin(1, ConnectionSettings.defaults());
        invoice(deals(1, ANNA, "10.00"));
        world.hooks();
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
