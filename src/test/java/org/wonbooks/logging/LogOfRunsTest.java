package org.wonbooks.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.wonbooks.testing.RunningWonbooks;

/** What is logged of deals, from their webhook to the dead letter or the money. */
@ExtendWith(OutputCaptureExtension.class)
class LogOfRunsTest extends RunningWonbooks {

    private final Logger ours = (Logger) LoggerFactory.getLogger("org.wonbooks");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @BeforeEach
    void listen() {
        events.start();
        ours.addAppender(events);
    }

    @AfterEach
    void stopListening() {
        ours.detachAppender(events);
        ((Logger) LoggerFactory.getLogger("org.wonbooks.peer")).setLevel(null);
    }

    /** QuickBooks' words reach the log, the work, the API and the task in Kommo. */
    @Test
    void aPeersWordsForgeNoLine(CapturedOutput output) {
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "POST", "path": "/invoice$", "status": 400, "body":
                 "{\\"Fault\\": {\\"Error\\": [{\\"code\\": \\"2210\\", \\"Message\\": \\"Sorry\\\\r\\\\n2026-11-30T12:00:00Z ERROR forged \\\\u001b[31m\\\\u202e\\", \\"Detail\\": \\"red\\"}], \\"type\\": \\"ValidationFault\\"}}"}
                """);
        long lead = deal("Forged", "120", "Mallory Forge", "mallory@forge.example");

        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);

        assertThat(output.getAll().lines().filter(line -> line.contains("forged")))
                .isNotEmpty()
                .allMatch(line -> line.contains("QuickBooks refused (2210): Sorry"));
        assertThat(output.getAll()).doesNotContain("\u001b[31m", "\u202e");
        assertThat(reason("deal-won", lead)).contains("forged").doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]");
    }

    @Test
    void eachDealThatWasBilledPaidOrReversedIsOneLineWithoutNames() {
        long lead = billed("Logged", "250");
        awaitQuiet();
        String invoice = booked(lead);
        String number = column("select doc_number from deal where lead_id = ?", lead);
        String payment = sandbox.post("/quickbooks/payments", "{\"lines\": {\"" + invoice + "\": 100}, \"total\": 100}")
                .path("id")
                .asText();
        until().until(() -> state(lead), "PARTIALLY_PAID"::equals);
        awaitQuiet();
        sandbox.post("/quickbooks/payments/" + payment + "/delete");
        until().until(() -> state(lead), "SENT"::equals);
        awaitQuiet();
        sandbox.post("/quickbooks/invoices/" + invoice + "/void");
        until().until(() -> state(lead), "VOIDED"::equals);
        awaitQuiet();

        String deal = "Connection " + connection().id() + ": deal " + lead + " ";
        assertThat(said(Level.INFO).stream().filter(line -> line.startsWith(deal)))
                .containsExactly(
                        deal + "was billed: invoice " + number + ", 250.00 USD",
                        deal + "was paid: invoice " + number + ", 100.00 of 250.00 USD",
                        deal + "was reversed: invoice " + number + ", 0.00 of 250.00 USD",
                        deal + "was reversed: invoice " + number + " is void");
        assertThat(events.list.toString()).doesNotContain("Logged Customer", "billed.example");
    }

    @Test
    void besideEachLineOfARunStandsWhereItIs() {
        ((Logger) LoggerFactory.getLogger("org.wonbooks.peer")).setLevel(Level.DEBUG);

        long lead = billed("Beside", "80");
        awaitQuiet();

        Map<String, String> made = event("QuickBooks POST invoice ->").getMDCPropertyMap();
        assertThat(made)
                .containsEntry("connection", String.valueOf(connection().id()))
                .containsEntry("work", work("id", "deal-won", lead))
                .containsEntry("deal", String.valueOf(lead))
                .containsEntry("step", "createInvoice")
                .containsKey("intuit_tid");
        assertThat(event("Kommo POST leads/notes ->").getMDCPropertyMap())
                .containsEntry("deal", String.valueOf(lead))
                .doesNotContainKey("intuit_tid");
    }

    private ILoggingEvent event(String start) {
        return events.list.stream()
                .filter(event -> event.getFormattedMessage().startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(start + " in " + events.list));
    }

    private List<String> said(Level level) {
        return events.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
