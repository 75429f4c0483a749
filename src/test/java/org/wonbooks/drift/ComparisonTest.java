package org.wonbooks.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.drift.Sides.Booked;
import org.wonbooks.drift.Sides.Card;
import org.wonbooks.drift.Sides.Known;
import org.wonbooks.drift.Sides.State;
import org.wonbooks.drift.Sides.Task;
import org.wonbooks.invoicing.DealState;

class ComparisonTest {

    private static final Instant BEGUN = Instant.parse("2026-11-22T02:30:00Z");
    private static final Instant NOW = BEGUN.plusSeconds(30);
    private static final Comparison COMPARISON = new Comparison(BEGUN, NOW, false);
    private static final Comparison DRY = new Comparison(BEGUN, NOW, true);

    private static final Card GONE = new Card(null, null, true, false, false, null);
    private static final Known SENT = known(1, DealState.SENT, "90", "100.00");

    @Test
    void sidesThatSayTheSameAreNoFinding() {
        assertThat(found(card("100", false, null), List.of(live("90", 1, "100", "100")), SENT))
                .isEmpty();
        assertThat(found(card("100.00", false, "40.1"), List.of(live("90", 1, "100", "59.90")), SENT))
                .isEmpty();
        assertThat(found(card("100", true, "100"), List.of(live("90", 1, "100", "0")), SENT))
                .isEmpty();
    }

    @Test
    void taxIsNoDifference() {
        Booked taxed =
                new Booked("90", 1, "1042", amount("108.25"), amount("100"), amount("108.25"), "USD", State.LIVE);
        assertThat(found(card("100", false, null), List.of(taxed), SENT)).isEmpty();
    }

    @Test
    void aWonDealWithoutInvoice() {
        Finding finding = only(found(card("500", false, null), List.of()));

        assertThat(finding.kind()).isEqualTo(Kind.WON_WITHOUT_INVOICE);
        assertThat(finding.dealShows()).isEqualTo("500.00");
        assertThat(finding.invoiceId()).isNull();
        assertThat(finding.mend()).isEqualTo(Mend.RECONCILE);
    }

    @Test
    void nothingIsToBeInvoiced() {
        assertThat(found(card("0", false, null), List.of())).isEmpty();
        assertThat(found(new Card("Lost", amount("5"), false, false, false, null), List.of()))
                .isEmpty();
        assertThat(found(card("5", false, null), List.of(), known(1, DealState.VOIDED, "90", "5")))
                .isEmpty();
        assertThat(found(List.of(task("SKIPPED", null)), card("5", false, null), List.of(), byPerson()))
                .isEmpty();
        assertThat(found(List.of(task("SKIPPED", "The deal is not in the stage")), card("5", false, null), List.of()))
                .hasSize(1);
    }

    @Test
    void aDeletedOrVoidedInvoiceThatTheDealDoesNotShow() {
        Finding deleted = only(found(card("100", false, null), List.of(state("90", State.GONE)), SENT));
        assertThat(deleted.kind()).isEqualTo(Kind.WON_WITHOUT_INVOICE);
        assertThat(deleted.words()).contains("was deleted in QuickBooks");
        assertThat(deleted.booksSay()).isEqualTo("deleted");

        Finding voided = only(found(card("100", false, null), List.of(state("90", State.VOIDED)), SENT));
        assertThat(voided.words()).contains("was voided in QuickBooks", "No other one is made");

        assertThat(found(card("100", true, "100"), List.of(state("90", State.GONE)), SENT))
                .extracting(Finding::kind)
                .containsExactly(Kind.WON_WITHOUT_INVOICE, Kind.SHOWN_NOT_PAID);
        assertThat(found(card("100", true, "100"), List.of(), known(1, DealState.VOIDED, "90", "100")))
                .extracting(Finding::kind)
                .containsExactly(Kind.SHOWN_NOT_PAID);
    }

    @Test
    void twoLiveInvoicesOfOneCycle() {
        List<Booked> both = List.of(live("90", 1, "100", "100"), live("91", 1, "100", "100"));

        Finding finding = only(found(card("100", false, null), both, SENT));

        assertThat(finding.kind()).isEqualTo(Kind.TWO_INVOICES);
        assertThat(finding.invoiceId()).isEqualTo("91");
        assertThat(finding.words()).contains("the deal shows INV-90");
        assertThat(finding.mend()).isNull();

        assertThat(found(
                        card("100", false, null),
                        List.of(live("90", 1, "100", "100"), state("91", State.VOIDED)),
                        SENT))
                .isEmpty();
        List<Booked> cycles = List.of(live("80", 1, "70", "70"), live("90", 2, "100", "100"));
        Known first = known(1, DealState.SENT, "80", "70");
        assertThat(found(card("100", false, null), cycles, first, known(2, DealState.SENT, "90", "100")))
                .isEmpty();
    }

