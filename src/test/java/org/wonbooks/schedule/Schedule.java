package org.wonbooks.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.wonbooks.testing.Invariants;

/**
 * One story, drawn from a seed: deals are won and paid while webhooks are lost, repeated and disordered, instances
 * crash and stand still, calls fail and time jumps. Then the faults end, and what has become of it is looked at.
 */
final class Schedule {

    private static final int STEPS = 150;
    private static final int ROUNDS = 300;

    /** What a process that wakes too late may do at Kommo, which takes every call for a new one. */
    private static final Pattern LATE_AT_KOMMO = Pattern.compile("^I7: (lead \\d+ was told twice|the field)");

    /** The same at QuickBooks, where it has forgotten the call, or has run it anew under the next id. */
    private static final Pattern LATE_AT_QUICKBOOKS = Pattern.compile("^I1: ");

    /** An error of the books, which they repeat for ever. */
    private static final String ERROR =
            """
            {"system": "quickbooks", "method": "POST", "path": "/(customer|invoice|send)$", "kind": "status", "status": 500}""";

    private final World world;
    private final long seed;
    private final Fate fate;
    private final Random random;
    private final List<Instance> instances;
    private final OpenWork open;
    private final List<String> violations = new ArrayList<>();
    private People people;
    private Duration longest = Duration.ofHours(31);
    int deadLetters;
    int reconnects;

    Schedule(World world, long seed) {
        this.world = world;
        this.seed = seed;
        boolean two = new Random(seed).nextInt(3) > 0;
        fate = Fate.of(seed, two);
        random = fate.random();
        open = new OpenWork(world);
        instances = two ? world.instances : world.instances.subList(0, 1);
    }

    /** Plays it; answers what is wrong at its end. */
    List<String> play() {
        world.begin(fate);
        people = new People(world, fate);
        instances.forEach(each -> {
            each.gate().fate(fate);
            each.skew(Duration.ofSeconds(random.nextInt(5) == 0 ? random.nextInt(1200) - 600 : 0));
        });
        people.enterDeals();
        if (fate.errorsStay()) {
            world.sandbox.post("/faults", ERROR);
        }
        try {
            for (int i = 0; i < STEPS && !(over() && random.nextInt(10) == 0); i++) {
                step();
            }
            fate.relent();
            comeToRest();
            if (replayDeadLetters()) {
                comeToRest();
            }
            List<String> seen = new ArrayList<>(
                    Invariants.violations(world.sandbox.get("/state"), world.jdbc, people.acknowledged));
            excuse(seen, LATE_AT_KOMMO, fate.lateAtKommo);
            excuse(seen, LATE_AT_QUICKBOOKS, fate.lateAtQuickBooks);
            violations.addAll(seen);
            tokensWork();
        } catch (StuckException stuck) {
            violations.add(stuck.getMessage());
        } finally {
            world.instances.forEach(this::end);
        }
        return violations;
    }

    /** One late call excuses one violation of a kind. */
    private static void excuse(List<String> violations, Pattern kind, int calls) {
        Map<String, Integer> excused = new HashMap<>();
        violations.removeIf(each ->
                kind.matcher(each).find() && excused.merge(each.replaceAll("\\d+", ""), 1, Integer::sum) <= calls);
    }

    private static final class StuckException extends RuntimeException {

        private static final long serialVersionUID = 1;

        StuckException(String message) {
            super(message);
        }
    }

    private void end(Instance instance) {
        instance.gate().crash();
        instance.restart(false);
        instance.gate().fate(Fate.KIND);
        instance.skew(Duration.ZERO);
    }

    private boolean over() {
        return people.over()
                && instances.stream()
                        .allMatch(each -> !each.gate().down() && each.tasks().isEmpty());
    }

    private void step() {
        Instance instance = instances.get(random.nextInt(instances.size()));
        List<Task> paused = instance.tasks();
        int what = random.nextInt(24);
        if (what < 3) {
            people.live();
        } else if (what < 5) {
            passTime();
        } else if (instance.gate().down()) {
            if (what < 9) {
                restart(instance);
            }
        } else if (what < 11 && !people.hooks.isEmpty()) {
            deliver(instance, people.hooks.get(random.nextInt(people.hooks.size())));
        } else if (!paused.isEmpty() && (what < 20 || instance.working())) {
            paused.get(random.nextInt(paused.size())).resume();
        } else if (!instance.working()) {
            instance.poll();
        }
    }

    private void restart(Instance instance) {
        fate.tell(instance.gate() + " starts again");
        instance.restart(instances.size() == 1);
    }

