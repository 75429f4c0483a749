package org.wonbooks.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.wonbooks.drift.comparison.Sides.Booked;
import org.wonbooks.drift.comparison.Sides.Card;
import org.wonbooks.drift.comparison.Sides.Known;
import org.wonbooks.drift.comparison.Sides.State;
import org.wonbooks.drift.report.Finding;
import org.wonbooks.drift.report.FindingKind;
import org.wonbooks.drift.report.Mend;
import org.wonbooks.invoicing.settlement.DealState;

class ComparisonTest extends ComparedSides {

    private static final Card GONE = new Card(null, null, true, false, false, null);

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

        assertThat(finding.kind()).isEqualTo(FindingKind.WON_WITHOUT_INVOICE);
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
        assertThat(deleted.kind()).isEqualTo(FindingKind.WON_WITHOUT_INVOICE);
        assertThat(deleted.words()).contains("was deleted in QuickBooks");
        assertThat(deleted.booksSay()).isEqualTo("deleted");

        Finding voided = only(found(card("100", false, null), List.of(state("90", State.VOIDED)), SENT));
        assertThat(voided.words()).contains("was voided in QuickBooks", "No other one is made");

        assertThat(found(card("100", true, "100"), List.of(state("90", State.GONE)), SENT))
                .extracting(Finding::kind)
                .containsExactly(FindingKind.WON_WITHOUT_INVOICE, FindingKind.SHOWN_NOT_PAID);
        assertThat(found(card("100", true, "100"), List.of(), known(1, DealState.VOIDED, "90", "100")))
                .extracting(Finding::kind)
                .containsExactly(FindingKind.SHOWN_NOT_PAID);
    }

    @Test
    void twoLiveInvoicesOfOneCycle() {
        List<Booked> both = List.of(live("90", 1, "100", "100"), live("91", 1, "100", "100"));

        Finding finding = only(found(card("100", false, null), both, SENT));

        assertThat(finding.kind()).isEqualTo(FindingKind.TWO_INVOICES);
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

        assertThat(only(found(card("100", false, null), one)).kind()).isEqualTo(FindingKind.INVOICE_WITHOUT_DEAL);

        List<Finding> both =
                found(card("100", false, null), List.of(live("91", 1, "100", "100"), live("92", 1, "100", "100")));
        assertThat(both)
                .extracting(Finding::kind)
                .containsExactly(FindingKind.INVOICE_WITHOUT_DEAL, FindingKind.TWO_INVOICES);
    }

    @Test
    void anInvoiceOfADealThatIsGone() {
        Finding finding = only(found(GONE, List.of(live("90", 1, "100", "100")), SENT));

        assertThat(finding.kind()).isEqualTo(FindingKind.INVOICE_WITHOUT_DEAL);
        assertThat(finding.dealShows()).isNull();
        assertThat(finding.booksSay()).isEqualTo("100.00 USD, paid 0.00");
        assertThat(finding.mend()).isNull();
        assertThat(found(GONE, List.of(state("90", State.VOIDED)), SENT)).isEmpty();
    }

    @Test
    void amountsThatDiffer() {
        Finding deal = only(found(card("120", false, null), List.of(live("90", 1, "100", "100")), SENT));
        assertThat(deal.kind()).isEqualTo(FindingKind.AMOUNT_DIFFERS);
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
    void moneyThatIsNotOnBothSides(boolean full, String shown, String balance, FindingKind kind) {
        Finding finding = only(found(card("100", full, shown), List.of(live("90", 1, "100", balance)), SENT));

        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(finding.mend()).isEqualTo(Mend.RECONCILE);
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
}
