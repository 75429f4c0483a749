package org.wonbooks.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.attention.PersonsWord;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.reconcile.Sweeps;
import org.wonbooks.testing.FreshStart;
import org.wonbooks.testing.Invariants;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.SandboxCalls;

/** One short story of a guard: two instances, a script, and the words to tell it in. */
final class Play implements AutoCloseable {

    static final Duration LEASE_AND_MORE = Duration.ofSeconds(45);
    private static final int ROUNDS = 60;
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    final World world;
    final Script script = new Script();
    final Instance one;
    final Instance two;

    private final Set<Long> acknowledged = new LinkedHashSet<>();
    private final List<String> seen = new ArrayList<>();
    private final List<Runnable> repairs = new ArrayList<>();
    private int events;

    /** Of the H2 database, as production has to have them. */
    String databaseOptions = ";WRITE_DELAY=0";

    Play(World world) {
        this.world = world;
        one = world.instances.get(0);
        two = world.instances.get(1);
        world.begin(script);
        world.instances.forEach(each -> each.gate().fate(script));
    }

    /** To be done at the end of the story, however it ends. */
    void repairBy(Runnable repair) {
        repairs.add(repair);
    }

    /** How QuickBooks behaves where its documentation leaves it open. */
    void books(String modes) {
        world.sandbox.patch("/quickbooks/modes", modes);
    }

    /** A deal of this person's is won, and Kommo's webhook of it has come; answers the lead's id. */
    long win(String person) {
        long lead = enter(person);
        deliver(one, won(lead));
        return lead;
    }

    long win() {
        return win("{\"name\": \"Anna\", \"email\": \"anna@example.com\"}");
    }

    /** A deal of this person's is won, and nobody has told us. */
    long enter(String person) {
        long lead = world.sandbox.deal("{\"name\": \"Deal\", \"price\": 500, \"contact\": %s}".formatted(person));
        world.sandbox.win(lead);
        return lead;
    }

    /** So many deals of different people are won, and nobody has told us. */
    List<Long> enterSome(int deals) {
        return IntStream.range(0, deals)
                .mapToObj(number ->
                        enter("{\"name\": \"Anna %1$s\", \"email\": \"anna%1$s@example.com\"}".formatted(number)))
                .toList();
    }

    Hook won(long lead) {
        String secret = world.connections().webhookSecret(world.connection());
        return Hook.moved(
                secret, lead, world.sandbox.lead(lead).path("pipeline").asLong(), 142);
    }

    /** Somebody edits a deal that is won; nobody has told us. */
    void edit(long lead, String edit) {
        world.sandbox.post("/kommo/leads/" + lead, edit);
    }

    Hook edited(long lead) {
        String secret = world.connections().webhookSecret(world.connection());
        return Hook.edited(
                secret, lead, world.sandbox.lead(lead).path("pipeline").asLong(), 142);
    }

    /** To be made before the deal is deleted. */
    Hook deleted(long lead) {
        String secret = world.connections().webhookSecret(world.connection());
        return Hook.deleted(
                secret, lead, world.sandbox.lead(lead).path("pipeline").asLong(), 142);
    }

    /** An operator changes a mapping, and starts all again on it, until the story ends. */
    void mapping(String file, String from, String to) {
        replace(file, from, to);
        repairBy(() -> replace(file, to, from));
    }