    private void deliver(Instance instance, Hook hook) {
        int[] status = new int[1];
        Task task = instance.takeIn(hook.route, hook.headers, hook.body, status);
        finish(task);
        fate.tell(hook + " to " + instance.gate() + ": " + status[0]);
        people.answered(hook, status[0]);
    }

    private void passTime() {
        Duration duration =
                switch (random.nextInt(10)) {
                    case 0 -> longTime();
                    case 1 -> Duration.ofMinutes(1 + random.nextInt(90));
                    case 2, 3 -> Duration.ofSeconds(20 + random.nextInt(60));
                    default -> Duration.ofSeconds(1 + random.nextInt(15));
                };
        List<Instance> beating = duration.compareTo(Duration.ofMinutes(2)) > 0
                ? List.of()
                : instances.stream().filter(each -> random.nextInt(4) > 0).toList();
        fate.tell(duration + " pass");
        world.pass(duration, beating);
        clockwork();
    }

    private void clockwork() {
        for (Instance instance : instances) {
            if (!instance.gate().down() && !instance.working()) {
                finish(instance.clockwork());
            }
        }
    }

    private static void finish(Task task) {
        while (!task.ended()) {
            task.resume();
        }
    }

    /** Together shorter than what a sweep looks back. */
    private Duration longTime() {
        Duration some = Duration.ofHours(1 + random.nextInt(30));
        if (some.compareTo(longest) > 0) {
            return Duration.ofSeconds(1);
        }
        longest = longest.minus(some);
        return some;
    }

    /** Nothing goes wrong any more: everything that is under way has to come to its end. */
    private void comeToRest() {
        for (Instance instance : instances) {
            if (instance.gate().down()) {
                restart(instance);
            }
            List.copyOf(instance.tasks()).forEach(Schedule::finish);
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (Hook hook : List.copyOf(people.hooks)) {
                deliver(instances.get(random.nextInt(instances.size())), hook);
            }
            clockwork();
            instances.forEach(Instance::poll);
            reconnect();
            if (open.list().isEmpty() && people.hooks.isEmpty()) {
                return;
            }
            Instant next = open.nextMoment();
            if (next.isAfter(world.now())) {
                world.pass(Duration.between(world.now(), next).plusSeconds(1), List.of());
            }
        }
        throw new StuckException("I2: it does not come to rest: " + open.list());
    }

    private void reconnect() {
        for (String reason : world.consents.again()) {
            reconnects++;
            fate.tell("a person connects again: " + reason);
            if (!fate.tokensAtRisk(Duration.between(VirtualTime.START, world.now()))) {
                violations.add("I5: a person had to connect again, for nothing: " + reason);
            }
        }
    }

    /** Faults that pass leave no dead letters. */
    private boolean replayDeadLetters() {
        List<Long> dead = new ArrayList<>();
        world.jdbc
                .sql("select id, kind, work_key, reason from work where state = 'DEAD'")
                .query(row -> {
                    dead.add(row.getLong("id"));
                    violations.add("H: %s %s became a dead letter, though all faults pass: %s"
                            .formatted(row.getString("kind"), row.getString("work_key"), row.getString("reason")));
                });
        deadLetters += dead.size();
        dead.forEach(id -> world.queue().replay(id));
        return !dead.isEmpty();
    }

    /** I5: what is stored of the tokens still gets new ones, days later. */
    private void tokensWork() {
        world.pass(Duration.ofHours(49), List.of());
        world.markProvision();
        comeToRest();
    }

    int duplicates() {
        return people.duplicates;
    }

    Fate fate() {
        return fate;
    }

    /** For a person: the seed, all that happened, and what the tables say of it. */
    String story() {
        // QuickBooks' numbers of its answers are random, and nothing goes by them.
        return "seed " + seed + ", " + instances.size() + " instance(s)\n"
                + fate.story().replaceAll("intuit_tid [\\w-]+", "intuit_tid …") + "\n"
                + rows("select kind, work_key, state, attempts, hints, reason from work order by id")
                + rows("select what, hint, state, reason from event order by id")
                + rows("select d.lead_id, s.name, s.state, s.external_id, s.detail from step s"
                        + " join deal d on d.id = s.deal_id order by d.id, s.called_at, s.name")
                + rows("select d.lead_id, t.text from timeline t join deal d on d.id = t.deal_id order by t.id");
    }

    private String rows(String sql) {
        StringBuilder text = new StringBuilder();
        world.jdbc.sql(sql).query().listOfRows().forEach(row -> text.append("    ")
                .append(row.values())
                .append('\n'));
        return text.toString();
    }
}
