package org.wonbooks.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.decision.WinStory.Made;
import org.wonbooks.decision.WinStory.Moment;
import org.wonbooks.decision.WinStory.Reading;
import org.wonbooks.decision.WinStory.Stage;
import org.wonbooks.schedule.CalmWorld;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.work.WorkKind;

/** Tells some stories in one world, which differ in nothing but what happens to the deal itself. */
final class WinTelling {

    private static final long WORKING = 67_548_605;
    private static final long LOST = 143;

    private static final Duration A_WHILE = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofDays(6);

    /** A sweep begins somewhat before what it has seen. */
    private static final Duration WITHIN_AN_OVERLAP = Duration.ofMinutes(2);

    /** So often it is looked whether the connection is at work, and less than a gap. */
    private static final Duration OFTEN = Duration.ofMinutes(5);

    private final CalmWorld world;
    private final List<WinStory> stories;
    private final Moment moment;
    private final Stage stage;
    private final Map<WinStory, Long> leads = new LinkedHashMap<>();
    private final List<JsonNode> hooks = new ArrayList<>();

    WinTelling(CalmWorld world, List<WinStory> stories) {
        this.world = world;
        this.stories = stories;
        WinStory first = stories.get(0);
        moment = first.moment();
        stage = first.stage();
        boolean another = moment == Moment.BEFORE_THE_STAGE_WAS_SET || moment == Moment.AFTER_THE_STAGE_WAS_SET;
        world.begin(1, another ? anotherStage() : settings(stage.statusId, stage.pipelines));
        String reading = first.reading() == Reading.RENEWED ? "renewed" : "kept";
        world.sandbox().patch("/kommo/modes", "{\"closedAt\": \"" + reading + "\"}");
    }

    private static ConnectionSettings settings(long status, List<Long> pipelines) {
        return ProductJson.read(
                "{\"won\": {\"statusId\": %s, \"pipelineIds\": %s}, \"invoice\": {\"burst\": 0, \"send\": false}}"
                        .formatted(status, pipelines),
                ConnectionSettings.class);
    }

    /** Some in which the deal is not won where it is won. */
    private ConnectionSettings anotherStage() {
        if (stage.pipelines.isEmpty()) {
            return settings(stage.statusId == WinStory.WON ? WinStory.OWN_STAGE : WinStory.WON, List.of());
        }
        boolean second = stage.pipeline == WinStory.OTHER_PIPELINE || !stage.counts();
        return settings(WinStory.WON, List.of(second ? WinStory.PIPELINE : WinStory.OTHER_PIPELINE));
    }

    /** What became otherwise of a deal than it must. */
    List<String> violations() {
        stories.stream().filter(story -> story.made() == Made.LONG_AGO).forEach(this::make);
        if (moment == Moment.BEFORE_CONNECTING) {
            win();
            world.hooks();
            world.pass(Duration.ofDays(2));
            connect(Mode.LIVE);
            stories.forEach(this::then);
        } else {
            world.pass(Duration.ofDays(1));
            switch (moment) {
                case OFF_AT_FIRST -> connect(Mode.OFF);
                case IN_SHADOW_AT_FIRST -> connect(Mode.SHADOW);
                default -> connect(Mode.LIVE);
            }
            meanwhile();
        }
        hooks.addAll(world.hooks());
        tell();
        return new WinEnds(world, leads).violations();
    }

    private void connect(Mode mode) {
        world.connectNow(mode);
        go(A_WHILE);
    }

    /** The deals are won at their moment; what is told of it then is told at the end of it. */
    private void meanwhile() {
        moment(true);
        stay(A_WHILE);
        win();
        if (moment == Moment.IN_SHADOW) {
            hooks.addAll(world.hooks());
            hooks.forEach(world::deliver);
            world.rest();
        }
        boolean later = moment.isLeft() || stories.get(0).later();
        if (!later) {
            stories.forEach(this::then);
        }
        stay(moment.isLong() ? LONG : moment.isLeft() ? WITHIN_AN_OVERLAP : A_WHILE);
        moment(false);
        if (later) {
            // So that it is seen that it is at work again; else somebody tells of them as soon as it is.
            go(moment.isGap() ? A_WHILE : WITHIN_AN_OVERLAP);
            stories.forEach(this::then);
        }
    }

