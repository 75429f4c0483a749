package org.wonbooks.flow;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Paid;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.invoicing.DealState;
import org.wonbooks.invoicing.Settlement;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.PaymentLinks;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.Invoice;
import org.wonbooks.quickbooks.Payment;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Brings money from the books to the deal: which invoices a payment touches, and what an invoice says of itself. */
@Component("dealMoney")
public class DealMoney {

    private final DealLedger deals;
    private final StepLedger steps;
    private final PaymentLinks links;
    private final WorkQueue queue;
    private final Fence fence;

    public DealMoney(DealLedger deals, StepLedger steps, PaymentLinks links, WorkQueue queue, Fence fence) {
        this.deals = deals;
        this.steps = steps;
        this.links = links;
        this.queue = queue;
        this.fence = fence;
    }

    /**
     * Keeps what the payment pays, and has every invoice of ours looked at that it touches now or touched before.
     *
     * @param answer null when the payment is gone
     */
    @Transactional(noRollbackFor = Skip.class)
    public void keep(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("payment") Payment.Answer answer) {
        fence.hold(work.lease());
        Payment payment = answer == null ? null : answer.payment();
        if (payment != null && !payment.id().equals(work.key())) {
            throw new PassingFault("QuickBooks answered with another payment", null);
        }
        List<String> touched = links.replace(
                connection.id(),
                work.key(),
                payment == null ? null : payment.date(),
                payment == null ? Map.of() : payment.amountsByInvoice());
        List<Deal> paid = ours(connection, touched);
        if (paid.isEmpty()) {
            // One that is just being written down is seen now, or sees the payment.
            deals.lockInvoices(connection.id());
            paid = ours(connection, touched);
        }
        if (paid.isEmpty()) {
            throw new Skip("The payment is for no invoice that Wonbooks made");
        }
        paid.forEach(deal -> queue.markDue(
                connection.id(),
                WorkKind.INVOICE_CHANGED,
                deal.invoiceId(),
                Lane.deal(connection.id(), deal.leadId())));
    }

    private List<Deal> ours(Connection connection, List<String> invoices) {
        return invoices.stream()
                .map(invoiceId -> deals.findByInvoice(connection.id(), invoiceId))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The deal that an invoice belongs to; throws {@link Skip} when it is none of ours. */
    public Deal dealOf(@Variable("work") Work work, @Variable("connection") Connection connection) {
        return deals.findByInvoice(connection.id(), work.key())
                .orElseThrow(() -> new Skip("The invoice is not one that Wonbooks made"));
    }

    /** Compares the books with what the deal was last told; throws {@link Skip} when there is nothing new to tell. */
    @Transactional(noRollbackFor = Skip.class)
    public Deal settle(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Body Invoice.Answer answer) {
        fence.hold(work.lease());
        Invoice invoice = answer.invoice();
        if (!invoice.id().equals(deal.invoiceId())) {
            throw new PassingFault("QuickBooks answered with another invoice", null);
        }
        readUnknownPayments(connection, invoice);
        LocalDate lastPayment = links.lastPaymentOn(connection.id(), deal.invoiceId());
        Settlement settlement =
                Settlement.of(invoice.total(), invoice.balance(), lastPayment, deal.emailedAt() != null);
        if (deal.settlement() == null && settlement.paid().signum() == 0) {
            throw new Skip("Nothing was paid on the invoice yet");
        }
        if (!settlement.sameAs(deal.settlement())) {
            deals.settled(deal, settlement);
            deals.note(
                    deal,
                    "Paid " + settlement.paid().toPlainString() + " of "
                            + settlement.total().toPlainString());
        } else if (steps.find(deal.id(), news(deal) + "-note")
                .filter(step -> !step.open())
                .isPresent()) {
            throw new Skip("The deal shows already what the books say");
        }
        return deals.get(deal.id());
    }

    /** Only a payment says which day it came: one that was not read yet is read first, and the invoice after it. */
    private void readUnknownPayments(Connection connection, Invoice invoice) {
        List<String> unknown = invoice.payments().stream()
                .filter(payment -> !links.known(connection.id(), payment, invoice.id()))
                .toList();
        unknown.forEach(payment -> queue.markDue(
                connection.id(), WorkKind.PAYMENT_RECEIVED, payment, Lane.payment(connection.id(), payment)));
        if (!unknown.isEmpty()) {
            throw new Skip("Its payments are read first: " + String.join(", ", unknown));
        }
    }

    /** The name of this piece of news: each change of the money is one. */
    public String news(@Variable("deal") Deal deal) {
        return "payment-" + deal.settlementNo();
    }

    /** Where a deal moves that is paid in full, or null when it stays. */
    public Paid stage(@Variable("connection") Connection connection, @Variable("deal") Deal deal) {
        Paid paid = connection.settings().paid();
        return paid.mode() == PaidMode.STAGE && deal.state() == DealState.PAID ? paid : null;
    }
}
