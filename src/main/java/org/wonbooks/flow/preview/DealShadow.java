package org.wonbooks.flow.preview;

import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.fault.InShadow;
import org.wonbooks.fault.Skip;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.ShadowDeals;
import org.wonbooks.work.Work;

/** Keeps what would have been done with a deal while its connection is in shadow. */
@Component("dealShadow")
public class DealShadow {

    private final DealPreviews previews;
    private final DealLedger deals;
    private final Decisions decisions;
    private final ShadowDeals shadows;
    private final Fence fence;

    public DealShadow(DealPreviews previews, DealLedger deals, Decisions decisions, ShadowDeals shadows, Fence fence) {
        this.previews = previews;
        this.deals = deals;
        this.decisions = decisions;
        this.shadows = shadows;
        this.fence = fence;
    }

    /** What would be done. */
    public DealPreview preview(@Variable("work") Work work, @Variable("connection") Connection connection) {
        return previews.of(connection, Long.parseLong(work.key())).orElseThrow(() -> new Skip(Reason.of(Cause.GONE)));
    }

    /** Keeps it and ends the run. A deal that was never won leaves no trace here either. */
    @Transactional(noRollbackFor = Skip.class)
    public void keep(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("preview") DealPreview preview) {
        fence.hold(work.lease());
        Optional<Deal> known = deals.find(connection.id(), preview.leadId());
        if (known.isEmpty() && !preview.checks().get(0).ok()) {
            throw new Skip(preview.why().reason());
        }
        Deal deal = deals.open(known.orElse(null), connection.id(), preview.leadId(), preview.name());
        shadows.keep(
                deal,
                preview.outcome().name(),
                preview.why().reason(),
                preview.why().fix(),
                preview.steps(),
                preview.customer(),
                preview.invoice());
        Reason reason = InShadow.reason(words(preview));
        boolean said = deal.decision() != null && deal.decision().says(Verdict.LEAVE, reason, Shown.NOTHING);
        if (!said) {
            deals.note(deal, reason.words());
        }
        if (!said && mayBeLeft(deal)) {
            decisions.decide(deal, Verdict.LEAVE, reason);
        }
        throw new InShadow(words(preview));
    }

    /** Neither what was begun nor what a person has said, or is to say, is forgotten. */
    private static boolean mayBeLeft(Deal deal) {
        return !deal.frozen()
                && (deal.decision() == null || !deal.held() && deal.decision().by() == null);
    }

    private static String words(DealPreview preview) {
        return switch (preview.outcome()) {
            case INVOICE -> "it would be invoiced, and is not";
            case INVOICED -> "its invoice is there already, and nothing is done about it";
            case SKIPPED -> "it would be skipped: " + preview.why().reason();
            case HELD -> "it would be held: " + preview.why().reason();
            case DEAD -> "it would be a dead letter: " + preview.why().reason();
        };
    }
}
