package org.wonbooks.reconcile.kommo;

import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.KommoPages;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.reconcile.kommo.KommoSweep.Place;

/**
 * Reads the deals that changed and stand in the won stage, page by page, and marks due what no webhook may have told.
 */
@Component("sweptDeals")
class SweptDeals implements Question.OfKommo {

    private static final int PAGE = 250;

    private final KnownDeals known;
    private final SweptPages pages;

    public SweptDeals(KnownDeals known, SweptPages pages) {
        this.known = known;
        this.pages = pages;
    }

    @Override
    public Read<?> ask(Run run) {
        Place sweep = run.get("sweep", Place.class);
        Connection connection = run.connection();
        LeftOutOfKommo.Found found = sweep.found(connection, "lead");
        KommoPages.Taker<LeadList> taker = pages.of(
                connection, sweep, found, LeadList::leads, leads -> due(connection, sweep, found, leads), () -> {});
        return new KommoPages<>(
                        "leads",
                        LeadList.class,
                        LeadList.won(connection.settings().won()),
                        sweep.from(),
                        PAGE,
                        taker)
                .read();
    }

    private Stream<Long> due(Connection connection, Place sweep, LeftOutOfKommo.Found found, Stream<Lead> leads) {
        return leads.peek(lead -> found.read(lead.id()))
                .filter(lead -> lead.updatedAt() >= sweep.from())
                .filter(lead -> connection.settings().won().includes(lead.pipelineId(), lead.statusId()))
                .filter(lead -> known.toBeLookedAt(connection, lead))
                .map(Lead::id);
    }
}