    private void replace(String file, String from, String to) {
        Path mapping = world.routes.resolve("mappings").resolve(file);
        try {
            Files.writeString(mapping, Files.readString(mapping).replace(from, to));
            world.instances.forEach(each -> FreshStart.forgetMappings(each.beans()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An operator changes the connection's settings. */
    void settings(String json) {
        Connection connection = world.connections().get(world.connection());
        ConnectionSettings settings = ProductJson.read(json, ConnectionSettings.class);
        world.connections().update(connection.id(), connection.name(), settings, false, connection.mode());
    }

    /** Both systems are connected only now: what was won before may have been billed by somebody. */
    void connectNow() {
        world.jdbc.sql("update connection set live_since = null").update();
        one.bean(Sweeps.class).connected(new PeerConnected(world.connection(), Peer.QUICKBOOKS));
    }

    /** A person looks at what is held, and says something of it; answers what came of that. */
    <T> T person(Function<PersonsWord, T> says) {
        List<T> answer = new ArrayList<>();
        Task task = Task.start(
                one.gate(), "a person", () -> answer.add(says.apply(new PersonsWord(one.beans(), world.connection()))));
        finish(task);
        if (task.failure() != null) {
            throw new IllegalStateException(task + " has failed", task.failure());
        }
        return answer.get(0);
    }

    /** The invoice of a lead is paid in full; answers the payment's id. */
    String pay(long lead) {
        return pay(lead, "500");
    }

    String pay(long lead, String amount) {
        return world.sandbox
                .post("/quickbooks/invoices/" + invoice(lead) + "/pay?amount=" + amount)
                .path("Id")
                .asText();
    }

    String invoice(long lead) {
        return world.sandbox.invoicesOf(lead).get(0).path("id").asText();
    }

    /** QuickBooks' webhook of a change, as in {@code payment 17 created}. */
    Hook changed(String change) {
        return Hook.changed(SandboxCalls.REALM, world.now(), List.of(change), ++events);
    }

    /** Its sender sends it until it is taken. */
    void deliver(Instance instance, Hook hook) {
        for (int i = 0; i < 3; i++) {
            int[] status = new int[1];
            Task task = taking(instance, hook, status);
            finish(task);
            if (status[0] == 200) {
                return;
            }
        }
        see(hook + " is not taken");
    }

    /** An instance begins to take in a webhook. */
    Task taking(Instance instance, Hook hook, int[] status) {
        if (hook.lead != null) {
            acknowledged.add(hook.lead);
        }
        return instance.takeIn(hook.route, hook.headers, hook.body, status);
    }

    /** A deal is won, and one instance stands still there until the other has done its work. */
    void standStillAt(String point) {
        script.pauseAt(point);
        win();
        Task still = one.poll();
        pass(LEASE_AND_MORE);
        finish(two.poll());
        finish(still);
        rest();
    }

    static void finish(Task task) {
        while (!task.ended()) {
            task.resume();
        }
    }

    void pass(Duration time) {
        world.pass(time, List.of());
    }

    /** Time passes, and an instance keeps what it has claimed. */
    void passAlive(Duration time, Instance instance) {
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minus(HEARTBEAT)) {
            pass(HEARTBEAT);
            finish(Task.start(instance.gate(), "the heartbeat", instance::renew));
        }
    }

    /** Whatever is open is brought to its end, as far as it has one. */
    void rest() {
        for (int i = 0; i < ROUNDS && open() > 0; i++) {
            for (Instance each : List.of(one, two)) {
                if (each.gate().down()) {
                    each.restart(false);
                }
                each.poll();
            }
            if (open() > 0) {
                pass(i < ROUNDS / 2 ? Duration.ofSeconds(21) : Duration.ofHours(1));
            }
        }
    }

    private long open() {
        return count(
                "select (select count(*) from work where state in ('OPEN', 'RUNNING')) + (select count(*) from untaken)");
    }

    long count(String sql) {
        return world.jdbc.sql(sql).query(Long.class).single();
    }

    /** Something is wrong that the invariants do not speak of. */
    void see(String violation) {
        seen.add(violation);
    }

    /** All that is wrong at the end. */
    List<String> violations() {
        List<String> violations = new ArrayList<>(seen);
        violations.addAll(Invariants.violations(world.sandbox.get("/state"), world.jdbc, acknowledged));
        world.jdbc
                .sql("select reason from token where state = 'NEEDS_RECONNECT'")
                .query(String.class)
                .list()
                .forEach(reason -> violations.add("I5: a person has to connect again, for nothing: " + reason));
        return violations;
    }

    @Override
    public void close() {
        for (Instance each : List.of(one, two)) {
            each.gate().crash();
            each.restart(false);
            each.gate().fate(Fate.KIND);
        }
        repairs.forEach(Runnable::run);
    }
}
