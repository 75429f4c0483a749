package org.wonbooks.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.decision.WinStory.Door;
import org.wonbooks.decision.WinStory.Made;
import org.wonbooks.decision.WinStory.Moment;
import org.wonbooks.decision.WinStory.Outcome;
import org.wonbooks.decision.WinStory.Reading;
import org.wonbooks.decision.WinStory.Stage;
import org.wonbooks.schedule.CalmWorld;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.work.WorkKind;

/** Tells some stories in one world, which share reading, stage, moment and door; and looks what became of each. */
final class WinTelling {

    private static final long PIPELINE = 8_572_511;
    private static final long OTHER_PIPELINE = 8_572_519;
    private static final long WORKING = 67_548_605;
    private static final long OWN_STAGE = 67_548_607;
    private static final long WON = 142;
    private static final long LOST = 143;

    private static final Duration A_WHILE = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofDays(6);

    private final CalmWorld world;
    private final List<WinStory> stories;
    private final Moment moment;
    private final Door door;
    private final long stage;
    private final Map<WinStory, Long> leads = new LinkedHashMap<>();
    private final List<JsonNode> hooks = new ArrayList<>();

    WinTelling(CalmWorld world, List<WinStory> stories) {
        this.world = world;
        this.stories = stories;
        WinStory first = stories.get(0);
        moment = first.moment();
        door = first.door();
        stage = first.stage() == Stage.OF_ONES_OWN ? OWN_STAGE : WON;
        begin(first);
    }

    private void begin(WinStory first) {
        String settings =
                "{\"won\": {\"statusId\": %s}, \"invoice\": {\"burst\": 0, \"send\": false}}".formatted(stage);
        world.begin(1, ProductJson.read(settings, ConnectionSettings.class));
        String reading = first.reading() == Reading.RENEWED ? "renewed" : "kept";
        world.sandbox().patch("/kommo/modes", "{\"closedAt\": \"" + reading + "\"}");
    }

    /** What became otherwise of a deal than it must. */
    List<String> violations() {
        stories.stream().filter(story -> story.made() == Made.LONG_AGO).forEach(this::make);
        if (moment == Moment.BEFORE_CONNECTING) {
            win();
            world.hooks();
            world.pass(Duration.ofDays(2));
            connect();
            stories.forEach(this::then);
        } else {
            world.pass(Duration.ofDays(1));
            connect();
            meanwhile();
        }
        hooks.addAll(world.hooks());
        tell();
        return wrong();
    }

    private void connect() {
        world.connectNow();
        world.minute();
        world.pass(A_WHILE);
        world.minute();
    }

    /** The deals are won at their moment; what is told of it then is told at the end of it. */
    private void meanwhile() {
        switch (moment) {
            case IN_SHADOW -> world.change(false, Mode.SHADOW);
            case SHORTLY_PAUSED, LONG_PAUSED -> world.change(true, Mode.LIVE);
            case SHORTLY_OFF, LONG_OFF -> world.change(false, Mode.OFF);
            case LONG_WITHOUT_TOKENS -> tokens("NEEDS_RECONNECT");
            default -> {}
        }
        world.pass(A_WHILE);
        win();
        if (moment == Moment.IN_SHADOW) {
            hooks.addAll(world.hooks());
            hooks.forEach(world::deliver);
            world.rest();
        } else {
            stories.forEach(this::then);
        }
        world.pass(moment.isLong() ? LONG : A_WHILE);
        switch (moment) {
            case LONG_WITHOUT_TOKENS -> tokens("READY");
            case LIVE, SHORTLY_DOWN, LONG_DOWN -> {}
            default -> world.change(false, Mode.LIVE);
        }
        if (moment == Moment.IN_SHADOW) {
            world.pass(A_WHILE);
            stories.forEach(this::then);
        }
        if (moment != Moment.LONG_DOWN) {
            world.minute();
        }
    }

    private void tokens(String state) {
        world.jdbc().sql("update token set state = ?").param(state).update();
    }

    private void make(WinStory story) {
        String where =
                switch (story.made()) {
                    case IN_THE_STAGE -> ", \"status\": " + stage;
                    case IMPORTED ->
                        ", \"status\": 142, \"closedAt\": "
                                + world.now().minus(Duration.ofDays(365)).getEpochSecond();
                    default -> ", \"status\": " + WORKING;
                };
        String name = "Deal " + leads.size();
        JsonNode lead = world.sandbox()
                .post(
                        "/kommo/leads",
                        "{\"name\": \"%s\", \"price\": 500, \"contact\": {\"name\": \"%s\", \"email\": \"c%s@x.example\"}%s}"
                                .formatted(name, name, leads.size(), where));
        leads.put(story, lead.path("id").asLong());
    }

