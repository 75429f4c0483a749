package org.wonbooks.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.check.result.CheckRequests;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.ledger.deal.LeadRemarks;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.reconcile.AtWork;
import org.wonbooks.reconcile.Sweeps;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;

/**
 * One Wonbooks over the simulated systems, where nothing happens by itself: webhooks are kept until the test delivers
 * them, work runs when the test says so, and time passes when it lets it.
 */
public final class CalmWorld implements AutoCloseable {

    private static final int ROUNDS = 100;

    /** Nothing is read in the same moment in which it was told of. */
    private static final Duration MOMENT = Duration.ofMillis(5);

    private final World world;
    private Instance wonbooks;
    private int deliveries;

    public CalmWorld() {
        this(new World(TestDatabase.H2, List.of("one")));
    }

    /** Several on one database; all is done by the first, until it is said by which. */
    public CalmWorld(TestDatabase database, List<String> names) {
        this(new World(database, names));
    }

    CalmWorld(World world) {
        this.world = world;
        wonbooks = world.instances.get(0);
    }

    /** Everything as at the first start, with a connection that has these settings. */
    public void begin(long seed, ConnectionSettings settings) {
        world.begin(new Fate(seed));
        world.sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"kept\", \"readLag\": \"PT0S\"}");
        world.sandbox.patch("/hooks", "{\"enabled\": true, \"keep\": true}");
        Connection connection = connection();
        world.connections().update(connection.id(), connection.name(), settings, false, connection.mode());
    }

    public SandboxCalls sandbox() {
        return world.sandbox;
    }

    /** Its API, as its admin calls it. */
    public ProductCalls product() {
        int port = bean(Environment.class).getRequiredProperty("local.server.port", Integer.class);
        return new ProductCalls(port, World.PASSWORD);
    }

    public JdbcClient jdbc() {
        return world.jdbc;
    }

    public Connection connection() {
        return world.connections().get(world.connection());
    }

    public Instant now() {
        return world.now();
    }

    /** Time passes. */
    public void pass(Duration time) {
        world.pass(time, List.of());
    }

    /** Both systems of a live connection are connected only now. */
    public void connectNow() {
        connectNow(Connection.Mode.LIVE);
    }

    /** Both systems are connected only now, and the connection was made in this mode. */
    public void connectNow(Connection.Mode mode) {
        Connection before = connection();
        world.connections().update(before.id(), before.name(), before.settings(), false, mode);
        world.jdbc.sql("update connection set live_since = null").update();
        bean(Sweeps.class).connected(new PeerConnected(world.connection(), Peer.QUICKBOOKS));
    }

    /** It is seen whether the connection is at work, as it is each minute. */
    public void minute() {
        bean(AtWork.class).seen(connection());
    }

    /** From now on all is done by this one. */
    public void on(int instance) {
        wonbooks = world.instances.get(instance);
    }

    /** The same, and the sweeps whose time has come are made. */
    public void tick() {
        bean(Sweeps.class).tick(connection());
        rest();
    }

    /** A person has the connection checked. */
    public void check() {
        bean(CheckRequests.class).run(connection());
    }

    /** An operator pauses the connection, lets it go on, or has it do more or less. */
    public void change(boolean paused, Connection.Mode mode) {
        change(connection().settings(), paused, mode);
    }

    /** An operator gives the connection other settings. */
    public void change(ConnectionSettings settings) {
        change(settings, false, connection().mode());
    }

    private void change(ConnectionSettings settings, boolean paused, Connection.Mode mode) {
        Connection before = connection();
        bean(Sweeps.class).beforeChange(before);
        world.connections().update(before.id(), before.name(), settings, paused, mode);
        bean(Sweeps.class).changed(before, connection());
    }

    /** A person wants a deal billed. */
    public void take(long lead) {
        bean(LeadRemarks.class).take(world.connection(), lead, "admin");
        world.queue()
                .markDue(
                        world.connection(),
                        WorkKind.DEAL_WON,
                        String.valueOf(lead),
                        Lane.deal(world.connection(), lead));
    }

    /** A person wants everything billed that was won since then. */
    public void reconcileSince(LocalDate day) {
        bean(Sweeps.class).start(connection(), day);
    }

    private <T> T bean(Class<T> type) {
        return wonbooks.bean(type);
    }

    /** The webhooks since the last time, as the sandbox gives them. */
    public List<JsonNode> hooks() {
        return StreamSupport.stream(world.sandbox.get("/hooks/kept").spliterator(), false)
                .toList();
    }

    /** A webhook comes in. The sandbox has subscribed us under the secret of an earlier connection. */
    public void deliver(JsonNode hook) {
        byte[] body;
        try {
            body = hook.path("body").binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (hook.path("system").asText().equals("kommo")) {
            kommo(body);
        } else {
            Map<String, Object> headers = new HashMap<>();
            hook.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            take("webhook-quickbooks", headers, body);
        }
    }

    /** A webhook of Kommo comes in. */
    public void kommo(byte[] form) {
        take("webhook-kommo", Map.of("secret", world.connections().webhookSecret(world.connection())), form);
    }

    /**
     * A webhook of QuickBooks comes in, which was never told before.
     *
     * @param changes as in {@code payment 17 created}
     */
    public void quickbooks(Instant at, List<String> changes) {
        Hook hook = Hook.changed(SandboxCalls.REALM, at, changes, ++deliveries);
        take(hook.route, hook.headers, hook.body);
    }

    private void take(String route, Map<String, Object> headers, byte[] body) {
        int[] status = new int[1];
        ended(wonbooks.takeIn(route, headers, body, status));
        if (status[0] != 200) {
            throw new IllegalStateException(route + " answered " + status[0]);
        }
        pass(MOMENT);
    }

    /** What is due is done. */
    public void work() {
        ended(wonbooks.poll());
    }

    private static void ended(Task task) {
        if (task.failure() != null || !task.ended()) {
            throw new IllegalStateException(task + " has failed", task.failure());
        }
    }

    /** All that is open is done; time passes as it needs. */
    public void rest() {
        for (int i = 0; i < ROUNDS; i++) {
            work();
            List<Instant> due = world.jdbc
                    .sql("select due_at from work where state not in ('DONE', 'SKIPPED', 'DEAD') order by due_at")
                    .query((row, number) -> DatabaseTime.read(row, "due_at"))
                    .list();
            if (due.isEmpty()) {
                return;
            }
            if (due.get(0).isAfter(now())) {
                pass(Duration.between(now(), due.get(0)).plusMillis(1));
            }
        }
        throw new IllegalStateException("It does not come to rest: "
                + world.jdbc
                        .sql("select kind, work_key, state, reason from work where state in ('OPEN', 'RUNNING')")
                        .query()
                        .listOfRows());
    }

    /** One of the two sweeps runs, and whatever it has found is done. */
    public void sweep(WorkKind sweep) {
        String key = sweep == WorkKind.KOMMO_SWEEP ? "kommo" : "quickbooks";
        world.queue().markDue(world.connection(), sweep, key, Lane.connection(world.connection()));
        rest();
    }

    @Override
    public void close() {
        world.close();
    }
}
