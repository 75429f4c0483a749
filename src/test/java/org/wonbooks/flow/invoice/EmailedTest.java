package org.wonbooks.flow.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.WonbooksByHand;

/** Nothing says that an invoice was emailed unless QuickBooks has said so, nor another address than it said. */
class EmailedTest extends WonbooksByHand {

    @AfterEach
    void asUsual() {
        sandbox.patch("/quickbooks/modes", "{\"sending\": \"done\"}");
    }

    @Test
    void aCallThatIsTakenAndEmailsNothingIsInDoubt() {
        sandbox.patch("/quickbooks/modes", "{\"sending\": \"left\"}");
        sandbox.delete("/calls");
        long lead = won("Left", "30", "{'name': 'Lea Left', 'email': 'lea@left.example'}", null);
        run(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        awaitQuiet();
        assertThat(reason("deal-won", lead)).contains("says that it was not emailed");
        assertThat(work("fix", "deal-won", lead)).contains("then press “Try again”");
        saysNowhereThatItWasEmailed(lead);
        assertThat(sends()).as("one id").hasSize(1);

        time.pass(Duration.ofMinutes(6));
        sandbox.patch("/quickbooks/modes", "{\"sending\": \"done\"}");
        replay("deal-won", lead);
        awaitNotes(lead, 1);
        assertThat(state(lead)).isEqualTo("SENT");
        assertThat(only(sandbox.invoicesOf(lead)).path("emails").asInt()).isEqualTo(1);
        assertThat(sends()).as("it was proved that nothing was emailed").hasSize(2);
        assertThat(notes(lead)).contains("emailed to lea@left.example");
    }

    @Test
    void theNoteSaysWhereQuickBooksSaysThatItWent() {
        spoil("500", "");
        long lead = won("Elsewhere", "31", "{'name': 'Else Where', 'email': 'else@where.example'}", null);
        run(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        sandbox.delete("/faults");
        String invoice = column("select invoice_id from deal where lead_id = ?", lead);
        spoil(
                "200",
                "{\\\"Invoice\\\": {\\\"Id\\\": \\\"" + invoice
                        + "\\\", \\\"EmailStatus\\\": \\\"EmailSent\\\", \\\"TotalAmt\\\": 31, \\\"Balance\\\": 31,"
                        + " \\\"BillEmail\\\": {\\\"Address\\\": \\\"changed@by.example\\\"}}}");
        replay("deal-won", lead);
        awaitNotes(lead, 1);
        assertThat(notes(lead)).contains("emailed to changed@by.example").doesNotContain("else@where.example");
        assertThat(timeline(lead)).contains("Invoice emailed to changed@by.example");
    }

    private void saysNowhereThatItWasEmailed(long lead) {
        assertThat(column("select emailed_at from deal where lead_id = ?", lead))
                .isNull();
        assertThat(state(lead)).isEqualTo("INVOICED");
        assertThat(notes(lead)).doesNotContain("emailed to");
        assertThat(timeline(lead)).noneMatch(line -> line.contains("emailed to"));
        assertThat(only(sandbox.invoicesOf(lead)).path("emails").asInt()).isZero();
    }

    private void spoil(String status, String body) {
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "POST", "path": "send$", "kind": "status", "when": "before", "count": 99,
                 "status": %s, "body": "%s"}"""
                        .formatted(status, body));
    }

    private String notes(long lead) {
        return sandbox.lead(lead).path("notes").toString();
    }

    /** The calls to email, each id once. */
    private List<String> sends() {
        return StreamSupport.stream(
                        sandbox.get("/calls?system=quickbooks&path=/send%24").spliterator(), false)
                .map(call -> call.path("query").asText())
                .distinct()
                .toList();
    }
}
