package org.wonbooks.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;
import org.wonbooks.check.CheckResults;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.drift.DriftReports;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.flow.BooksChanges;
import org.wonbooks.flow.DealMoney;
import org.wonbooks.flow.DealNeed;
import org.wonbooks.flow.PaidInvoices;
import org.wonbooks.ledger.CustomerLinks;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.Decisions;
import org.wonbooks.ledger.PaymentLinks;
import org.wonbooks.ledger.SeenInvoice;
import org.wonbooks.ledger.SeenInvoices;
import org.wonbooks.ledger.SeenPayment;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.oauth.PeerConnected;
import org.wonbooks.oauth.TokenStore;
import org.wonbooks.quickbooks.Invoice;
import org.wonbooks.quickbooks.Payment;
import org.wonbooks.reconcile.Sweeps;
import org.wonbooks.reconcile.Watermarks;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.OnPostgreSql;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.Rows;
import org.wonbooks.testing.TestFolder;
import org.wonbooks.testing.Webhooks;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkClaims;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkOutcomes;
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
    private static final int DEALS = 8;
    private static final String DEADLOCK = "40P01";
    private static final String PERSON = "admin";

    /** Beside the other tests' application, which has its own. */
    @DynamicPropertySource
    static void sandbox(DynamicPropertyRegistry registry) {
        registry.add("wonbooks.sandbox.data", () -> TestFolder.of("locks").toString());
    }

    @Autowired
    ConnectionStore connections;

    @Autowired
    ConnectionActions connectionActions;

    @Autowired
    DealActions dealActions;

    @Autowired
    WorkActions workActions;

    @Autowired
    AttentionActions attentionActions;

    @Autowired
    AttentionQueries attention;

    @Autowired
    DriftActions driftActions;

    @Autowired
    DriftReports reports;

    @Autowired
    Sweeps sweeps;

    @Autowired
    Watermarks watermarks;

    @Autowired
    CheckResults checks;

    @Autowired
    TokenStore tokens;

    @Autowired
    WorkClaims claims;

    @Autowired
    WorkQueue queue;

    @Autowired
    WorkOutcomes outcomes;

    @Autowired
    DealLedger deals;

    @Autowired
    Decisions decisions;

    @Autowired
    DealNeed need;

    @Autowired
    StepLedger steps;

    @Autowired
    CustomerLinks customers;

    @Autowired
    PaymentLinks links;

    @Autowired
    SeenInvoices seen;

    @Autowired
    BooksChanges changes;

    @Autowired
    PaidInvoices paid;

    @Autowired
    DealMoney money;

    @Autowired
    Fence fence;

    @Autowired
    DatabaseTime time;

    @Autowired
    ApplicationContext context;

    TransactionTemplate transaction;

    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
    private final Queue<String> deadlocks = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final List<Long> ids = new ArrayList<>();
    private final List<Webhooks> hooks = new ArrayList<>();
    private final List<String> realms = new ArrayList<>();

    @Autowired
    void transactions(PlatformTransactionManager transactions) {
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
            for (int lead = 1; lead <= DEALS; lead++) {
                rows.deal(id, lead, "Deal " + lead, "SENT");
                rows.held(id, lead);
                seen.keep(id, invoice(lead, time.now()));
                links.keep(id, SeenPayment.deleted("9" + lead, time.now()));
            }
            jdbc.sql("update deal set total = 10, balance = 10, currency = 'EUR'")
                    .update();
            String product = "http://localhost:" + port;
            ids.add(id);
            realms.add(realm);
            hooks.add(new Webhooks(product, product + "/webhooks/kommo/" + connections.webhookSecret(id)));
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
                case "hook" -> hook(random);
                case "run" -> run(random);
                case "person" -> person(random);
                case "clock" -> clock(random);
                default -> change(random);
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

    private void hook(Random random) {
        int which = random.nextInt(ids.size());
        if (random.nextBoolean()) {
            List<Integer> leads = shuffled(random);
            hooks.get(which)
                    .kommo(IntStream.range(0, leads.size())
                            .mapToObj(i -> ("leads[status][%1$d][id]=%2$d&leads[status][%1$d][status_id]=142"
                                            + "&leads[status][%1$d][old_status_id]=142")
                                    .formatted(i, leads.get(i)))
                            .collect(Collectors.joining("&"))
                            .getBytes(UTF_8));
        } else {
            List<String> events = new ArrayList<>();
            for (int lead : shuffled(random)) {
                String[] kinds = {"payment", "invoice", "refundreceipt", "item", "preferences"};
                String entity = kinds[random.nextInt(kinds.length)];
                events.add(
                        "{\"id\":\"e%d\",\"type\":\"qbo.%s.updated.v1\",\"intuitentityid\":\"9%d\",\"intuitaccountid\":\"%s\"}"
                                .formatted(
                                        random.nextInt(2000), entity, lead, realms.get(random.nextInt(realms.size()))));
            }
            hooks.get(which).quickbooks(("[" + String.join(",", events) + "]").getBytes(UTF_8));
        }
    }

    private static List<Integer> shuffled(Random random) {
        List<Integer> leads =
                new ArrayList<>(IntStream.rangeClosed(1, DEALS).boxed().toList());
        Collections.shuffle(leads, random);
        return leads.subList(0, 2 + random.nextInt(DEALS - 2));
    }

    private void run(Random random) {
        for (Work work : claims.claim(1 + random.nextInt(3))) {
            try {
                act(work, random);
            } catch (Fault ended) {
                // It ends all the same.
            }
            end(work, random.nextInt(12));
        }
    }

    private void act(Work work, Random random) {
        Connection connection = connections.get(work.connectionId());
        Instant now = time.now();
        switch (work.kind()) {
            case PAYMENT_RECEIVED -> {
                Payment payment = payment(work.key(), random);
                kept(work, () -> {
                    links.keep(
                            connection.id(),
                            new SeenPayment(
                                    work.key(), null, payment.amountsByInvoice(), BigDecimal.ZERO, "MOVED", null, now));
                    shuffled(random).stream().sorted().forEach(lead -> seen.keep(connection.id(), invoice(lead, now)));
                    deals.lockInvoices(connection.id());
                });
                paid.markDue(work, new Payment.Answer(payment));
            }
            case INVOICE_CHANGED -> {
                Deal deal = money.dealOf(work, connection);
                kept(work, () -> seen.keep(connection.id(), invoice((int) deal.leadId(), now)));
                money.settle(work, connection, deal);
            }
            // As WonDeal.decide does, and then the customer's call.
            case DEAL_WON -> {
                Deal deal =
                        deals.find(connection.id(), Long.parseLong(work.key())).orElseThrow();
                kept(work, () -> {
                    need.holdNext(deal);
                    decisions.lock(connection.id());
                    decisions.decide(
                            deal,
                            random.nextBoolean() ? Verdict.HOLD : Verdict.BILL,
                            Reason.of(
                                    random.nextBoolean() ? Cause.BURST : Cause.ABOVE_LIMIT,
                                    "limit",
                                    "1",
                                    "amount",
                                    "2"),
                            Shown.NOTHING,
                            Map.of());
                    need.pass(deal);
                });
                kept(work, () -> {
                    steps.begin(deal, "customer", epoch -> "shared-" + epoch, () -> "{}");
                    customers.link(connection.id(), "contact:1", "58", null, false);
                    steps.done(deal, "customer", "58");
                });
                kept(work, () -> steps.notMade(deal, epoch -> "shared-" + epoch, "A search found nothing"));
            }
            case DEAL_TASK ->
                kept(work, () -> deals.find(connection.id(), Long.parseLong(work.key()))
                        .ifPresent(deal -> {
                            steps.begin(deal, "task-" + work.epoch(), () -> "words");
                            deals.recheck(deal, false);
                            deals.note(deal, "Told");
                        }));
            case QUICKBOOKS_SWEEP ->
                kept(work, () -> {
                    List<Payment> payments = shuffled(random).stream()
                            .map(lead -> payment("9" + lead, random))
                            .toList();
                    List<Invoice> invoices = shuffled(random).stream()
                            .map(lead -> ProductJson.read(
                                    "{\"Id\": \"9%d\", \"TotalAmt\": %d, \"Balance\": 1, \"CustomerRef\": {\"value\": \"58\"}}"
                                            .formatted(lead, random.nextInt(100) + 1),
                                    Invoice.class))
                            .toList();
                    changes.keep(connection, payments, invoices, List.of(), now);
                    watermarks.quickbooksSwept(connection.id(), watermarks.quickbooks(connection.id()), now);
                });
            case KOMMO_SWEEP ->
                kept(work, () -> {
                    TreeMap<String, String> lanes = new TreeMap<>();
                    shuffled(random).forEach(lead -> lanes.put("" + lead, Lane.deal(connection.id(), lead)));
                    queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
                    watermarks.kommoSwept(connection.id(), watermarks.kommo(connection.id()), now, now);
                });
            case CONNECTION_CHECK -> checks.keep(connection.id(), List.of());
            case CONNECTION_PROVISION -> connections.provisioned(connection.id());
            case DRIFT_REPORT -> reports.finish(work, reports.begin(work, connection));
        }
    }

    private void kept(Work work, Runnable keeper) {
        transaction.executeWithoutResult(status -> {
            fence.hold(work.lease());
            keeper.run();
        });
    }

    private static Payment payment(String id, Random random) {
        String lines = shuffled(random).stream()
                .map(lead -> "{\"Amount\": 5, \"LinkedTxn\": [{\"TxnId\": \"9%d\", \"TxnType\": \"Invoice\"}]}"
                        .formatted(lead))
                .collect(Collectors.joining(","));
        return ProductJson.read(
                "{\"Id\": \"%s\", \"TotalAmt\": 100, \"Line\": [%s]}".formatted(id, lines), Payment.class);
    }

    private static SeenInvoice invoice(int lead, Instant readAt) {
        return new SeenInvoice(
                "9" + lead,
                BigDecimal.TEN,
                BigDecimal.ONE,
                false,
                false,
                List.of("9" + lead, "9" + (lead % DEALS + 1)),
                null,
                "58",
                null,
                null,
                readAt);
    }

    private void end(Work work, int how) {
        PeerDownFault down = new PeerDownFault(how % 2 == 0 ? Peer.KOMMO : Peer.QUICKBOOKS, "It is down");
        switch (how) {
            case 0, 1, 2 -> outcomes.pause(work, down);
            case 3 -> outcomes.dead(work, new PermanentFault("No such item", "Make it"));
            case 4 ->
                outcomes.hold(work, new Hold(Reason.of(Cause.ABOVE_LIMIT, "limit", "1", "amount", "2"), Shown.NOTHING));
            case 5 -> outcomes.skipped(work, new Skip("Nothing to do"));
            case 6 -> outcomes.tryAgain(work, new PassingFault("It broke", null));
            case 7 -> outcomes.awaitReconnect(work, new PassingFault("Connect again", null));
            default -> outcomes.done(work);
        }
        for (Peer peer : Peer.values()) {
            connections.up(work.connectionId(), peer, time.now());
        }
    }

    private void person(Random random) {
        long id = ids.get(random.nextInt(ids.size()));
        long lead = 1L + random.nextInt(DEALS);
        switch (random.nextInt(9)) {
            case 0, 1 -> dealActions.reconcile(PERSON, id, lead);
            case 2 ->
                dealActions.approve(
                        PERSON,
                        id,
                        lead,
                        deals.find(id, lead).orElseThrow().decision().digest());
            case 3 -> connectionActions.provision(PERSON, id);
            case 4 ->
                connectionActions.reconcile(
                        PERSON, id, new ConnectionActions.Reconcile("2026-11-01", random.nextInt(4) == 0));
            case 5 -> driftActions.request(PERSON, id);
            case 6 -> work(id, random).forEach(work -> workActions.skip(PERSON, work));
            default -> attention(id, random);
        }
    }

    private List<Long> work(long connection, Random random) {
        return jdbc.sql(
                        "select id from work where connection_id = ? and state in ('DEAD', 'OPEN') order by id limit 1 offset ?")
                .params(connection, random.nextInt(10))
                .query(Long.class)
                .list();
    }

    private void attention(long id, Random random) {
        List<AttentionQueries.Group> groups = attention.list(id);
        if (groups.isEmpty()) {
            return;
        }
        AttentionQueries.Group group = groups.get(random.nextInt(groups.size()));
        switch (random.nextInt(3)) {
            case 0 -> attentionActions.approve(PERSON, group.cause(), group.digest());
            case 1 -> attentionActions.skip(PERSON, group.cause(), group.digest());
            default -> attentionActions.replay(PERSON, group.cause(), group.digest());
        }
    }

    private void change(Random random) {
        long id = ids.get(random.nextInt(ids.size()));
        String mode = random.nextInt(4) == 0 ? "shadow" : "live";
        connectionActions.change(
                PERSON, id, new ConnectionActions.Change(null, null, null, null, random.nextInt(20) == 0, mode), null);
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
