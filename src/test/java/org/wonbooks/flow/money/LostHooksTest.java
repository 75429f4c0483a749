package org.wonbooks.flow.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.work.WorkKind;

/** No webhook ever comes: one sweep of each side finds it all. */
class LostHooksTest extends MoneyTests {

    private static final String BELLA = "{\"name\": \"Bella\", \"email\": \"bella@example.com\"}";

    private List<Long> leads;

    @BeforeEach
    void wonAndNobodyTold() {
        world.begin(1, TO_THE_STAGE);
        sandbox.patch("/hooks", "{\"drop\": 100}");
        leads = new ArrayList<>(deals(3, ANNA, "120.50"));
        leads.addAll(deals(2, BELLA, "80.00"));
        leads.forEach(sandbox::win);
        world.pass(Duration.ofMinutes(10));
    }

    @Test
    void everyWonDealIsInvoicedAndEveryPaymentShown() {
        world.sweep(WorkKind.KOMMO_SWEEP);
        assertThat(leads).allSatisfy(lead -> {
            assertThat(sandbox.invoicesOf(lead)).singleElement().satisfies(invoice -> assertThat(
                            invoice.path("emails").asInt())
                    .isEqualTo(1));
            assertThat(sandbox.lead(lead).at("/fields/QB_INVOICE_ID").asText()).isEqualTo(invoiceOf(lead));
        });

        world.pass(Duration.ofHours(1));
        List<String> invoices = leads.stream().map(this::invoiceOf).toList();
        pay("{\"%s\": 100.25}".formatted(invoices.get(0)));
        pay("{\"%s\": 120.50, \"%s\": 20.50}".formatted(invoices.get(1), invoices.get(2)));
        sandbox.post("/quickbooks/invoices/" + invoices.get(3) + "/credit?amount=80.00");
        assertThat(world.hooks()).isEmpty();
        world.sweep(WorkKind.QUICKBOOKS_SWEEP);
        assertShown(invoices);
        assertThat(shown(0)).isEqualTo("PARTIALLY_PAID 100.25");
        assertThat(shown(1)).isEqualTo("PAID 120.50");
        assertThat(shown(2)).isEqualTo("PARTIALLY_PAID 20.50");
        assertThat(shown(3)).isEqualTo("PAID 80.00");
        assertThat(shown(4)).isEqualTo("SENT 0.00");

        world.pass(Duration.ofHours(30));
        sandbox.post("/quickbooks/payments/" + pay("{\"%s\": 20.25}".formatted(invoices.get(0))) + "/void");
        pay("{\"%s\": 80.00}".formatted(invoices.get(4)));
        JsonNode both = payment(invoices.get(1));
        sandbox.post("/quickbooks/payments/" + both.path("id").asText() + "/delete");
        sandbox.post("/quickbooks/invoices/" + invoices.get(3) + "/delete");
        world.sweep(WorkKind.QUICKBOOKS_SWEEP);
        assertShown(invoices);
        assertThat(shown(1)).isEqualTo("SENT 0.00");
        assertThat(shown(3)).isEqualTo("VOIDED 0.00");
        assertThat(shown(4)).isEqualTo("PAID 80.00");
    }

    private String pay(String lines) {
        return sandbox.post("/quickbooks/payments", "{\"lines\": " + lines + "}")
                .path("id")
                .asText();
    }

    private JsonNode payment(String invoice) {
        for (JsonNode payment : sandbox.company().path("payments")) {
            if (payment.path("lines").findValuesAsText("id").contains(invoice)) {
                return payment;
            }
        }
        throw new IllegalStateException("Nothing pays invoice " + invoice);
    }

    private String shown(int deal) {
        Shown shown = Shown.inLedger(world.jdbc(), leads.get(deal));
        return shown.state() + " " + shown.paid();
    }

    private void assertShown(List<String> invoices) {
        JsonNode books = sandbox.company();
        for (int i = 0; i < leads.size(); i++) {
            Shown truth = Shown.inBooks(books, invoices.get(i));
            JsonNode card = sandbox.lead(leads.get(i));
            assertThat(Shown.inLedger(world.jdbc(), leads.get(i))).isEqualTo(truth);
            assertThat(Shown.onCard(card)).isEqualTo(truth.asCard());
            assertThat(card.path("status").asLong()).isEqualTo(truth.full() ? PAID_STAGE.statusId() : 142);
        }
    }
}