    private void win() {
        for (WinStory story : stories) {
            if (story.made() != Made.LONG_AGO) {
                make(story);
            }
        }
        world.pass(Duration.ofMinutes(1));
        for (WinStory story : stories) {
            if (story.made() == Made.LONG_AGO || story.made() == Made.SHORTLY_BEFORE) {
                move(story, PIPELINE, stage);
            }
        }
        world.pass(Duration.ofMinutes(1));
    }

    private void then(WinStory story) {
        switch (story.then()) {
            case NOTHING -> {}
            case RENAMED -> edit(story, "{\"name\": \"Another name %s\"}".formatted(leads.get(story)));
            case TO_ANOTHER_PIPELINE -> move(story, OTHER_PIPELINE, WON);
            case RESTORED -> {
                edit(story, "{\"delete\": true}");
                world.pass(Duration.ofSeconds(10));
                world.sandbox().post("/kommo/leads/" + leads.get(story) + "/restore");
            }
            case MOVED_ON -> move(story, PIPELINE, WORKING);
            case LOST_AND_WON_AGAIN -> {
                move(story, PIPELINE, LOST);
                world.pass(Duration.ofSeconds(10));
                move(story, PIPELINE, stage);
            }
        }
        world.pass(Duration.ofSeconds(1));
    }

    private void edit(WinStory story, String edit) {
        world.sandbox().post("/kommo/leads/" + leads.get(story), edit);
    }

    private void move(WinStory story, long pipeline, long status) {
        world.sandbox().post("/kommo/leads/" + leads.get(story) + "/move?pipeline=" + pipeline + "&status=" + status);
    }

    private void tell() {
        switch (door) {
            case HOOKS ->
                hooks.stream()
                        .filter(hook -> hook.path("system").asText().equals("kommo"))
                        .forEach(world::deliver);
            case BARE_HINT ->
                leads.values()
                        .forEach(lead -> world.kommo(
                                ("leads%5Bstatus%5D%5B0%5D%5Bid%5D=" + lead).getBytes(StandardCharsets.UTF_8)));
            case RECONCILED -> leads.values().forEach(world::take);
            case BACKFILLED ->
                world.reconcileSince(world.now()
                        .minus(Duration.ofDays(30))
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate());
            case SWEEP -> {}
        }
        if (door == Door.SWEEP) {
            // The first sweep looks at nothing that lies before it.
            world.jdbc()
                    .sql("update connection set kommo_swept_to = live_since")
                    .update();
            world.sweep(WorkKind.KOMMO_SWEEP);
        }
        world.rest();
    }

    private List<String> wrong() {
        Map<Long, Integer> invoices = new LinkedHashMap<>();
        StreamSupport.stream(world.sandbox().company().path("invoices").spliterator(), false)
                .forEach(invoice ->
                        invoices.merge(lead(invoice.path("privateNote").asText()), 1, Integer::sum));
        List<String> wrong = new ArrayList<>();
        leads.forEach((story, lead) -> {
            String verdict = world.jdbc()
                    .sql(
                            "select c.verdict || ' ' || c.cause from decision c join deal d on d.id = c.deal_id where d.lead_id = ?")
                    .param(lead)
                    .query(String.class)
                    .optional()
                    .orElse("none");
            Outcome outcome = invoices.getOrDefault(lead, 0) == 1
                    ? Outcome.BILLED
                    : verdict.startsWith("HOLD") ? Outcome.HELD : Outcome.LEFT;
            if (outcome != story.expected() || invoices.getOrDefault(lead, 0) > 1) {
                wrong.add("%s must be %s, and is %s: %s, %s"
                        .formatted(story, story.expected(), outcome, verdict, work(lead)));
            }
        });
        return wrong;
    }

    private String work(long lead) {
        return world.jdbc()
                .sql("select state || ' ' || coalesce(reason, '') from work where kind = 'deal-won' and work_key = ?")
                .param(String.valueOf(lead))
                .query(String.class)
                .optional()
                .orElse("no work");
    }

    private static long lead(String mark) {
        String[] parts = mark.substring(mark.lastIndexOf("wonbooks:")).split(":");
        return Long.parseLong(parts[2]);
    }
}
