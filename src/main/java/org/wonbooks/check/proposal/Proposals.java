package org.wonbooks.check.proposal;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wonbooks.check.fact.AccountReads;
import org.wonbooks.check.fact.BothAccounts;
import org.wonbooks.check.fact.Part;
import org.wonbooks.connection.Connection;
import org.wonbooks.quickbooks.invoice.Invoice;

/** What to bill and how, proposed for a connection. */
@Component
public class Proposals {

    private final AccountReads reads;

    Proposals(AccountReads reads) {
        this.reads = reads;
    }

    /** One for each setting that hangs on what both accounts have. Takes some seconds. */
    public List<Proposal> of(Connection connection) {
        return of(reads.of(connection), reads.invoices(connection));
    }

    /** Both are read anew the next time. */
    public void forget(long connectionId) {
        reads.forget(connectionId);
    }

    /** @param latest the invoices that were made last */
    static List<Proposal> of(BothAccounts accounts, Part<List<Invoice>> latest) {
        List<Proposal> all = new ArrayList<>(StageProposal.of(accounts));
        all.add(ItemProposal.of(accounts, latest));
        all.add(DealProposal.lines(accounts));
        all.addAll(TermsProposal.of(accounts));
        all.add(TaxProposal.of(accounts, latest));
        all.add(CurrencyProposal.of(accounts));
        all.add(DealProposal.billTo(accounts));
        all.add(DealProposal.paid(accounts));
        return List.copyOf(all);
    }
}
