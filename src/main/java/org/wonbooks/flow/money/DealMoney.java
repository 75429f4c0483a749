package org.wonbooks.flow.money;

import java.util.List;
import java.util.Objects;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.Skip;
import org.wonbooks.invoicing.Words;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.invoicing.settlement.InvoicePayment;
import org.wonbooks.invoicing.settlement.Settlement;
import org.wonbooks.invoicing.settlement.SettlementChange;
import org.wonbooks.ledger.books.PaymentLinks;
import org.wonbooks.ledger.books.SeenInvoice;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.InvoiceLedger;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Compares what the books say of a deal's invoice with what the deal was last told. */
@Component("dealMoney")
public class DealMoney {

    private final DealLedger deals;
    private final InvoiceLedger invoices;
    private final DealAttention attention;
    private final BooksNews news;
    private final StepLedger steps;
    private final PaymentLinks links;
    private final SeenInvoices seen;
    private final WorkQueue queue;
    private final Fence fence;

    public DealMoney(
            DealLedger deals,
            InvoiceLedger invoices,
            DealAttention attention,
            BooksNews news,
            StepLedger steps,
            PaymentLinks links,
            SeenInvoices seen,
            WorkQueue queue,
            Fence fence) {
        this.deals = deals;
        this.invoices = invoices;
        this.attention = attention;
        this.news = news;
        this.steps = steps;
        this.links = links;
        this.seen = seen;
        this.queue = queue;
        this.fence = fence;
    }

    /** The deal that an invoice belongs to; throws {@link Skip} when it is none of ours. */
    public Deal dealOf(@Variable("work") Work work, @Variable("connection") Connection connection) {
        return deals.findByInvoice(connection.id(), work.key())
                .orElseThrow(() -> new Skip("The invoice is not one that Wonbooks made"));
    }

    /** Writes down what the deal is to be told; throws {@link Skip} when there is nothing new to tell. */
    @Transactional(noRollbackFor = Skip.class)
    public Deal settle(
            @Variable("work") Work work, @Variable("connection") Connection connection, @Variable("deal") Deal deal) {
        SeenInvoice invoice = seen.find(connection.id(), deal.invoiceId()).orElseThrow();
        List<InvoicePayment> payments = links.on(connection.id(), deal.invoiceId());
        // Work on payments comes before work on invoices: it is marked before the lease is held.
        List<String> unknown = readUnknownPayments(connection, invoice, payments);
        fence.hold(work.lease());
        if (!unknown.isEmpty()) {
            throw new Skip("Its payments are read first: " + String.join(", ", unknown));
        }
        boolean renumbered = renumber(deal, invoice);
        news.tellReturned(renumbered ? deals.get(deal.id()) : deal, invoice);
        Settlement before = deal.told();
        Settlement now = invoice.voided() || invoice.gone()
                ? Settlement.voided()
                : Settlement.of(invoice.total(), invoice.balance(), payments, deal.emailedAt() != null);
        if (!now.sameAs(before)) {
            String cause = SettlementChange.words(before, now, payments, invoice.gone());
            invoices.settled(deal, now.because(cause));
            deals.note(deal, line(now, deal.currency(), cause));
        } else if (renumbered) {
            attention.recheck(deal, true);
        } else if (toldAlready(deal) && !deal.attention().recheck() && news.untold(deal) == null) {
            throw new Skip("The deal shows already what the books say");
        }
        return deals.get(deal.id());
    }

    /** People call the invoice what the bookkeeper does; the card follows, and nobody is bothered by a note. */
    private boolean renumber(Deal deal, SeenInvoice invoice) {
        String before = Objects.requireNonNullElse(deal.docNumber(), "");
        if (invoice.gone() || invoice.number() == null || invoice.number().equals(before)) {
            return false;
        }
        invoices.renumbered(deal, invoice.number().isEmpty() ? null : invoice.number());
        deals.note(
                deal,
                "Invoice " + (before.isEmpty() ? deal.invoiceId() : before) + " has "
                        + (invoice.number().isEmpty() ? "no number" : "the number " + invoice.number())
                        + " in QuickBooks now");
        return true;
    }

    private boolean toldAlready(Deal deal) {
        return deal.settlement() == null
                || steps.find(deal.id(), "payment-" + deal.money().settlementNo() + "-note")
                        .filter(step -> !step.open())
                        .isPresent();
    }

    private static String line(Settlement now, String currency, String cause) {
        String why = cause == null ? "" : ": " + cause;
        return now.state() == DealState.VOIDED
                ? "Voided" + why
                : "Paid " + Words.amount(now.paid(), null) + " of " + Words.amount(now.total(), currency) + why;
    }

    /**
     * Only a payment says which day it came: one that was not read since it pays the invoice is read first. One in
     * advance was read before there was an invoice. Times of the books are whole seconds.
     *
     * @param known what it is known to be paid by
     */
    private List<String> readUnknownPayments(Connection connection, SeenInvoice invoice, List<InvoicePayment> known) {
        List<String> unknown = invoice.payments().stream()
                .filter(payment -> known.stream()
                        .noneMatch(one -> one.live() && one.paymentId().equals(payment)))
                .filter(payment -> links.readAt(connection.id(), payment)
                        .filter(readAt -> !readAt.isBefore(invoice.readAt())
                                || invoice.changedAt() != null
                                        && !readAt.isBefore(invoice.changedAt().plusSeconds(1)))
                        .isEmpty())
                .sorted()
                .toList();
        unknown.forEach(payment -> queue.markDueAsRead(
                connection.id(), WorkKind.PAYMENT_RECEIVED, payment, Lane.payment(connection.id(), payment)));
        return unknown;
    }

    /** Is there nothing to show on the card: is it told of its money, and did nobody ask to compare it? */
    public boolean shown(Deal deal) {
        return !deal.attention().recheck() && toldAlready(deal);
    }

    /** The name of this piece of news: each change of the money is one, and so is each time that a person asks. */
    public String news(Work work, Deal deal) {
        String untold = untold(deal);
        return untold == null ? "check-" + work.seenHints() : untold;
    }

    /** The name of what is to be told in words; null: only the card is to be put right. */
    public String untold(Deal deal) {
        return toldAlready(deal) ? null : "payment-" + deal.money().settlementNo();
    }
}
