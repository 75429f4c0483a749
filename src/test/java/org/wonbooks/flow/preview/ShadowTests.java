package org.wonbooks.flow.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.connection.Connection;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.KommoDoor;
import org.wonbooks.quickbooks.QuickBooksDoor;
import org.wonbooks.testing.ThroughDoor;
import org.wonbooks.testing.WonbooksByHand;

/** In shadow all is seen and nothing written; switched off, all waits; live again, it goes on. */
abstract class ShadowTests extends WonbooksByHand {

    @Autowired
    KommoDoor kommo;

    @Autowired
    QuickBooksDoor quickbooks;

    @Test
    void inShadowAllIsSeenAndNothingIsWritten() {
        mode("shadow");
        long lead = won("Shadow", "41.50", "{'name': 'Shane Shadow', 'email': 'shane@shadow.example'}", null);
        long held = won("Nobody", "42", null, null);
        awaitQuiet();
        sandbox.delete("/calls");
        run(lead);
        run(held);
        api("POST", "/connections/" + connection().id() + "/provision", "");
        api("POST", "/connections/" + connection().id() + "/reconcile", "");
        until().until(() -> workState("deal-won", lead) + workState("deal-won", held), "SKIPPEDSKIPPED"::equals);
        awaitQuiet();

        assertThat(StreamSupport.stream(sandbox.get("/calls").spliterator(), false)
                        .filter(call -> !call.path("path").asText().contains("token"))
                        .map(call -> call.path("method").asText()))
                .isNotEmpty()
                .containsOnly("GET");
        assertThat(reason("deal-won", lead)).startsWith("Shadow: it would be invoiced");
        assertThat(reason("connection-provision", connection().id())).startsWith("Shadow: fields and webhook");
        JsonNode shown = read(api("GET", "/deals/" + connection().id() + "/" + lead, null));
        assertThat(shown.path("state").asText()).isEqualTo("SKIPPED");
        assertThat(shown.at("/shadow/outcome").asText()).isEqualTo("INVOICE");
        assertThat(shown.at("/shadow/customer/DisplayName").asText()).isEqualTo("Shane Shadow");
        assertThat(shown.at("/shadow/invoice/Line/0/Amount").decimalValue()).isEqualByComparingTo("41.50");
        JsonNode nobody = read(api("GET", "/deals/" + connection().id() + "/" + held, null));
        assertThat(nobody.at("/shadow/outcome").asText()).isEqualTo("DEAD");
        assertThat(nobody.at("/shadow/fix").asText()).contains("Add a contact");
        String page = page("/connections/" + connection().id() + "/shadow");
        assertThat(page).contains("Shane Shadow", "Nobody", "neither a contact nor a company");

        sandbox.delete("/calls");
        mode("live");
        api("POST", "/connections/" + connection().id() + "/reconcile", "");
        awaitQuiet();
        assertThat(sandbox.invoicesOf(lead))
                .as("a sweep alone brings none of them")
                .isEmpty();

        String wouldHaveBeen = shown.at("/shadow/customer").toString();
        api("POST", "/deals/" + connection().id() + "/" + lead + "/reconcile", "");
        awaitNotes(lead, 1);
        assertThat(request(lead, "customer")).isEqualTo(wouldHaveBeen);
    }

    @Test
    void aReconciliationSinceADayBringsWhatWasSeenInShadow() {
        mode("shadow");
        long lead = won("Back", "43", "{'name': 'Beth Back'}", null);
        run(lead);
        until().until(() -> workState("deal-won", lead), "SKIPPED"::equals);
        mode("live");
        awaitQuiet();
        String today = LocalDate.now(connection().zone()).toString();
        api("POST", "/connections/" + connection().id() + "/reconcile", "{\"since\": \"" + today + "\"}");
        awaitNotes(lead, 1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    @Test
    void inShadowADealIsNotToldOfItsMoneyUntilItIsLiveAgain() {
        long lead = invoiced("Paid in the dark", "60");
        String invoice = booked(lead);
        mode("shadow");
        sandbox.patch("/hooks", "{\"enabled\": true}");
        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
        until().until(
                        () -> read(api("GET", "/work?state=PAUSED", null)).toString(),
                        work -> work.contains("in shadow"));
        assertThat(workState("invoice-changed", Long.parseLong(invoice))).isEqualTo("OPEN");
        assertThat(sandbox.lead(lead).path("notes")).hasSize(1);
        mode("live");
        awaitNotes(lead, 2);
        assertThat(state(lead)).isEqualTo("PAID");
    }

    @ParameterizedTest
    @CsvSource({
        "kommo,      POST leads,           false",
        "kommo,      POST leads/notes,     false",
        "kommo,      PATCH leads/1,        false",
        "kommo,      POST tasks,           false",
        "kommo,      GET account,          true",
        "quickbooks, POST customer,        false",
        "quickbooks, POST invoice,         false",
        "quickbooks, POST invoice/1/send,  false",
        "quickbooks, GET preferences,      true"
    })
    void noWriteLeavesThroughADoorInShadow(String peer, String call, boolean passes) {
        Connection live = connection();
        jdbc.sql("update connection set mode = 'shadow'").update();
        Connection shadow = connection();
        sandbox.delete("/calls");
        // Read in shadow; and read while it was live still, by a run that is under way when the mode is changed.
        Exception refusal = call(peer, call, shadow);
        Exception lateRefusal = call(peer, call, live);
        JsonNode calls = sandbox.get("/calls?system=" + peer);
        if (passes) {
            assertThat(calls).hasSize(2);
        } else {
            assertThat(calls).isEmpty();
            assertThat(refusal).isInstanceOf(PermanentFault.class).hasMessageContaining("in shadow: " + call);
            assertThat(lateRefusal).isInstanceOf(PassingFault.class).hasMessageContaining("not live any more");
        }
    }

    private Exception call(String peer, String call, Connection connection) {
        return ThroughDoor.call(peer.equals("kommo") ? kommo : quickbooks, connection, call, "{}")
                .fault();
    }

    @Test
    void offHasAllWorkWait() {
        mode("off");
        long lead = won("Off", "44", "{'name': 'Olga Off'}", null);
        run(lead);
        assertThat(read(api("GET", "/work?state=PAUSED", null))
                        .at("/items/0/reason")
                        .asText())
                .isEqualTo("The connection is switched off");
        mode("live");
        awaitNotes(lead, 1);
    }
}
