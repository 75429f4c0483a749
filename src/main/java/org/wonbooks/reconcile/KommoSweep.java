package org.wonbooks.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.kommo.LeadList;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Looks through the deals that changed lately, and marks those due that stand in the won stage. */
@Component("kommoSweep")
public class KommoSweep {

    private static final Duration LATELY = Duration.ofDays(2);

    private final WorkQueue queue;
    private final Clock clock;

    public KommoSweep(WorkQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** The question for one page. */
    public Map<String, String> query(@Variable("page") int page) {
        return Map.of(
                "filter[updated_at][from]",
                String.valueOf(clock.instant().minus(LATELY).getEpochSecond()),
                "order[updated_at]",
                "asc",
                "limit",
                "250",
                "page",
                String.valueOf(page));
    }

    /**
     * Marks the page's won deals due, in the intake's order; Kommo may ignore a filter, so each is looked at. Gives the
     * next page, 0: none.
     */
    @Transactional
    public int markDue(
            @Variable("connection") Connection connection, @Variable("page") int page, @Body LeadList deals) {
        if (deals == null) {
            return 0;
        }
        SortedMap<String, String> lanes = new TreeMap<>();
        deals.leads().stream()
                .filter(lead -> connection.settings().won().includes(lead.pipelineId(), lead.statusId()))
                .forEach(lead -> lanes.put(String.valueOf(lead.id()), Lane.deal(connection.id(), lead.id())));
        queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
        return deals.hasNext() ? page + 1 : 0;
    }
}
