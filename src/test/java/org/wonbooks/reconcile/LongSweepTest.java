package org.wonbooks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.connection.Connection;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.Whole;

/** No webhook comes, and the list of what changed can't be read whole: every payment is found all the same. */
@Whole
class LongSweepTest extends RunningWonbooks {

    private static final String INVOICES = "/quickbooks/realms/" + SandboxCalls.REALM + "/invoice/";

    @Autowired
    Watermarks watermarks;

    @AfterEach
    void asUsual() {
        sandbox.patch("/quickbooks/modes", "{\"pad\": \"0\", \"cdcLimit\": \"1000\"}");
        jdbc.sql("delete from left_out").update();
    }

    @Test
    void aThousandChangesWithAPoisonousOneAndPagesOfSixMegabytesHideNoPayment() {
        List<Long> leads = invoiced("Month", 6);
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.post(INVOICES + booked(leads.get(0)) + "/more", "{\"count\": 1100, \"over\": \"PT20H\"}");
        sandbox.patch("/quickbooks/modes", "{\"pad\": \"6000\"}");
        List<String> foreign = foreign();
        spoil(foreign.get(200), "null");
        spoil(foreign.get(500), "amount");
        spoil(foreign.get(700), "text");
        leads.subList(0, 4).forEach(this::pay);
        String poisonous = booked(leads.get(1));
        spoil(poisonous, "refused");
        sandbox.delete("/calls");
        int reads = reads();

        sweepTwoDays();

        leads.subList(0, 4).forEach(lead -> assertThat(shown(lead).path("state").asText())
                .as("deal %s", lead)
                .isEqualTo("PAID"));
        leads.subList(4, 6)
                .forEach(lead -> assertThat(shown(lead).path("state").asText()).isEqualTo("SENT"));
        System.out.printf(
                "A sweep over 1,100 changes, one poisonous, in pages of 6 MB: %d calls, %d of them answered and billed%n",
                sandbox.get("/calls?system=quickbooks").size(), reads() - reads);
        assertThat(sandbox.get("/calls?system=quickbooks").size()).isLessThan(80);
        String number = only(sandbox.invoicesOf(leads.get(1))).path("docNumber").asText();
        assertThat(leftOut())
                .anySatisfy(thing -> assertThat(thing)
                        .contains("No list with the invoice that was changed on")
                        .contains("perhaps " + number + ": QuickBooks refused (2210): ")
                        .contains("Supplied value: jane@")
                        .contains("Find it in QuickBooks by that time"))
                .anySatisfy(thing -> assertThat(thing)
                        .startsWith("Invoice " + foreign.get(500) + " can't be read: TotalAmt is \"n/a\""))
                .anySatisfy(thing -> assertThat(thing).startsWith("Invoice can't be read: it is null"))
                .hasSize(3);
        assertThat(workState("quickbooks-sweep", "quickbooks")).isEqualTo("DONE");
        assertThat(connection().outage())
                .as("nobody says that QuickBooks is down")
                .isNull();
        assertThat(page()).contains("What cannot be read, and is left out", "perhaps " + number);

        // Mended: nothing is left out any more.
        sandbox.patch("/quickbooks/modes", "{\"pad\": \"0\"}");
        sandbox.post("/quickbooks/invoices/" + poisonous, "{\"amount\": 10}");
        sandbox.post("/quickbooks/invoices/" + foreign.get(500), "{\"amount\": 10}");
        sandbox.post("/quickbooks/invoices/" + foreign.get(200), "{\"amount\": 10}");
        jdbc.sql("update left_out set looked_at = looked_at - interval '7' hour")
                .update();
        sweepTwoDays();
        assertThat(leftOut()).isEmpty();
    }

    private String page() {
        return new org.wonbooks.testing.JsonCalls(
                        settings.publicUrl(),
                        "Basic "
                                + java.util.Base64.getEncoder()
                                        .encodeToString(
                                                ("admin:" + settings.admin().password()).getBytes()))
                .text("GET", "/connections/" + connection().id() + "/check");
    }

    private List<Long> invoiced(String name, int count) {
        List<Long> leads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leads.add(deal(name + i, "10", name + i + " Contact", name + i + "@list.example"));
        }
        leads.forEach(sandbox::win);
        leads.forEach(lead -> awaitNotes(lead, 1));
        awaitQuiet();
        return leads;
    }

    private void pay(long lead) {
        sandbox.post("/quickbooks/invoices/" + booked(lead) + "/pay");
    }

    private void spoil(String invoice, String how) {
        sandbox.post(INVOICES + invoice + "/spoil", "{\"how\": \"" + how + "\"}");
    }

    /** Those that no deal has. */
    private List<String> foreign() {
        return StreamSupport.stream(sandbox.company().path("invoices").spliterator(), false)
                .filter(invoice -> invoice.path("docNumber").asText().startsWith("M"))
                .map(invoice -> invoice.path("id").asText())
                .toList();
    }

    private int reads() {
        return sandbox.company().path("reads").asInt();
    }

    /** All that changed in two days is looked through. */
    private void sweepTwoDays() {
        Connection connection = connection();
        jdbc.sql("update connection set quickbooks_swept_to = null").update();
        product.post("/connections/" + connection.id() + "/reconcile");
        awaitQuiet();
    }

    private List<String> leftOut() {
        JsonNode groups = product.get("/attention").path("items");
        return StreamSupport.stream(groups.spliterator(), false)
                .filter(group -> group.path("code").asText().equals("left-out"))
                .map(group ->
                        group.path("reason").asText() + " " + group.path("fix").asText())
                .toList();
    }
}
