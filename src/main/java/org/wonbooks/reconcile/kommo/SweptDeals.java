package org.wonbooks.reconcile.kommo;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.KommoPages;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.reconcile.kommo.KommoSweep.Place;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * Reads the deals that changed and stand in the won stage, page by page, and marks due what no webhook may have told.
 */
@Component("sweptDeals")
class SweptDeals implements Question.OfKommo {

    private static final int PAGE = 250;

    private final KnownDeals known;
    private final WorkQueue queue;
    private final LeftOutOfKommo leftOut;

    public SweptDeals(KnownDeals known, WorkQueue queue, LeftOutOfKommo leftOut) {
        this.known = known;
        this.queue = queue;
        this.leftOut = leftOut;
    }

    @Override
    public Read<?> ask(Run run) {
        Place sweep = run.get("sweep", Place.class);
        return new KommoPages<>(
                        "leads",
                        LeadList.class,
                        LeadList.won(run.connection().settings().won()),
                        sweep.from(),
                        PAGE,
                        new Pages(run.connection(), sweep))
                .read();
    }

    /** Looks at the deals of each page. */
    private final class Pages implements KommoPages.Taker<LeadList> {

        private final Connection connection;
        private final Place sweep;
        private final LeftOutOfKommo.Found found;

        Pages(Connection connection, Place sweep) {
            this.connection = connection;
            this.sweep = sweep;
            found = new LeftOutOfKommo.Found(connection, "lead", Instant.ofEpochSecond(sweep.from()));
        }

        /**
         * Marks the page's won deals due, in the intake's order; Kommo may ignore a filter, so each is looked at. One
         * that can't be read here is read by itself.
         */
        @Override
        public void take(LeadList page) {
            SortedMap<String, String> lanes = new TreeMap<>();
            page.leads().read().stream()
                    .peek(lead -> found.read(lead.id()))
                    .filter(lead -> lead.updatedAt() >= sweep.from())
                    .filter(lead -> connection.settings().won().includes(lead.pipelineId(), lead.statusId()))
                    .filter(lead -> known.toBeLookedAt(connection, lead))
                    .forEach(lead -> lanes.put(String.valueOf(lead.id()), Lane.deal(connection.id(), lead.id())));
            page.leads().unlessAllAreBroken().unreadable().forEach(found::leaveOut);
            known.unreadable(connection, sweep.began(), page.leads().unreadable())
                    .forEach(id -> lanes.put(String.valueOf(id), Lane.deal(connection.id(), id)));
            queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
        }

        @Override
        public void leaveOut(Long after, PermanentFault why) {
            found.leaveOut(after, why);
        }

        @Override
        public Read<?> end() {
            leftOut.settle(found);
            return null;
        }
    }
}
