package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.decision.Win.Move;
import org.wonbooks.flow.deal.WinEvidence.Found;
import org.wonbooks.kommo.feed.EventList;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.testing.ProductJson;

/** How far Kommo's list of a deal's moves is read. */
class WinEvidenceTest {

    private static final long LEAD = 17;

    private final Run run = new Run(new DefaultExchange(new DefaultCamelContext()));
    private final List<Map<String, String>> asked = new ArrayList<>();
    private boolean bin;

    @Test
    void whatTheCardSaysCostsNoCall() {
        read(false, List.of());
        assertThat(asked).isEmpty();
        assertThat(found().moves()).as("not asked for").isNull();
    }

    @Test
    void allPagesAreRead() {
        read(true, List.of(page(3, true), page(2, true), page(1, false)));
        assertThat(asked).extracting(query -> query.get("page")).containsExactly("1", "2", "3");
        assertThat(found().moves()).hasSize(6);
    }

    @Test
    void fiveAtMost() {
        read(true, List.of(page(1, true), page(1, true), page(1, true), page(1, true), page(1, true), page(1, true)));
        assertThat(asked).hasSize(5).allSatisfy(query -> assertThat(query)
                .containsEntry("filter[type]", "lead_status_changed")
                .containsEntry("filter[entity_id][]", String.valueOf(LEAD))
                .containsEntry("limit", "100"));
        assertThat(found().moves()).hasSize(5);
    }

    @Test
    void aDealThatWasNeverMovedHasNoList() {
        read(true, List.of());
        assertThat(asked).hasSize(1);
        assertThat(found().moves()).isEmpty();
    }

    @Test
    void theBinIsLookedIntoBehindTheLastPage() {
        bin = true;
        read(true, List.of(page(1, true), page(1, false), thrownAway()));
        assertThat(asked)
                .extracting(query -> query.get("filter[type]"))
                .containsExactly("lead_status_changed", "lead_status_changed", "lead_deleted");
        assertThat(found().restored()).isTrue();
        assertThat(found().moves()).hasSize(2);
    }

    /** Answers what is asked with one page after the other, and with none behind the last. */
    private void read(boolean needsMoves, List<EventList> pages) {
        run.keep(
                "lead",
                ProductJson.read(
                        "{\"id\": 17, \"status_id\": 142, \"pipeline_id\": 1, \"created_at\": 1}", Lead.class));
        Read<?> next = new WinEvidence(rule(needsMoves), null).ask(run);
        while (next != null) {
            asked.add(next.query());
            next = answered(next, asked.size() > pages.size() ? null : pages.get(asked.size() - 1));
        }
    }

    @SuppressWarnings("unchecked")
    private static Read<?> answered(Read<?> read, EventList page) {
        return ((Read<EventList>) read).then().apply(page);
    }

    private DealRule rule(boolean needsMoves) {
        return new DealRule(null, null, null, null, null) {

            @Override
            boolean needsMoves(Connection connection, Lead lead) {
                return needsMoves;
            }

            @Override
            boolean needsBin(Connection connection, Lead lead, List<Move> moves) {
                return bin;
            }
        };
    }

    private Found found() {
        return run.get(WinEvidence.FOUND, Found.class);
    }

    /** Kommo may ignore a filter: another deal's move is on it too. */
    private static EventList page(int moves, boolean more) {
        String move = "{\"type\": \"lead_status_changed\", \"entity_id\": %s, \"created_at\": 5}";
        List<String> events = new ArrayList<>(List.of(move.formatted(99)));
        for (int i = 0; i < moves; i++) {
            events.add(move.formatted(LEAD));
        }
        return list(events, more);
    }

    private static EventList thrownAway() {
        return list(List.of("{\"type\": \"lead_deleted\", \"entity_id\": 17, \"created_at\": 5}"), false);
    }

    private static EventList list(List<String> events, boolean more) {
        return ProductJson.read(
                "{\"_links\": %s, \"_embedded\": {\"events\": %s}}".formatted(more ? "{\"next\": {}}" : "{}", events),
                EventList.class);
    }
}
