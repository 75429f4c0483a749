package org.wonbooks.console.attention;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.check.result.CheckResults;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.drift.report.DriftReports;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.flow.money.BooksChanges;
import org.wonbooks.flow.money.DealMoney;
import org.wonbooks.flow.money.PaidInvoices;
import org.wonbooks.flow.task.DealNeed;
import org.wonbooks.ledger.books.CustomerLinks;
import org.wonbooks.ledger.books.PaymentLinks;
import org.wonbooks.ledger.books.SeenInvoice;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.books.SeenPayment;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.invoice.Payment;
import org.wonbooks.reconcile.Watermarks;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.WorkClaims;
import org.wonbooks.work.run.WorkOutcomes;

/** Runs of all kinds and their ends, each of which takes the rows that those of the product take. */
class RunsAtOnce {

    static final int DEALS = 8;

    @Autowired
    ConnectionStore connections;

    @Autowired
    DriftReports reports;

    @Autowired
    Watermarks watermarks;

    @Autowired
    CheckResults checks;

    @Autowired
    WorkClaims claims;

    @Autowired
    WorkQueue queue;

    @Autowired
    WorkOutcomes outcomes;

    @Autowired
    DealLedger deals;

    @Autowired
    DealAttention attention;

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

    TransactionTemplate transaction;

    @Autowired
    void transactions(PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
    }

    void run(Random random) {
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
                    deals.lock(connection.id());
                });
                paid.markDue(work, new Payment.Answer(payment));
            }
            case INVOICE_CHANGED -> {
                Deal deal = money.dealOf(work, connection);
                kept(work, () -> seen.keep(connection.id(), invoice((int) deal.leadId(), now)));
                money.settle(work, connection, deal);
            }
            // As DealDecision.decide does, and then the customer's call.
            case DEAL_WON -> {
                Deal deal =
                        deals.find(connection.id(), Long.parseLong(work.key())).orElseThrow();
                kept(work, () -> {
                    decisions.oneAtATime(connection.id());
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
                            attention.recheck(deal, false);
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

    private static Payment payment(String id, Random random) {
        String lines = shuffled(random).stream()
                .map(lead -> "{\"Amount\": 5, \"LinkedTxn\": [{\"TxnId\": \"9%d\", \"TxnType\": \"Invoice\"}]}"
                        .formatted(lead))
                .collect(Collectors.joining(","));
        return ProductJson.read(
                "{\"Id\": \"%s\", \"TotalAmt\": 100, \"Line\": [%s]}".formatted(id, lines), Payment.class);
    }

    /** As it was read at a time: open, of ten, and paid by two payments. */
    static SeenInvoice invoice(int lead, Instant readAt) {
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
                null,
                readAt);
    }

    /** Two deals or more, in any order. */
    static List<Integer> shuffled(Random random) {
        List<Integer> leads =
                new ArrayList<>(IntStream.rangeClosed(1, DEALS).boxed().toList());
        Collections.shuffle(leads, random);
        return leads.subList(0, 2 + random.nextInt(DEALS - 2));
    }
}
