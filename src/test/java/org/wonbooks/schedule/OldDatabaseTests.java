package org.wonbooks.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.WorkKind;

/**
 * The database of version 13, with work in every state, is brought to version 21 by what did so then, and opened by
 * this version: nothing is billed by it, and nothing is forgotten. Each test has deals of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OldDatabaseTests {

    private static final Past PAST = new Past("13", Instant.parse("2026-11-23T15:36:00.310Z"));

    final CalmWorld world;
    private final SandboxCalls sandbox;
    private final ProductCalls product;
    private final Map<String, Long> leads = PAST.leads();

    /** How many invoices each deal had once all was done that was to be done by itself. */
    private final Map<String, Integer> opened = new TreeMap<>();

    /** What was shown of each then. */
    private final Map<String, JsonNode> shown = new TreeMap<>();

    private JsonNode attention;

    OldDatabaseTests(TestDatabase database) {
        world = new CalmWorld(new World(database, List.of("one"), PAST));
        sandbox = world.sandbox();
        product = world.product();
    }

    /** The update took an hour. */
    @BeforeAll
    void open() {
        world.pass(Duration.ofHours(1));
        world.minute();
        world.rest();
        world.sweep(WorkKind.KOMMO_SWEEP);
        world.sweep(WorkKind.QUICKBOOKS_SWEEP);
        leads.keySet().forEach(name -> {
            opened.put(name, invoices(name));
            shown.put(name, deal(name));
        });
        attention = product.get("/attention?connection=" + world.connection().id());
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void nothingIsBilledThatWasNotToBe() {
        assertThat(opened)
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("Above the limit", 0),
                        Map.entry("Products differ", 0),
                        Map.entry("Several", 0),
                        Map.entry("Skipped", 0),
                        Map.entry("Refused and skipped", 0),
                        Map.entry("Never run, skipped", 0),
                        Map.entry("Nothing to bill", 0),
                        Map.entry("No longer won", 0),
                        Map.entry("In shadow", 0),
                        Map.entry("Refused", 0),
                        Map.entry("Dead early", 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Skipped", "Refused and skipped", "Never run, skipped"})
    void whatAPersonSkippedStaysSkippedWhateverIsToldOfIt(String name) {
        told(name);
        assertThat(invoices(name)).isZero();
        JsonNode deal = deal(name);
        assertThat(deal.path("state").asText()).isEqualTo("SKIPPED");
        assertThat(deal.path("reason").asText()).isEqualTo("Skipped by admin");
        assertThat(deal.at("/decision/by").asText()).isEqualTo("admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Above the limit", "Products differ", "Several"})
    void whatWasHeldIsHeldAndAnApprovalOfItBillsItOnce(String name) {
        JsonNode deal = shown.get(name);
        assertThat(deal.path("state").asText()).isEqualTo("ATTENTION");
        assertThat(deal.at("/decision/verdict").asText()).isEqualTo("HOLD");
        assertThat(deal.at("/decision/code").asText()).as("nobody asked anew").isEqualTo("HELD_EARLIER");
        assertThat(deal.at("/hold/reason").asText()).isEqualTo(heldFor(name)).isNotEmpty();
        assertThat(sandbox.lead(leads.get(name)).at("/tasks").toString()).contains("Wonbooks needs you");

        assertThatThrownBy(() -> approve(name, "another")).hasMessageContaining("409");
        world.rest();
        assertThat(invoices(name)).isZero();

        approve(name, deal.at("/hold/digest").asText());
        world.rest();
        assertThat(invoices(name)).isOne();
        assertThat(deal(name).path("state").asText()).isEqualTo("SENT");
        told(name);
        assertThat(invoices(name)).isOne();
    }

    @Test
    void eachOfThemIsAQuestionOfItsOwn() {
        List<JsonNode> earlier = StreamSupport.stream(attention.path("items").spliterator(), false)
                .filter(group -> group.path("code").asText().equals("HELD_EARLIER"))
                .toList();
        assertThat(earlier)
                .hasSize(4)
                .allSatisfy(group -> assertThat(group.path("count").asInt()).isOne());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Approved", "Approved and begun"})
    void whatWasApprovedIsBilled(String name) {
        assertThat(opened).containsEntry(name, 1);
        assertThat(deal(name).path("state").asText()).isEqualTo("SENT");
        assertThat(deal(name).at("/decision/by").asText()).isEqualTo("admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Refused", "Dead early"})
    void aDeadLetterIsOneStillAndItsReplayBillsItOnce(String name) {
        JsonNode letter = work(name);
        assertThat(letter.path("state").asText()).isEqualTo("DEAD");
        assertThat(deal(name).path("state").asText()).isEqualTo("ATTENTION");
        assertThat(deal(name).path("reason").asText())
                .isEqualTo(letter.path("reason").asText());

        product.post("/work/" + letter.path("id").asLong() + "/replay");
        world.rest();
        assertThat(invoices(name)).isOne();
        assertThat(deal(name).path("state").asText()).isEqualTo("SENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Never run", "In retry", "In retry early"})
    void openWorkGoesOn(String name) {
        assertThat(opened).containsEntry(name, 1);
        assertThat(deal(name).path("state").asText()).isEqualTo("SENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invoiced", "Paid", "Left won", "Left won and skipped"})
    void whatIsInvoicedGetsNoSecondInvoice(String name) {
        assertThat(opened).containsEntry(name, 1);
        String state = deal(name).path("state").asText();
        told(name);
        assertThat(invoices(name)).isOne();
        assertThat(deal(name).path("state").asText()).isEqualTo(state);
        assertThat(state)
                .isEqualTo(Map.of("Paid", "PAID", "Left won", "ATTENTION").getOrDefault(name, "SENT"));
    }

    @Test
    void thatADealLeftItsStageCanNotBeApproved() {
        String digest = deal("Left won").at("/hold/digest").asText();
        assertThatThrownBy(() -> approve("Left won", digest))
                .hasMessageContaining("409")
                .hasMessageContaining("In QuickBooks: void the invoice");
        assertThat(deal("Left won").path("state").asText()).isEqualTo("ATTENTION");
    }

    @Test
    void whatWasSeenInShadowIsBilledOnlyIfAPersonAsksForIt() {
        told("In shadow");
        assertThat(invoices("In shadow")).isZero();
        assertThat(deal("In shadow").at("/decision/verdict").asText()).isEqualTo("LEAVE");
        product.post("/deals/" + world.connection().id() + "/" + leads.get("In shadow") + "/reconcile");
        world.rest();
        assertThat(invoices("In shadow")).isOne();
    }

    @Test
    void whatARuleSkippedIsBilledOnceTheDealIsPutRight() {
        sandbox.post(
                "/kommo/leads/" + leads.get("Nothing to bill"),
                "{\"price\": 50, \"products\": [{\"name\": \"Hour\", \"price\": 1, \"quantity\": 50}]}");
        told("Nothing to bill");
        assertThat(invoices("Nothing to bill")).isOne();
    }

    private String heldFor(String name) {
        return world.jdbc()
                .sql(
                        "select substring(text from 17) from timeline where id = (select max(t.id) from timeline t join deal d"
                                + " on d.id = t.deal_id where d.lead_id = ? and t.text like 'Needs a person: %')")
                .param(leads.get(name))
                .query(String.class)
                .single();
    }

    private void approve(String name, String digest) {
        product.post(
                "/deals/" + world.connection().id() + "/" + leads.get(name) + "/approve",
                "{\"seen\": \"" + digest + "\"}");
    }

    /** Something was edited, and a webhook says so. */
    private void told(String name) {
        long lead = leads.get(name);
        world.pass(Duration.ofMinutes(2));
        world.kommo(Hook.moved("", lead, 8_572_511, 142).body);
        world.rest();
    }

    private int invoices(String name) {
        return sandbox.invoicesOf(leads.get(name)).size();
    }

    private JsonNode deal(String name) {
        return product.get("/deals/" + world.connection().id() + "/" + leads.get(name));
    }

    private JsonNode work(String name) {
        long id = world.jdbc()
                .sql("select id from work where kind = 'deal-won' and work_key = ?")
                .param(String.valueOf(leads.get(name)))
                .query(Long.class)
                .single();
        return product.get("/work/" + id);
    }
}
