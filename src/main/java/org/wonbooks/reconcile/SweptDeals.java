package org.wonbooks.reconcile;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.kommo.Lead;
import org.wonbooks.kommo.LeadList;
import org.wonbooks.reconcile.KommoSweep.Place;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * Reads the deals that changed and stand in the won stage, page by page, and marks due what no webhook may have told.
 */
@Component("sweptDeals")
public class SweptDeals implements Question.OfKommo {

    private final KnownDeals known;
    private final WorkQueue queue;

    public SweptDeals(KnownDeals known, WorkQueue queue) {
        this.known = known;
        this.queue = queue;
    }

    @Override
    public Read<?> ask(Run run) {
        Place sweep = run.get("sweep", Place.class);
        return page(run.connection(), sweep, sweep);
    }

    private Read<?> page(Connection connection, Place sweep, Place place) {
        return Read.of("leads", LeadList.class)
                .with(query(connection, place))
                .keepThen(deals -> deals == null ? null : mark(connection, sweep, place, deals));
    }

    private static Map<String, String> query(Connection connection, Place place) {
        Map<String, String> query = new TreeMap<>(Map.of(
                "filter[updated_at][from]",
                String.valueOf(place.from()),
                "order[updated_at]",
                "asc",
                "limit",
                "250",
                "page",
                String.valueOf(place.page())));
        Won won = connection.settings().won();
        List<Long> pipelines = won.pipelineIds();
        for (int i = 0; i < pipelines.size(); i++) {
            query.put("filter[statuses][" + i + "][pipeline_id]", String.valueOf(pipelines.get(i)));
            query.put("filter[statuses][" + i + "][status_id]", String.valueOf(won.statusId()));
        }
        return query;
    }

    /**
     * Marks the page's won deals due, in the intake's order; Kommo may ignore a filter, so each is looked at. A deal
     * that changes meanwhile moves to the list's end and all behind it to the front; so the list is asked for anew from
     * the last one's second, since pages would leave some out.
     */
    private Read<?> mark(Connection connection, Place sweep, Place place, LeadList deals) {
        SortedMap<String, String> lanes = new TreeMap<>();
        deals.leads().stream()
                .filter(lead -> lead.updatedAt() >= sweep.from())
                .filter(lead -> connection.settings().won().includes(lead.pipelineId(), lead.statusId()))
                .filter(lead -> known.toBeLookedAt(connection, lead))
                .forEach(lead -> lanes.put(String.valueOf(lead.id()), Lane.deal(connection.id(), lead.id())));
        queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
        if (!deals.hasNext()) {
            return null;
        }
        long last = deals.leads().stream().mapToLong(Lead::updatedAt).max().orElse(0);
        return page(connection, sweep, last > place.from() ? place.from(last) : place.nextPage());
    }
}
