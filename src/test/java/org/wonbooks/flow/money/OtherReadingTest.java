package org.wonbooks.flow.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.WorkKind;

/**
 * What the peers do where nobody says it for sure: all flows pass under each reading of each such question that the
 * sandbox has in {@code sandbox-contract/modes.json}.
 */
@Whole
class OtherReadingTest extends MoneyTests {

    private static final String PERSON = "{\"name\": \"Rita Reading\", \"email\": \"rita@reading.example\"}";
    /** A vendor of the seed has this name. */
    private static final String NAMESAKE = "{\"name\": \"Harborview Printing\", \"email\": \"other@namesake.example\"}";

    /** One reading of one question. */
    private record Reading(String system, String mode, String reading, boolean first) {

        @Override
        public String toString() {
            return system + " " + mode + " = " + reading.replace("\n", "\\n");
        }
    }

    @Test
    void allFlowsPassUnderEachReading() throws IOException {
        List<Reading> readings = readings();
        List<String> wrong = new ArrayList<>();
        play(readings.get(0));
        for (Reading reading : readings) {
            if (reading.first) {
                continue;
            }
            String came = "passed";
            try {
                play(reading);
            } catch (AssertionError | RuntimeException e) {
                came = "FAILED: " + String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
                wrong.add(reading + " " + came);
            }
            System.out.println("  " + reading + ": " + came);
        }
        System.out.println(
                "Open questions: " + readings.stream().filter(Reading::first).count() + ", other readings: "
                        + readings.stream().filter(each -> !each.first).count());
        assertThat(readings).filteredOn(each -> !each.first).hasSizeGreaterThan(40);
        assertThat(wrong).isEmpty();
    }

    private static List<Reading> readings() throws IOException {
        List<Reading> readings = new ArrayList<>();
        try (InputStream file = OtherReadingTest.class.getResourceAsStream("/sandbox-contract/modes.json")) {
            for (Map.Entry<String, JsonNode> system : JSON.readTree(file).properties()) {
                for (Map.Entry<String, JsonNode> mode : system.getValue().properties()) {
                    JsonNode known = mode.getValue().path("readings");
                    for (int i = 0; mode.getValue().has("fact") && i < known.size(); i++) {
                        readings.add(new Reading(
                                system.getKey(), mode.getKey(), known.get(i).asText(), i == 0));
                    }
                }
            }
        }
        return readings;
    }

    private void play(Reading reading) {
        world.begin(1, TO_THE_STAGE);
        sandbox.patch(
                "/" + reading.system + "/modes",
                JSON.createObjectNode().put(reading.mode, reading.reading).toString());
        world.product().post("/connections/" + world.connection().id() + "/provision");
        world.rest();
        collect();

        List<Long> leads = deals(2, PERSON, "120");
        long first = leads.get(0);
        long second = leads.get(1);
        invoice(List.of(first));
        tell();
        assertInvoiced(first);

        String payment = pay(first, "50");
        tell();
        assertEqual(first);
        sandbox.post("/quickbooks/payments/" + payment + "/void");
        tell();
        assertEqual(first);
        pay(first, "120");
        tell();
        assertEqual(first);
        assertThat(sandbox.lead(first).path("status").asLong()).as("its stage").isEqualTo(PAID_STAGE.statusId());

        invoice(List.of(second));
        tell();
        assertInvoiced(second);
        assertThat(sandbox.customers("Rita Reading")).as("customers").hasSize(1);
        pay(second, "120");
        assertThat(world.hooks()).as("lost").isNotEmpty();
        world.pass(Duration.ofHours(1));
        world.sweep(WorkKind.QUICKBOOKS_SWEEP);
        assertEqual(second);

        long third = deals(1, NAMESAKE, "80").get(0);
        sandbox.win(third);
        collect();
        world.pass(Duration.ofMinutes(11));
        world.sweep(WorkKind.KOMMO_SWEEP);
        assertInvoiced(third);
        tell();
        assertNothingIsWrong();

        sandbox.post("/quickbooks/invoices/" + invoiceOf(third) + "/void");
        tell();
        assertThat(Shown.inLedger(world.jdbc(), third).state()).isEqualTo("VOIDED");
    }

    private String pay(long lead, String amount) {
        return sandbox.post("/quickbooks/payments", "{\"lines\": {\"" + invoiceOf(lead) + "\": " + amount + "}}")
                .path("id")
                .asText();
    }

    /** Every webhook comes, those too that come of it. */
    private void tell() {
        for (List<JsonNode> hooks = world.hooks(); !hooks.isEmpty(); hooks = world.hooks()) {
            hooks.forEach(world::deliver);
            world.rest();
        }
    }

    private void collect() {
        world.hooks();
    }

    private void assertInvoiced(long lead) {
        JsonNode card = sandbox.lead(lead);
        assertThat(sandbox.invoicesOf(lead)).as("invoices").hasSize(1);
        assertThat(sandbox.invoicesOf(lead).get(0).path("emails").asInt())
                .as("e-mails")
                .isEqualTo(1);
        assertThat(card.at("/fields/QB_INVOICE_ID").asText())
                .as("its number on the card")
                .isEqualTo(invoiceOf(lead));
        assertThat(card.path("notes")).as("notes").hasSize(1);
    }

    /** Books, ledger and card say the same. */
    private void assertEqual(long lead) {
        Shown truth = Shown.inBooks(sandbox.company(), invoiceOf(lead));
        assertThat(Shown.inLedger(world.jdbc(), lead)).as("the ledger").isEqualTo(truth);
        assertThat(Shown.onCard(sandbox.lead(lead))).as("the card").isEqualTo(truth.asCard());
    }

    private void assertNothingIsWrong() {
        world.product().post("/connections/" + world.connection().id() + "/drift");
        world.rest();
        JsonNode report =
                world.product().get("/connections/" + world.connection().id() + "/drift");
        assertThat(report.path("report").isObject()).as("a drift report").isTrue();
        assertThat(report.path("items")).as("what the drift report found").isEmpty();
        assertThat(world.jdbc()
                        .sql("select kind, work_key, reason from work where state = 'DEAD'")
                        .query()
                        .listOfRows())
                .as("dead letters")
                .isEmpty();
    }
}
