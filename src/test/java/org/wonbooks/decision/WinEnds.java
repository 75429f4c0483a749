package org.wonbooks.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.wonbooks.schedule.CalmWorld;
import org.wonbooks.testing.Invariants;

/**
 * What became of the deals of some stories, as people see it: in the books, on the deals in Kommo, and in the product's
 * API.
 */
final class WinEnds {

    private final CalmWorld world;
    private final Map<WinStory, Long> leads;
    private final JsonNode systems;
    private final Map<Long, Integer> invoices = new HashMap<>();
    private final Map<Long, JsonNode> shown = new HashMap<>();
    private final Map<Long, String> asked = new HashMap<>();
    private final Map<String, String> ended = new HashMap<>();

    /** @param leads of the stories */
    WinEnds(CalmWorld world, Map<WinStory, Long> leads) {
        this.world = world;
        this.leads = leads;
        systems = world.sandbox().get("/state");
        systems.path("quickbooks").path("realms").forEach(realm -> realm.path("invoices")
                .forEach(invoice ->
                        invoices.merge(lead(invoice.path("privateNote").asText()), 1, Integer::sum)));
        String all = "connection=" + world.connection().id();
        world.product()
                .get("/deals?" + all)
                .path("items")
                .forEach(deal -> shown.put(deal.path("leadId").asLong(), deal));
        world.product().get("/attention?" + all).path("items").forEach(group -> group.path("deals")
                .forEach(deal -> asked.put(
                        deal.path("leadId").asLong(), group.path("code").asText())));
        world.jdbc()
                .sql("select work_key, state || ' ' || coalesce(reason, '') as ended from work where kind = 'deal-won'")
                .query(row -> {
                    ended.put(row.getString("work_key"), row.getString("ended"));
                });
    }

    /** What became otherwise of a deal than it must. */
    List<String> violations() {
        List<String> wrong = new ArrayList<>();
        leads.forEach((story, lead) -> {
            boolean right =
                    switch (story.expected()) {
                        case BILLED -> isBilled(lead);
                        case LEFT -> isLeft(story, lead);
                        case HELD -> isHeld(story, lead);
                    };
            if (!right) {
                wrong.add("%s must be %s %s, and has %s invoices; it is shown as %s; asked is %s; its work is %s"
                        .formatted(
                                story,
                                story.expected(),
                                story.causes(),
                                invoices(lead),
                                shown.get(lead),
                                asked.get(lead),
                                ended(lead)));
            }
        });
        Invariants.violations(systems, world.jdbc(), Set.of())
                .forEach(violation -> wrong.add(violation + " of " + leads));
        return wrong;
    }

    private boolean isBilled(long lead) {
        return invoices(lead) == 1
                && isShown(lead, "INVOICED", Verdict.BILL)
                && !asked.containsKey(lead)
                && ended(lead).startsWith("DONE");
    }

    private boolean isLeft(WinStory story, long lead) {
        if (invoices(lead) != 0 || asked.containsKey(lead) || openTasks(lead) != 0) {
            return false;
        }
        if (shown.containsKey(lead)) {
            return isShownFor(story, lead)
                    && (isShown(lead, "SKIPPED", Verdict.LEAVE) || isShown(lead, "SKIPPED", Verdict.SKIP));
        }
        // One that was never won leaves no trace but why.
        return ended(lead).isEmpty()
                ? story.mayBeUnseen()
                : story.causes().contains(Cause.NOT_WON)
                        && ended(lead)
                                .equals("SKIPPED " + Reason.of(Cause.NOT_WON).words());
    }

    private boolean isHeld(WinStory story, long lead) {
        return invoices(lead) == 0
                && isShown(lead, "ATTENTION", Verdict.HOLD)
                && isShownFor(story, lead)
                && shown.get(lead).hasNonNull("fix")
                && code(lead).name().equals(asked.get(lead))
                && ended(lead).startsWith("SKIPPED")
                && (openTasks(lead) == 1 || code(lead).ofMany());
    }

    private boolean isShown(long lead, String state, Verdict verdict) {
        JsonNode deal = shown.get(lead);
        return deal != null
                && deal.path("state").asText().equals(state)
                && deal.at("/decision/verdict").asText().equals(verdict.name());
    }

    /** For a reason that holds, and in words. */
    private boolean isShownFor(WinStory story, long lead) {
        return story.causes().contains(code(lead))
                && shown.get(lead)
                        .path("reason")
                        .asText()
                        .equals(shown.get(lead).at("/decision/reason").asText());
    }

    private Cause code(long lead) {
        return Cause.valueOf(shown.get(lead).at("/decision/code").asText());
    }

    private int invoices(long lead) {
        return invoices.getOrDefault(lead, 0);
    }

    private String ended(long lead) {
        return ended.getOrDefault(String.valueOf(lead), "");
    }

    private long openTasks(long lead) {
        return StreamSupport.stream(systems.at("/kommo/leads").spliterator(), false)
                .filter(each -> each.path("id").asLong() == lead)
                .flatMap(each -> StreamSupport.stream(each.path("tasks").spliterator(), false))
                .filter(task -> !task.path("completed").asBoolean())
                .count();
    }

    private static long lead(String mark) {
        String[] parts = mark.substring(mark.lastIndexOf("wonbooks:")).split(":");
        return Long.parseLong(parts[2]);
    }
}