    /** @param begins or else ends */
    private void moment(boolean begins) {
        switch (moment) {
            case IN_SHADOW, UNTOLD_IN_SHADOW -> world.change(false, begins ? Mode.SHADOW : Mode.LIVE);
            case SHORTLY_PAUSED, LONG_PAUSED -> world.change(begins, Mode.LIVE);
            case SHORTLY_OFF, LONG_OFF -> world.change(false, begins ? Mode.OFF : Mode.LIVE);
            case SHORTLY_WITHOUT_TOKENS, LONG_WITHOUT_TOKENS -> tokens(begins ? "NEEDS_RECONNECT" : "READY");
            case OFF_AT_FIRST, IN_SHADOW_AT_FIRST -> {
                if (!begins) {
                    world.change(false, Mode.LIVE);
                }
            }
            case BEFORE_THE_STAGE_WAS_SET, AFTER_THE_STAGE_WAS_SET -> {
                if (begins == (moment == Moment.AFTER_THE_STAGE_WAS_SET)) {
                    world.change(settings(stage.statusId, stage.pipelines));
                }
            }
            default -> {}
        }
    }

    private void tokens(String state) {
        world.jdbc().sql("update token set state = ?").param(state).update();
        world.minute();
    }

    /** Time passes as the moment is: who is down does not look at anything. */
    private void stay(Duration time) {
        if (moment == Moment.SHORTLY_DOWN || moment == Moment.LONG_DOWN) {
            world.pass(time);
        } else {
            go(time);
        }
    }

    /** Time passes while Wonbooks runs. */
    private void go(Duration time) {
        boolean atWork = !moment.isLong() || time.compareTo(LONG) < 0;
        Duration step = atWork ? OFTEN : Duration.ofDays(1);
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(step)) {
            world.minute();
            world.pass(left.compareTo(step) < 0 ? left : step);
        }
        if (atWork) {
            world.minute();
        }
    }

    private void make(WinStory story) {
        String in = ", \"pipeline\": " + stage.pipeline + ", \"status\": " + stage.statusId;
        String where =
                switch (story.made()) {
                    case IN_THE_STAGE -> in;
                    case IMPORTED ->
                        in + ", \"closedAt\": "
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
                move(story, stage.pipeline, stage.statusId);
            }
        }
        world.pass(Duration.ofMinutes(1));
    }

    private void then(WinStory story) {
        switch (story.then()) {
            case NOTHING -> {}
            case RENAMED -> edit(story, "{\"name\": \"Another name %s\"}".formatted(leads.get(story)));
            case TO_ANOTHER_PIPELINE -> move(story, stage.otherPipeline(), WinStory.WON);
            case RESTORED -> {
                edit(story, "{\"delete\": true}");
                world.pass(Duration.ofSeconds(10));
                world.sandbox().post("/kommo/leads/" + leads.get(story) + "/restore");
            }
            case MOVED_ON -> move(story, WinStory.PIPELINE, WORKING);
            case LOST_AND_WON_AGAIN -> {
                move(story, stage.pipeline, LOST);
                world.pass(Duration.ofSeconds(10));
                move(story, stage.pipeline, stage.statusId);
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
        switch (stories.get(0).door()) {
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
            case SWEEP -> {
                // The first sweep looks at nothing that lies before it.
                world.jdbc()
                        .sql("update connection set kommo_swept_to = live_since")
                        .update();
                world.sweep(WorkKind.KOMMO_SWEEP);
            }
        }
        world.rest();
    }
}
