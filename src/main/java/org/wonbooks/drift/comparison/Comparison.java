package org.wonbooks.drift.comparison;

import static org.wonbooks.drift.comparison.DriftWords.amount;
import static org.wonbooks.drift.comparison.DriftWords.billed;
import static org.wonbooks.drift.comparison.DriftWords.books;
import static org.wonbooks.drift.comparison.DriftWords.money;
import static org.wonbooks.drift.comparison.DriftWords.name;
import static org.wonbooks.drift.comparison.DriftWords.sentence;
import static org.wonbooks.drift.comparison.DriftWords.shown;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Verdict;
import org.wonbooks.drift.comparison.Sides.Booked;
import org.wonbooks.drift.comparison.Sides.Card;
import org.wonbooks.drift.comparison.Sides.Known;
import org.wonbooks.drift.comparison.Sides.State;
import org.wonbooks.drift.comparison.Sides.Task;
import org.wonbooks.drift.report.Finding;
import org.wonbooks.drift.report.FindingKind;
import org.wonbooks.drift.report.Mend;
import org.wonbooks.invoicing.settlement.DealState;

/**
 * Finds what the sides say differently of a deal. Knows nothing of where they come from.
 *
 * @param begun when the report began to read
 * @param now when it compares
 * @param dryRun the words say what would be done
 */
record Comparison(Instant begun, Instant now, boolean dryRun) {

    /** Open work that is younger is left to itself. */
    private static final Duration YOUNG = Duration.ofMinutes(15);

    private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");

