package org.wonbooks.flow.money;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.quickbooks.invoice.RefundReceipt;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** The refund receipt, read once; the deal that it names is looked at. The run ends here when it names none. */
@Component("receivedRefund")
class ReceivedRefund implements Question.OfQuickBooks {

    private final RefundReceipts refunds;
    private final WorkQueue queue;
    private final DatabaseTime time;

    ReceivedRefund(RefundReceipts refunds, WorkQueue queue, DatabaseTime time) {
        this.refunds = refunds;
        this.queue = queue;
        this.time = time;
    }

    @Override
    public Read<?> ask(Run run) {
        Instant readAt = time.now();
        String id = run.work().key();
        return Read.of("refundreceipt/" + id, RefundReceipt.Answer.class)
                .orNull()
                .keep(answer -> keep(run, id, answer == null ? null : answer.receipt(), readAt));
    }

    private void keep(Run run, String id, RefundReceipt receipt, Instant readAt) {
        if (receipt != null && !receipt.id().equals(id)) {
            throw new PassingFault("QuickBooks answered with another refund receipt", null);
        }
        if (receipt != null && refunds.ours(run.connection(), List.of(receipt)).isEmpty()) {
            throw new Skip("The refund went to nobody whom an invoice of Wonbooks is for");
        }
        List<Deal> news = receipt == null
                ? refunds.gone(run.connection(), id, readAt)
                : refunds.keep(run.connection(), receipt, readAt);
        if (news.isEmpty()) {
            throw new Skip("No deal has anything new to be told of it");
        }
        news.stream().sorted(Comparator.comparing(Deal::invoiceId)).forEach(deal -> {
            String lane = Lane.deal(deal.connectionId(), deal.leadId());
            queue.markDueAsRead(deal.connectionId(), WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane);
        });
    }
}
