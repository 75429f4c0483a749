package org.wonbooks.console.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.Fault;
import org.wonbooks.ledger.books.PaymentLinks;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.books.SeenPayment;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.reconcile.Sweeps;
import org.wonbooks.reconcile.Watermarks;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.OnPostgreSql;
import org.wonbooks.testing.Rows;
import org.wonbooks.testing.TestFolder;
import org.wonbooks.testing.Webhooks;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * Everything that takes rows takes them in one order: hooks, runs and their ends, persons and the clock, all at once
 * and over the same few things, never have the database end one of two that wait for each other.
 */
@OnPostgreSql
class LocksTest extends ConsoleTest {

    private static final int OPERATIONS = Integer.getInteger("wonbooks.proof.operations", 10_000);
    private static final long SEED = Long.getLong("wonbooks.proof.seed", 2026);
    private static final int THREADS = 10;
    private static final String DEADLOCK = "40P01";

    /** Beside the other tests' application, which has its own. */
    @DynamicPropertySource
    static void sandbox(DynamicPropertyRegistry registry) {
        registry.add("wonbooks.sandbox.data", () -> TestFolder.of("locks").toString());
    }

    @Autowired
    ConnectionStore connections;

    @Autowired
    Sweeps sweeps;

    @Autowired
    Watermarks watermarks;

    @Autowired
    TokenStore tokens;

    @Autowired
    WorkQueue queue;

    @Autowired
    PaymentLinks links;

    @Autowired
    SeenInvoices seen;

    @Autowired
    DatabaseTime time;

    @Autowired
    ApplicationContext context;

    TransactionTemplate transaction;

    private RunsAtOnce runs;
    private PersonsAtOnce persons;
    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
    private final Queue<String> deadlocks = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final List<Long> ids = new ArrayList<>();
    private final HooksAtOnce hooks = new HooksAtOnce();

    @Autowired
    void whoTakesRows(AutowireCapableBeanFactory beans, PlatformTransactionManager transactions) {
        runs = beans.createBean(RunsAtOnce.class);
        persons = beans.createBean(PersonsAtOnce.class);
        transaction = new TransactionTemplate(transactions);
    }

    @Test
    void nobodyEverWaitsForSomebodyWhoWaitsForHim() throws Exception {
        for (String name : List.of("One", "Two")) {
            long id = connection(name);
            String realm = newRealm();
            connections.joinRealm(id, realm);
            Rows rows = new Rows(jdbc);
            rows.token(id, "KOMMO", "READY");
            rows.token(id, "QUICKBOOKS", "READY");
            for (int lead = 1; lead <= RunsAtOnce.DEALS; lead++) {
                rows.deal(id, lead, "Deal " + lead, "SENT");
                rows.held(id, lead);
                seen.keep(id, RunsAtOnce.invoice(lead, time.now()));
                links.keep(id, SeenPayment.deleted("9" + lead, time.now()));
            }
            jdbc.sql("update deal set total = 10, balance = 10, currency = 'EUR'")
                    .update();
            String product = "http://localhost:" + port;
            ids.add(id);
            hooks.add(new Webhooks(product, product + "/webhooks/kommo/" + connections.webhookSecret(id)), realm);
        }
        long before = endedByTheDatabase();

        AtOnce.run(THREADS, thread -> {
            Random random = new Random(SEED * THREADS + thread);
            for (int i = 0; i < OPERATIONS / THREADS; i++) {
                one(random);
            }
            return thread;
        });
        while (count("untaken") > 0) {
            ReflectionTestUtils.invokeMethod(context.getBean("deliveries"), "takeWhatIsDue");
        }

        System.out.println("operations: " + new TreeMap<>(done));
        assertThat(deadlocks).isEmpty();
        assertThat(endedByTheDatabase() - before)
                .as("deadlocks that the database counted")
                .isZero();
        assertThat(faults).isEmpty();
        nothingIsLost();
    }

