package org.wonbooks.flow.deal;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.flow.billing.LeadTerms;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.MergedLeads;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * Deals that carry an invoice which was made for another one. Kommo does not say that two deals were merged: the one is
 * gone, and the other has its fields. Where both can be seen, the invoice is the other deal's from then on; where the
 * first one is still there, it was copied.
 */
@Component("mergedDeal")
class MergedDeal implements Question.OfKommo {

    private final DealLedger deals;
    private final DealAttention attention;
    private final MergedLeads merged;
    private final WorkQueue queue;

    MergedDeal(DealLedger deals, DealAttention attention, MergedLeads merged, WorkQueue queue) {
        this.deals = deals;
        this.attention = attention;
        this.merged = merged;
        this.queue = queue;
    }

    /** Looks whether the invoice that the deal carries was made for a deal which is gone by now. */
    @Override
    public Read<?> ask(Run run) {
        Lead lead = run.get("lead", Lead.class);
        long other = other(run.work(), run.connection(), lead);
        return other == 0
                ? null
                : Read.of("leads/" + other, Lead.class).keep(found -> follow(run.connection(), lead, other, found));
    }

    /** The lead for which the invoice was made that this one carries, while it has none of its own; 0: none. */
    private long other(Work work, Connection connection, Lead lead) {
        boolean looked = lead != null
                && !lead.isDeleted()
                && work.key().equals(String.valueOf(lead.id()))
                && connection.settings().won().includes(lead.pipelineId(), lead.statusId())
                && !lead.texts(connection.settings().fields().invoiceId()).isEmpty();
        if (!looked
                || deals.find(connection.id(), lead.id())
                        .filter(deal -> deal.frozen()
                                || refusal(connection, deal.leadId(), lead)
                                        .filter(deal.lets(LeadTerms.shown(connection, lead))::pass)
                                        .isPresent())
                        .isPresent()) {
            return 0;
        }
        return carried(connection, lead)
                .filter(deal -> deal.leadId() != lead.id() && deal.state() != DealState.VOIDED)
                .map(Deal::leadId)
                .orElse(0L);
    }

    /** The other one is gone: so it was merged into this one, which has its invoice from now on. */
    private void follow(Connection connection, Lead lead, long otherLeadId, Lead other) {
        if (other != null && other.id() != otherLeadId) {
            throw new PassingFault("Kommo answered with another deal", null);
        }
        if (other != null && !other.isDeleted()) {
            return;
        }
        Deal deal = carried(connection, lead)
                .filter(found -> found.leadId() == otherLeadId)
                .orElseThrow(() -> new PassingFault("The invoice is another deal's by now", null));
        queue.markDueAsRead(
                connection.id(), WorkKind.INVOICE_CHANGED, deal.invoiceId(), Lane.deal(connection.id(), lead.id()));
        merged.merge(connection.id(), otherLeadId, lead.id());
        attention.leftWon(deal, null);
        deals.note(
                deal,
                "Deal " + otherLeadId + " is gone from Kommo, and deal " + lead.id() + " carries its invoice "
                        + name(deal) + ": they were merged, and the invoice is kept");
        attention.recheck(deal, true);
    }

    /** Nothing is invoiced for a second time because deals were merged, copied, or taken back out of the bin. */
    Optional<Reason> refusal(Connection connection, long leadId, Lead lead) {
        Optional<Reason> merging = merged.into(connection.id(), leadId)
                .map(into -> Reason.of(Cause.MERGED_AND_BACK, "into", String.valueOf(into)));
        return merging.or(() -> carried(connection, lead)
                .filter(other -> other.leadId() != leadId)
                .map(other -> Reason.of(
                        Cause.CARRIES_ANOTHERS,
                        "invoice",
                        name(other),
                        "deal",
                        String.valueOf(other.leadId()),
                        "field",
                        connection.settings().fields().invoiceId())));
    }

    /** Says into which deal a lead that is gone was merged; empty: that is not known. */
    Optional<Reason> reason(Connection connection, long leadId) {
        return merged.into(connection.id(), leadId)
                .map(into -> Reason.of(Cause.MERGED_AWAY, "into", String.valueOf(into)));
    }

    private Optional<Deal> carried(Connection connection, Lead lead) {
        return lead.texts(connection.settings().fields().invoiceId()).stream()
                .flatMap(invoice -> deals.findByInvoice(connection.id(), invoice).stream())
                .findFirst();
    }

    private static String name(Deal deal) {
        return deal.docNumber() == null ? deal.invoiceId() : deal.docNumber();
    }
}
