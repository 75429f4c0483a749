package org.wonbooks.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.drift.comparison.Sides.Card;
import org.wonbooks.drift.comparison.Sides.Known;
import org.wonbooks.drift.comparison.Sides.State;
import org.wonbooks.drift.comparison.Sides.Task;
import org.wonbooks.drift.report.Finding;
import org.wonbooks.drift.report.FindingKind;
import org.wonbooks.drift.report.Mend;
import org.wonbooks.invoicing.settlement.DealState;

/** What a comparison says of a deal's work: on its way, late, dead, held or left alone, or not begun in a dry run. */
class ComparedWorkTest extends ComparedSides {

    private static final Comparison DRY = new Comparison(BEGUN, NOW, true);

    @Test
    void whatIsOnItsWayIsLeftOut() {
        Card card = card("500", false, null);
        for (Task moving : List.of(
                task("RUNNING", null),
                new Task(1, "OPEN", NOW.minus(Duration.ofMinutes(14)), 0, null, null, null),
                new Task(1, "DONE", BEGUN.minusSeconds(9), 0, null, null, BEGUN.plusSeconds(1)))) {
            assertThat(found(List.of(moving), card, List.of()))
                    .as(moving.state())
                    .isEmpty();
        }
        assertThat(found(List.of(task("DONE", null)), card, List.of())).hasSize(1);
    }

    @Test
    void workThatIsLateOrDeadSaysWhy() {
        Card card = card("500", false, null);
        Task tried = new Task(7, "OPEN", NOW.plusSeconds(60), 2, "QuickBooks failed (500)", null, null);
        Finding late = only(found(List.of(tried), card, List.of()));
        assertThat(late.words()).endsWith("It is on its way and goes on by itself, after: QuickBooks failed (500).");
        assertThat(late.mend()).isNull();

        Task dead = new Task(7, "DEAD", BEGUN, 0, "No item \"Consulting\"", "Make it, then press “Try again”.", NOW);
        Finding stuck = only(found(List.of(dead), card, List.of()));
        assertThat(stuck.words()).endsWith("It failed: No item \"Consulting\". Make it, then press “Try again”.");
        assertThat(stuck.mend()).isEqualTo(Mend.REPLAY);
        assertThat(stuck.workId()).isEqualTo(7);

        Known waits = decided(Verdict.HOLD, Cause.ABOVE_LIMIT, "amount", "500", "limit", "100");
        Finding held = only(found(List.of(task("SKIPPED", null)), card, List.of(), waits));
        assertThat(held.mend()).isEqualTo(Mend.APPROVE);
        assertThat(held.seen()).isEqualTo("digest");
        assertThat(held.words()).endsWith("It is held: The amount 500 is above the limit of 100.");

        Known old = decided(Verdict.LEAVE, Cause.WON_BEFORE);
        Finding left = only(found(List.of(task("SKIPPED", null)), card, List.of(), old));
        assertThat(left.mend()).isEqualTo(Mend.APPROVE);
        assertThat(left.words()).contains("It was left alone: The deal was won before the connection went live");
    }

    @Test
    void whatWasWonAndMovedOnIsToBeApproved() {
        Card elsewhere = new Card("Website", amount("500"), false, false, false, null);
        Known movedOn = decided(Verdict.HOLD, Cause.MOVED_ON);

        Finding finding = only(found(List.of(task("SKIPPED", null)), elsewhere, List.of(), movedOn));

        assertThat(finding.kind()).isEqualTo(FindingKind.WON_WITHOUT_INVOICE);
        assertThat(finding.mend()).isEqualTo(Mend.APPROVE);
        assertThat(finding.seen()).isEqualTo("digest");
        assertThat(finding.words())
                .startsWith("The deal was won, and there is no invoice for it.")
                .endsWith("It is held: The deal was won, and moved on before Wonbooks had looked at it.");
        assertThat(found(elsewhere, List.of(), decided(Verdict.LEAVE, Cause.WON_BEFORE)))
                .as("left alone, and not won any more")
                .isEmpty();
    }

    @Test
    void whatIsWonAgainAfterItsInvoiceWasVoidedIsToBeApproved() {
        Known again = new Known(
                1,
                "Website",
                DealState.VOIDED,
                "90",
                "INV-90",
                amount("500"),
                decided(Verdict.HOLD, Cause.WON_AGAIN_VOIDED, "invoice", "INV-90")
                        .decision());

        for (State state : new State[] {State.VOIDED, State.GONE}) {
            Finding finding = only(found(
                    List.of(task("SKIPPED", null)), card("500", false, null), List.of(state("90", state)), again));
            assertThat(finding.kind()).isEqualTo(FindingKind.WON_WITHOUT_INVOICE);
            assertThat(finding.mend()).isEqualTo(Mend.APPROVE);
            assertThat(finding.seen()).isEqualTo("digest");
            assertThat(finding.words()).contains("INV-90", "It is held: The deal is won again");
        }
    }

    @Test
    void aDryRunSaysWhatWouldBeDone() {
        Finding invoice = only(DRY.of(new Sides(17, card("500", false, null), List.of(), List.of(), List.of())));
        assertThat(invoice.words())
                .as("what nobody has decided yet, a report does not decide")
                .endsWith(
                        "It would be looked at, and an invoice over 500.00 made, unless it is to be held or left alone:"
                                + " its preview says so.");
        assertThat(invoice.mend()).isNull();

        Finding person = only(DRY.of(new Sides(
                17, card("120", false, null), List.of(live("90", 1, "100", "100")), List.of(SENT), List.of())));
        assertThat(person.words()).endsWith("Nothing would be done: it takes a person.");
    }

    private static Known decided(Verdict verdict, Cause cause, String... facts) {
        Decision decision = new Decision(
                verdict, Reason.of(cause, facts), null, BEGUN, Map.of(), Shown.NOTHING, "digest", Set.of());
        return new Known(1, "Website", DealState.WON, null, null, null, decision);
    }
}