    @Test
    void anInvoiceThatBearsTheMarkAndIsNotKnown() {
        List<Booked> one = List.of(live("91", 1, "100", "100"));

        assertThat(only(found(card("100", false, null), one)).kind()).isEqualTo(Kind.INVOICE_WITHOUT_DEAL);

        List<Finding> both =
                found(card("100", false, null), List.of(live("91", 1, "100", "100"), live("92", 1, "100", "100")));
        assertThat(both).extracting(Finding::kind).containsExactly(Kind.INVOICE_WITHOUT_DEAL, Kind.TWO_INVOICES);
    }

    @Test
    void anInvoiceOfADealThatIsGone() {
        Finding finding = only(found(GONE, List.of(live("90", 1, "100", "100")), SENT));

        assertThat(finding.kind()).isEqualTo(Kind.INVOICE_WITHOUT_DEAL);
        assertThat(finding.dealShows()).isNull();
        assertThat(finding.booksSay()).isEqualTo("100.00 USD, paid 0.00");
        assertThat(finding.mend()).isNull();
        assertThat(found(GONE, List.of(state("90", State.VOIDED)), SENT)).isEmpty();
    }

    @Test
    void amountsThatDiffer() {
        Finding deal = only(found(card("120", false, null), List.of(live("90", 1, "100", "100")), SENT));
        assertThat(deal.kind()).isEqualTo(Kind.AMOUNT_DIFFERS);
        assertThat(deal.words()).startsWith("The deal was changed");
        assertThat(deal.dealShows()).isEqualTo("120.00");

        Finding invoice = only(found(card("100", false, null), List.of(live("90", 1, "120", "120")), SENT));
        assertThat(invoice.words()).startsWith("Invoice INV-90 was made over 100.00 and changed in QuickBooks");
        assertThat(found(card("100.004", false, null), List.of(live("90", 1, "100", "100")), SENT))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "false, , 60, PAID_NOT_SHOWN",
        "false, , 0, PAID_NOT_SHOWN",
        "false, 100, 0, PAID_NOT_SHOWN",
        "false, 20, 60, PAID_NOT_SHOWN",
        "true, 100, 100, SHOWN_NOT_PAID",
        "true, 100, 60, SHOWN_NOT_PAID",
        "false, 60, 100, SHOWN_NOT_PAID",
        "true, 40, 60, SHOWN_NOT_PAID",
    })
    void moneyThatIsNotOnBothSides(boolean full, String shown, String balance, Kind kind) {
        Finding finding = only(found(card("100", full, shown), List.of(live("90", 1, "100", balance)), SENT));

        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(finding.mend()).isEqualTo(Mend.RECONCILE);
    }

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

        Task dead = new Task(7, "DEAD", BEGUN, 0, "No item \"Consulting\"", "Make it, then replay.", NOW);
        Finding stuck = only(found(List.of(dead), card, List.of()));
        assertThat(stuck.words()).endsWith("It failed: No item \"Consulting\". Make it, then replay.");
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

        assertThat(finding.kind()).isEqualTo(Kind.WON_WITHOUT_INVOICE);
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
            assertThat(finding.kind()).isEqualTo(Kind.WON_WITHOUT_INVOICE);
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

    private static List<Finding> found(Card card, List<Booked> invoices, Known... known) {
        return COMPARISON.of(new Sides(17, card, invoices, List.of(known), List.of()));
    }

    private static List<Finding> found(List<Task> work, Card card, List<Booked> invoices, Known... known) {
        return COMPARISON.of(new Sides(17, card, invoices, List.of(known), work));
    }

    private static Known byPerson() {
        Decision decision = new Decision(
                Verdict.SKIP,
                Reason.of(Cause.BY_PERSON, "who", "admin"),
                "admin",
                BEGUN,
                Map.of(),
                Shown.NOTHING,
                "digest",
                Set.of());
        return new Known(1, "Website", DealState.WON, null, null, null, decision);
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static Card card(String amount, boolean full, String paid) {
        return new Card("Website", amount(amount), false, true, full, paid == null ? null : amount(paid));
    }

    private static Booked live(String id, int cycle, String total, String balance) {
        return new Booked(id, cycle, "INV-" + id, amount(total), amount(total), amount(balance), "USD", State.LIVE);
    }

    private static Booked state(String id, State state) {
        return new Booked(id, 1, "INV-" + id, amount("0"), amount("0"), amount("0"), "USD", state);
    }

    private static Known known(int cycle, DealState state, String invoiceId, String frozen) {
        return new Known(cycle, "Website", state, invoiceId, "INV-" + invoiceId, amount(frozen), null);
    }

    private static Known decided(Verdict verdict, Cause cause, String... facts) {
        Decision decision = new Decision(
                verdict, Reason.of(cause, facts), null, BEGUN, Map.of(), Shown.NOTHING, "digest", Set.of());
        return new Known(1, "Website", DealState.WON, null, null, null, decision);
    }

    /** Work that ended, or was due, long ago. */
    private static Task task(String state, String reason) {
        Instant longAgo = BEGUN.minus(Duration.ofDays(1));
        return new Task(1, state, longAgo, 0, reason, null, longAgo);
    }

    private static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }
}
