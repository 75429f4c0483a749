package org.wonbooks.flow;

import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Paid;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.Skip;
import org.wonbooks.kommo.Lead;
import org.wonbooks.kommo.LeadPatch;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.work.Work;

/** Brings a deal's card in Kommo in line with the books: the stage where it belongs, and only fields that differ. */
@Component("dealCard")
public class DealCard {

    private final DealLedger deals;
    private final Fence fence;

    public DealCard(DealLedger deals, Fence fence) {
        this.deals = deals;
        this.fence = fence;
    }

    /** A place on the board. */
    public record Stage(long pipelineId, long statusId) {

        static Stage of(String text) {
            String[] ids = text.split("/");
            return new Stage(Long.parseLong(ids[0]), Long.parseLong(ids[1]));
        }

        boolean holds(Lead lead) {
            return lead.pipelineId() == pipelineId && lead.statusId() == statusId;
        }
    }

    /**
     * Where the deal moves, or null when it stays: a paid one to where the connection says; back, when the money was
     * taken back, unless a person has moved it since. Throws {@link Skip} when the deal is gone from Kommo.
     */
    @Transactional(noRollbackFor = Skip.class)
    public Stage stage(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("lead") Lead lead) {
        fence.hold(work.lease());
        if (lead == null || lead.isDeleted()) {
            deals.note(deal, "The deal is gone from Kommo: it is told nothing any more");
            throw new Skip("The deal is gone from Kommo");
        }
        if (!isLatest(deal)) {
            return null;
        }
        Paid paid = connection.settings().paid();
        if (deal.told().full()) {
            if (paid.mode() != PaidMode.STAGE) {
                return null;
            }
            Stage wanted = new Stage(paid.pipelineId(), paid.statusId());
            if (wanted.holds(lead)) {
                return null;
            }
            deals.stageBefore(deal, lead.pipelineId() + "/" + lead.statusId());
            return wanted;
        }
        if (deal.stageBefore() == null || paid.mode() != PaidMode.STAGE) {
            return null;
        }
        boolean unmoved = new Stage(paid.pipelineId(), paid.statusId()).holds(lead);
        return unmoved ? Stage.of(deal.stageBefore()) : null;
    }

    /** The card shows what the books say. */
    @Transactional
    public void written(@Variable("work") Work work, @Variable("deal") Deal deal) {
        fence.hold(work.lease());
        deals.recheck(deal, false);
        if (!deal.told().full()) {
            deals.stageBefore(deal, null);
        }
    }

    /** What of the patch is not on the card yet. */
    public Map<String, Object> differences(
            @Variable("connection") Connection connection,
            @Variable("lead") Lead lead,
            @Body Map<String, Object> patch) {
        return LeadPatch.differences(lead, patch, connection.zone());
    }

    /** The card shows the invoice of the deal's latest won-cycle. */
    private boolean isLatest(Deal deal) {
        return deals.find(deal.connectionId(), deal.leadId())
                .filter(latest -> latest.id() == deal.id())
                .isPresent();
    }
}
