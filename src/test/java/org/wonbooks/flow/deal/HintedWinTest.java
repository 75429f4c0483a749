package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.RunningWonbooks;

/** What an unsigned webhook says of when a deal was won: it may hold back, and proves nothing. */
class HintedWinTest extends RunningWonbooks {

    private static final String OTHER = "/move?pipeline=8572519&status=142";

    @BeforeEach
    void nothingIsToldButByTheTest() {
        sandbox.patch("/hooks", "{\"enabled\": false}");
    }

    @AfterEach
    void daysAreKept() {
        sandbox.patch("/kommo/modes", "{\"closedAt\": \"kept\"}");
    }

    /** Old wins whose card says another day by now, and whose moves Kommo lists no more. */
    @Test
    void holdsBackWhereNothingElseDoes() {
        long moved = deal("Moved", "10", "Mia Moved", null);
        long restored = deal("Restored", "10", "Rita Restored", null);
        long twice = deal("Twice", "10", "Tim Twice", null);
        long unsaid = deal("Unsaid", "10", "Una Unsaid", null);
        List<Long> leads = List.of(moved, restored, twice, unsaid);
        leads.forEach(sandbox::win);
        new DealHistory(this).goesLive();
        sandbox.patch("/kommo/modes", "{\"closedAt\": \"renewed\"}");
        leads.forEach(lead -> sandbox.post("/kommo/leads/" + lead + OTHER));
        forgetMoves();

        tell(came(moved, 142));
        tell("leads%5Brestore%5D%5B0%5D%5Bid%5D=" + restored);
        // Said with one delivery, and not with the next: it stays said.
        tell(came(twice, 142));
        tell(came(twice, 67548605));
        tell(bareHook(unsaid));

        for (long lead : List.of(moved, restored, twice)) {
            assertThat(sandbox.invoicesOf(lead)).as(String.valueOf(lead)).isEmpty();
            assertThat(shown(lead).at("/decision/code").asText()).isEqualTo("WON_BEFORE");
            assertThat(shown(lead).path("state").asText()).isEqualTo("SKIPPED");
        }
        assertThat(sandbox.invoicesOf(unsaid))
                .as("nothing is left that says it was won before")
                .hasSize(1);
    }

    /** Whatever is written down of it since. */
    @Test
    void isNotNeededWhereItsCardSaidSoOnce() {
        long edited = deal("Edited", "10", "Edda Edited", null);
        long elsewhere = deal("Elsewhere", "10", "Elsa Elsewhere", null);
        List<Long> leads = List.of(edited, elsewhere);
        leads.forEach(sandbox::win);
        new DealHistory(this).goesLive();
        leads.forEach(lead -> tell(bareHook(lead)));
        sandbox.patch("/kommo/modes", "{\"closedAt\": \"renewed\"}");
        forgetMoves();

        sandbox.post("/kommo/leads/" + edited + OTHER);
        tell(bareHook(edited));
        sandbox.post("/kommo/leads/" + edited, "{\"price\": 20}");
        tell(bareHook(edited));
        sandbox.post("/kommo/leads/" + elsewhere + "/move?status=143");
        tell(bareHook(elsewhere));
        sandbox.win(elsewhere);

        for (long lead : leads) {
            tell(bareHook(lead));
            assertThat(sandbox.invoicesOf(lead)).as(String.valueOf(lead)).isEmpty();
            assertThat(shown(lead).at("/decision/code").asText()).isEqualTo("WON_BEFORE");
        }
    }

    /** It can't have been won before, whoever says so. */
    @Test
    void doesNotHoldBackWhatWasMadeSinceTheConnectionWentLive() {
        forgetMoves();
        long lead = sandbox.deal(
                "{\"name\": \"Made\", \"price\": 10, \"status\": 142, \"contact\": {\"name\": \"Max Made\"}}");
        tell(came(lead, 142));
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    @Test
    void doesNotHoldBackWhatAMoveProves() {
        long lead = deal("Proved", "10", "Pia Proved", null);
        new DealHistory(this).goesLive();
        sandbox.win(lead);
        tell(came(lead, 142));
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    @Test
    void provesNoWin() {
        long old = deal("Old", "10", "Olga Old", null);
        long open = deal("Open", "10", "Otto Open", null);
        sandbox.win(old);
        new DealHistory(this).goesLive();

        tell(came(old, 67548605));
        tell(came(open, 67548605));
        tell("leads%5Badd%5D%5B0%5D%5Bid%5D=" + old + "&leads%5Badd%5D%5B0%5D%5Bstatus_id%5D=142"
                + "&leads%5Badd%5D%5B0%5D%5Bpipeline_id%5D=8572511");

        assertThat(sandbox.invoicesOf(old)).isEmpty();
        assertThat(shown(old).at("/decision/code").asText()).isEqualTo("WON_BEFORE");
        assertThat(sandbox.invoicesOf(open)).isEmpty();
        assertThat(workState("deal-won", open)).isEqualTo("SKIPPED");
    }

    /** A delivery that says it came to the won stage from another one. */
    private static String came(long lead, long from) {
        return "leads%5Bstatus%5D%5B0%5D%5Bid%5D=" + lead + "&leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D=142"
                + "&leads%5Bstatus%5D%5B0%5D%5Bpipeline_id%5D=8572511"
                + "&leads%5Bstatus%5D%5B0%5D%5Bold_status_id%5D=" + from;
    }

    private void tell(String form) {
        assertThat(sendKommoHook(form).join()).isEqualTo(200);
        awaitQuiet();
    }

    private void forgetMoves() {
        sandbox.post("/faults", "{\"system\": \"kommo\", \"path\": \"/events\", \"count\": 1000000, \"status\": 204}");
    }
}