    /** The order in which a pause took its rows before: so this test would have seen it. */
    @Test
    void whoTakesTheConnectionFirstIsNoticed() throws Exception {
        long id = connection("Old order");
        Work work = new Work(
                new Rows(jdbc).work(id, "deal-won", "1", "RUNNING"), id, WorkKind.DEAL_WON, "1", "lane", 0, 1, 1);
        long before = endedByTheDatabase();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtOnce.run(2, caller -> {
            try {
                transaction.executeWithoutResult(status -> {
                    if (caller == 0) {
                        connections.down(id, Peer.KOMMO, time.now(), new Connection.Outage("It is down", null));
                        await(bothHoldOne);
                        queue.defer(work, time.now(), "It is down");
                    } else {
                        queue.markDue(id, WorkKind.DEAL_WON, "1", "lane");
                        await(bothHoldOne);
                        watermarks.beginNow(id);
                    }
                });
            } catch (RuntimeException e) {
                note("old order", e);
            }
            return caller;
        });

        assertThat(deadlocks).hasSize(1);
        Awaitility.await().until(() -> endedByTheDatabase() == before + 1);
        deadlocks.clear();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each event has an end or work that is still to come, each mark was counted, and nothing is held by nobody. */
    private void nothingIsLost() {
        assertThat(count("inbox i where not exists (select 1 from event e where e.inbox_id = i.id)"))
                .isZero();
        assertThat(
                        count(
                                """
                        event e join work w on w.id = e.work_id
                         where e.state = 'OPEN' and w.state in ('DONE', 'SKIPPED')"""))
                .isZero();
        assertThat(count("event e join work w on w.id = e.work_id where e.hint > w.hints"))
                .isZero();
        assertThat(count("work where state <> 'RUNNING' and running_lane is not null"))
                .isZero();
        assertThat(count("audit where action = 'connection.change'"))
                .isEqualTo(done.get("change").get());
    }

    private long endedByTheDatabase() {
        // The server tells its counts when a session's transaction has ended, a second later at most.
        jdbc.sql("select pg_stat_clear_snapshot()").query().listOfRows();
        return jdbc.sql("select deadlocks from pg_stat_database where datname = current_database()")
                .query(Long.class)
                .single();
    }

    private void one(Random random) {
        String[] what = {"hook", "hook", "hook", "run", "run", "run", "person", "person", "clock", "change"};
        String kind = what[random.nextInt(what.length)];
        try {
            switch (kind) {
                case "hook" -> hooks.deliver(random);
                case "run" -> runs.run(random);
                case "person" -> persons.act(ids.get(random.nextInt(ids.size())), random);
                case "clock" -> clock(random);
                default -> persons.change(ids.get(random.nextInt(ids.size())), random);
            }
            done.computeIfAbsent(kind, none -> new AtomicInteger()).incrementAndGet();
        } catch (ErrorResponseException | Fault refused) {
            // Somebody else was faster.
        } catch (RuntimeException e) {
            note(kind, e);
        }
    }

    private void note(String kind, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DEADLOCK.equals(sql.getSQLState())) {
                deadlocks.add(kind + ": " + e.getMessage() + " "
                        + List.of(e.getStackTrace()).stream()
                                .filter(frame -> frame.getClassName().startsWith("org.wonbooks"))
                                .limit(8)
                                .toList());
                return;
            }
        }
        faults.add(
                kind + ": " + e + " " + List.of(e.getStackTrace()).subList(0, Math.min(12, e.getStackTrace().length)));
    }

    private void clock(Random random) {
        long id = ids.get(random.nextInt(ids.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                jdbc.sql("update connection set kommo_sweep_due_at = null, quickbooks_sweep_due_at = null where id = ?")
                        .param(id)
                        .update();
                sweeps.tick(connections.get(id));
            }
            case 1 -> ReflectionTestUtils.invokeMethod(context.getBean("driftNights"), "requestDue");
            case 2 -> context.publishEvent(new PeerConnected(id, Peer.KOMMO));
            default -> tokens.storeLongLived(id, "token");
        }
        jdbc.sql(
                        "update work set due_at = ? where connection_id = ? and id = (select min(id) from work where state = 'OPEN')")
                .params(DatabaseTime.parameter(time.now().minus(Duration.ofMinutes(1))), id)
                .update();
    }
}
