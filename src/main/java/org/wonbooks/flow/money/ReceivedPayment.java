package org.wonbooks.flow.money;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.quickbooks.invoice.Payment;

/** The payment, and which invoices it pays; a deleted one pays none. The run ends here when none of them is ours. */
@Component("receivedPayment")
@Keeps(PaidInvoices.PAYMENT)
@Keeps(PaidInvoices.IDS)
class ReceivedPayment implements Question.OfQuickBooks {

    private final PaidInvoices invoices;
    private final DatabaseTime time;

    ReceivedPayment(PaidInvoices invoices, DatabaseTime time) {
        this.invoices = invoices;
        this.time = time;
    }

    @Override
    public Read<?> ask(Run run) {
        Instant readAt = time.now();
        return Read.of("payment/" + run.work().key(), Payment.Answer.class)
                .orNull()
                .keep(answer -> {
                    run.keep(PaidInvoices.PAYMENT, answer);
                    run.keep(PaidInvoices.IDS, invoices.keep(run.work(), run.connection(), answer, readAt));
                });
    }
}