    /** What is found of one deal; nothing while work on it moves: the next report sees how that ended. */
    List<Finding> of(Sides sides) {
        if (sides.work().stream().anyMatch(task -> task.moves(begun, now.minus(YOUNG)))) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        List<Booked> live = sides.invoices().stream().filter(Booked::live).toList();
        if (sides.card().gone()) {
            live.forEach(invoice -> findings.add(person(
                    FindingKind.INVOICE_WITHOUT_DEAL,
                    sides,
                    invoice,
                    "The deal is gone from Kommo, but its invoice " + name(invoice) + " is in the books. Void it in"
                            + " QuickBooks if it should not be paid, or take the deal back out of Kommo's bin.")));
            return findings;
        }
        live.stream()
                .collect(Collectors.groupingBy(Booked::cycle, TreeMap::new, Collectors.toList()))
                .forEach((cycle, invoices) -> strangers(sides, cycle, invoices, findings));
        Known latest =
                sides.known().isEmpty() ? null : sides.known().get(sides.known().size() - 1);
        Booked own = latest == null ? null : own(sides.invoices(), latest).orElse(null);
        withoutInvoice(sides, live, latest, own).ifPresent(findings::add);
        if (own != null && own.live()) {
            amounts(sides, latest, own).ifPresent(findings::add);
        }
        if (own != null || latest != null && latest.state() == DealState.VOIDED) {
            paid(sides, latest, own).ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<Booked> own(List<Booked> invoices, Known known) {
        return invoices.stream()
                .filter(invoice -> invoice.id().equals(known.invoiceId()))
                .findFirst();
    }

    /** Live invoices of one won-cycle that the ledger does not know. */
    private void strangers(Sides sides, int cycle, List<Booked> live, List<Finding> findings) {
        Optional<Known> known = sides.known().stream()
                .filter(deal -> deal.cycle() == cycle && deal.invoiceId() != null)
                .findFirst();
        Booked kept = known.flatMap(deal -> own(live, deal)).orElse(null);
        for (Booked invoice : live) {
            if (invoice.equals(kept)) {
                continue;
            }
            if (kept == null) {
                kept = invoice;
                findings.add(person(
                        FindingKind.INVOICE_WITHOUT_DEAL,
                        sides,
                        invoice,
                        "Invoice " + name(invoice) + " bears this deal's mark, but Wonbooks "
                                + known.map(deal -> "knows invoice " + name(deal) + " as the deal's")
                                        .orElse("does not know it: a backup was restored, or the mark was copied")
                                + ". Payments on it are not shown. Void it in QuickBooks if it is not wanted, or take"
                                + " the mark out of its statement memo."));
            } else {
                findings.add(person(
                        FindingKind.TWO_INVOICES,
                        sides,
                        invoice,
                        "Invoices " + name(kept) + " and " + name(invoice) + " are both for this deal; the deal shows "
                                + name(kept)
                                + ". Void the other one in QuickBooks, or take the mark out of its statement"
                                + " memo if it was copied."));
            }
        }
    }

    private Optional<Finding> withoutInvoice(Sides sides, List<Booked> live, Known latest, Booked own) {
        Card card = sides.card();
        boolean invoiced = live.stream().anyMatch(invoice -> latest == null || invoice.cycle() >= latest.cycle());
        boolean decided = latest != null
                && (latest.state() == DealState.VOIDED && !latest.decided(Verdict.HOLD)
                        || latest.decided(Verdict.SKIP) && latest.decision().skippedByPerson());
        if (!card.won() && latest != null && latest.decided(Verdict.HOLD) && !invoiced && own == null) {
            return Optional.of(mended(
                    FindingKind.WON_WITHOUT_INVOICE,
                    sides,
                    latest,
                    null,
                    "The deal was won, and there is no invoice for it.",
                    ""));
        }
        if (!card.won() || invoiced || decided || amount(card).abs().compareTo(HALF_A_CENT) < 0) {
            return Optional.empty();
        }
        if (own == null) {
            return Optional.of(mended(
                    FindingKind.WON_WITHOUT_INVOICE,
                    sides,
                    latest,
                    null,
                    "The deal is won, and there is no invoice for it.",
                    "It would be looked at, and an invoice over " + money(billed(card))
                            + " made, unless it is to be held or left alone: its preview says so."));
        }
        return Optional.of(mended(
                FindingKind.WON_WITHOUT_INVOICE,
                sides,
                latest,
                own,
                "The deal is won, but its invoice " + name(own) + " was "
                        + (own.state() == State.GONE ? "deleted" : "voided") + " in QuickBooks"
                        + (latest != null && latest.state() == DealState.VOIDED
                                ? "."
                                : ", which the deal does not show.")
                        + " No other one is made by itself.",
                "The deal would show that its invoice is no more."));
    }

    private Optional<Finding> amounts(Sides sides, Known latest, Booked own) {
        if (billed(sides.card()).compareTo(own.sales()) == 0) {
            return Optional.empty();
        }
        boolean invoiceEdited = latest.frozen() != null && latest.frozen().compareTo(own.sales()) != 0;
        return Optional.of(person(
                FindingKind.AMOUNT_DIFFERS,
                sides,
                own,
                (invoiceEdited
                                ? "Invoice " + name(own) + " was made over " + money(latest.frozen())
                                        + " and changed in QuickBooks."
                                : "The deal was changed after invoice " + name(own) + " had been made.")
                        + " What was sent is not changed by itself: put the deal's amount right in Kommo, or the"
                        + " invoice in QuickBooks."));
    }

    private Optional<Finding> paid(Sides sides, Known latest, Booked own) {
        boolean live = own != null && own.live();
        BigDecimal paid = live ? own.total().subtract(own.balance()) : BigDecimal.ZERO;
        boolean full = live && own.total().signum() > 0 && own.balance().signum() == 0;
        boolean shownFull = sides.card().paid();
        int shown = Objects.requireNonNullElse(sides.card().paidAmount(), BigDecimal.ZERO)
                .compareTo(paid);
        String would = "The deal would be told what the books say.";
        if (shown < 0 || full && !shownFull) {
            return Optional.of(mended(
                    FindingKind.PAID_NOT_SHOWN,
                    sides,
                    latest,
                    own,
                    "More of the invoice is paid than the deal shows.",
                    would));
        }
        return shown == 0 && full == shownFull
                ? Optional.empty()
                : Optional.of(mended(
                        FindingKind.SHOWN_NOT_PAID,
                        sides,
                        latest,
                        own,
                        "The deal shows more money than the books have for its invoice.",
                        would));
    }

    /** What only a person can mend. */
    private Finding person(FindingKind kind, Sides sides, Booked invoice, String words) {
        return new Finding(
                kind,
                sides.leadId(),
                sides.card().name(),
                invoice.id(),
                invoice.docNumber(),
                shown(sides.card()),
                books(invoice),
                dryRun ? words + " Nothing would be done: it takes a person." : words,
                null,
                null,
                null);
    }

    /** What Wonbooks can mend, unless work on it says already why it has not. */
    private Finding mended(FindingKind kind, Sides sides, Known known, Booked invoice, String words, String would) {
        Mend mend = Mend.RECONCILE;
        Long workId = null;
        String why = "";
        Optional<Task> dead = first(sides, task -> task.is("DEAD"));
        Optional<Decision> asked = Optional.ofNullable(known)
                .map(Known::decision)
                .filter(decision -> decision.verdict() == Verdict.HOLD || decision.verdict() == Verdict.LEAVE);
        String seen = null;
        Optional<Task> open = first(sides, task -> task.is("OPEN"));
        if (dead.isPresent()) {
            mend = Mend.REPLAY;
            workId = dead.get().id();
            why = " It failed: " + sentence(dead.get().reason()) + " "
                    + Objects.requireNonNullElse(dead.get().fix(), "");
        } else if (asked.isPresent() && kind == FindingKind.WON_WITHOUT_INVOICE) {
            mend = Mend.APPROVE;
            seen = asked.get().digest();
            why = (asked.get().verdict() == Verdict.HOLD ? " It is held: " : " It was left alone: ")
                    + sentence(known.why());
        } else if (open.isPresent()) {
            mend = null;
            why = " It is on its way and goes on by itself"
                    + (open.get().reason() == null
                            ? "."
                            : ", after: " + sentence(open.get().reason()));
        }
        if (dryRun) {
            boolean left = mend == Mend.APPROVE && known.decided(Verdict.LEAVE);
            why += " "
                    + (mend == Mend.RECONCILE
                            ? would
                            : left
                                    ? "Nothing more would be done, unless \"since\" goes back to when it was won."
                                    : "Nothing more would be done.");
        }
        return new Finding(
                kind,
                sides.leadId(),
                sides.card().name(),
                invoice != null ? invoice.id() : known == null ? null : known.invoiceId(),
                invoice != null ? invoice.docNumber() : known == null ? null : known.docNumber(),
                shown(sides.card()),
                invoice == null ? null : books(invoice),
                (words + why).strip(),
                dryRun ? null : mend,
                dryRun ? null : workId,
                dryRun ? null : seen);
    }

    private static Optional<Task> first(Sides sides, java.util.function.Predicate<Task> wanted) {
        return sides.work().stream().filter(wanted).findFirst();
    }
}
