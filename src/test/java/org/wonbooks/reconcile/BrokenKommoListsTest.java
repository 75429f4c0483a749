package org.wonbooks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.RunningWonbooks;

/**
 * One broken thing in Kommo's lists of deals and of moves: the others are worked, the watermark moves, the broken one
 * is named.
 */
class BrokenKommoListsTest extends RunningWonbooks {
    @AfterEach
    void asUsual() {
        jdbc.sql("delete from left_out").update();
    }

    @Test
    void dealsThatSpoilTheListOfDealsAreNamedAndAllAreBilled() {
        sandbox.patch("/hooks", "{\"enabled\": false}");
        List<Long> leads = won("Spoilt", 5);
        spoilLead(leads.get(0), "null");
        spoilLead(leads.get(1), "refused");
        spoilLead(leads.get(2), "words");
        spoilLead(leads.get(3), "large");
        jdbc.sql(
                        """
                        insert into left_out (connection_id, peer, kind, object, changed_at, reason, fix, since, looked_at)
                        select id, 'KOMMO', 'lead', 'earlier', timestamp with time zone '2026-01-01 00:00:00+00',
                               'lead of long ago', 'Save it', timestamp with time zone '2026-01-01 00:00:00+00',
                               timestamp with time zone '2026-01-01 00:00:00+00' from connection
                        """)
                .update();
        Instant before = kommoSweptTo();

        sweep();

        assertThat(kommoSweptTo()).as("the watermark moves").isAfter(before);
        assertThat(workState("kommo-sweep", "kommo")).isEqualTo("DONE");
        assertThat(connection().outage()).isNull();
        // The list of moves tells of all of them; what can't be read by itself either says so.
        for (int i : new int[] {0, 1, 3, 4}) {
            assertThat(sandbox.invoicesOf(leads.get(i))).as("deal %d", i).hasSize(1);
        }
        assertThat(workState("deal-won", leads.get(2))).isEqualTo("DEAD");
        assertThat(reason("deal-won", leads.get(2)))
                .isEqualTo("Kommo answered leads/" + leads.get(2) + " with what can't be read: price is \"n/a\"");
        assertThat(leftOut("lead"))
                .anyMatch(thing -> thing.startsWith("lead can't be read: it is null"))
                .anyMatch(thing -> thing.startsWith("lead " + leads.get(2) + " can't be read: price is \"n/a\""))
                .anyMatch(thing -> thing.startsWith("No list with a certain lead of")
                        && thing.contains("Kommo refused the call (400): Entity can not be shown"))
                .anyMatch(thing -> thing.startsWith("No list with a certain lead of")
                        && thing.contains("Kommo answered GET leads with more than 5 MB"))
                .hasSize(4);

        awaitNextSecond();
        leads.forEach(lead -> sandbox.post("/kommo/leads/" + lead, "{\"name\": \"Mended\"}"));
        sweep();
        assertThat(leftOut("lead")).isEmpty();
        assertThat(sandbox.invoicesOf(leads.get(2))).hasSize(1);
    }

    @Test
    void movesThatSpoilTheListOfMovesAreNamedAndTheirDealsLookedAt() {
        sandbox.patch("/hooks", "{\"enabled\": false}");
        List<Long> leads = won("Moved", 4);
        // Each moves on, so that only its moves say that it was won.
        leads.forEach(lead -> sandbox.post("/kommo/leads/" + lead + "/move?status=67548607"));
        List<String> hows = List.of("words", "null", "refused", "none");
        for (int i = 0; i < 3; i++) {
            sandbox.post(
                    "/kommo/leads/" + leads.get(i) + "/spoil",
                    "{\"how\": \"" + hows.get(i) + "\", \"list\": \"events\"}");
        }

        sweep();

        // What the broken one is about is looked at; of null, and of what can't be listed, nobody knows that.
        assertThat(shown(leads.get(3)).at("/decision/code").asText()).isEqualTo("MOVED_ON");
        assertThat(workState("deal-won", leads.get(0))).isEqualTo("DEAD");
        assertThat(reason("deal-won", leads.get(0))).contains("event " + leads.get(0) + " can't be read: created_at");
        assertThat(workState("kommo-sweep", "kommo")).isEqualTo("DONE");
        assertThat(leftOut("event"))
                .anyMatch(thing -> thing.startsWith("event " + leads.get(0) + " can't be read: created_at is \"n/a\""))
                .anyMatch(thing -> thing.startsWith("event can't be read: it is null"))
                .anyMatch(thing -> thing.startsWith("No list with a certain event of"))
                .hasSize(3);
    }

    private List<Long> won(String name, int count) {
        List<Long> leads = IntStream.range(0, count)
                .mapToObj(i -> deal(name + i, "10", name + i + " Contact", name + i + "@lists.example"))
                .toList();
        leads.forEach(sandbox::win);
        return leads;
    }

    private void spoilLead(long lead, String how) {
        sandbox.post("/kommo/leads/" + lead + "/spoil", "{\"how\": \"" + how + "\"}");
    }

    private Instant kommoSweptTo() {
        return jdbc.sql(
                        "select coalesce(kommo_swept_to, timestamp with time zone '2000-01-01 00:00:00+00') from connection")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private List<String> leftOut(String kind) {
        return StreamSupport.stream(product.get("/attention").path("items").spliterator(), false)
                .filter(group -> group.path("code").asText().equals("left-out"))
                .map(group -> group.path("reason").asText())
                .filter(reason -> reason.matches("(No list with a certain )?" + kind + " .*"))
                .toList();
    }
}
