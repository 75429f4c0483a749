package org.wonbooks.flow.update;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Gate;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.flow.billing.CompanyBooks;
import org.wonbooks.flow.invoice.CreateInvoice;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.FrozenIntents;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.quickbooks.MissingFault;
import org.wonbooks.quickbooks.StaleFault;
import org.wonbooks.quickbooks.UnfitFault;

/** Has the invoice say what its edited deal says; or goes on with such a call that an earlier run has begun. */
@Component("updateInvoice")
@Keeps(value = "deal", as = Deal.class)
class UpdateInvoice implements Write.ToQuickBooks<String>, Write.ByMap {

    private final InvoiceUpdate update;
    private final FrozenIntents intents;
    private final CompanyBooks books;
    private final Gate gate;

    UpdateInvoice(InvoiceUpdate update, FrozenIntents intents, CompanyBooks books, Gate gate) {
        this.update = update;
        this.intents = intents;
        this.books = books;
        this.gate = gate;
    }

    @Override
    public Call begin(Run run, Mapping mapping) {
        Deal edited = run.get("edited", Deal.class);
        Step step = edited == null
                ? intents.openUpdate(run.deal()).orElse(null)
                : update.begin(
                        run,
                        edited,
                        run.get(BookedInvoice.BOOKED, String.class),
                        composed(run, mapping, run, run.deal()),
                        composed(run, mapping, run.with("deal", edited), edited));
        return step == null ? null : Call.post("invoice", step);
    }

    /** What is sent is the difference of two such texts: so both are held against what they are composed of. */
    private String composed(Run run, Mapping mapping, Run of, Deal decided) {
        String text = mapping.json(of);
        gate.pass(mapping, CreateInvoice.contradictions(run, decided.intent(), text));
        return text;
    }

    @Override
    public Class<String> answer() {
        return String.class;
    }

    @Override
    public Read<?> done(Run run, Call call, String answer) {
        run.keep("deal", update.updated(run, call.step(), answer));
        return null;
    }

    /** Somebody else has changed it since it was read: it is read again, and asked for again if it is still wanted. */
    @Override
    public Read<?> failed(Run run, Call call, Fault fault) {
        if (fault instanceof StaleFault stale) {
            update.stale(run.work(), run.connection(), run.deal(), run.get("lead", Lead.class), call.step(), stale);
        }
        throw fault instanceof UnfitFault || fault instanceof MissingFault ? books.refused(run, call, fault) : fault;
    }
}
