package org.wonbooks.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import org.wonbooks.benchmark.SandboxLog.Call;
import org.wonbooks.testing.Acks;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.Production.Instance;
import org.wonbooks.testing.WonbooksJar;

/**
 * The product of one checkout at work, in production with its limits lifted, beside the sandbox in another JVM. All
 * times are the sandbox's: from the moment at which a webhook is sent until a call that it leads to was answered.
 */
final class MeasuredProduct {

    private final Production production;
    private final Instance product;
    private final SandboxLog log;
    private final Figures figures;
    private final String column;
    private final boolean slow;

    /** @param latency of each call of both systems, in milliseconds */
    MeasuredProduct(WonbooksJar jar, Path checkout, String databaseUrl, int latency, Figures figures, String column) {
        this.figures = figures;
        this.column = column;
        slow = latency > 0;
        Map<String, String> lifted = Map.of(
                "wonbooks.limits.kommo-per-second", "5000",
                "wonbooks.limits.quickbooks-per-second", "5000",
                "wonbooks.limits.quickbooks-per-minute", "100000",
                "wonbooks.limits.quickbooks-in-flight", "160");
        Map<String, String> sandbox = Map.of("speed", "1000", "latency", latency + "ms");
        production = new Production(jar, checkout, databaseUrl, 1, lifted, sandbox);
        product = production.instances().get(0);
        log = new SandboxLog(production.sandbox(), Duration.ofMillis(25 + latency / 2));
        product.calls().awaitIdle();
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        // It shares the machine: whether each call is as its table has it is for other tests to see.
        List.of("kommo", "quickbooks")
                .forEach(system -> production.sandbox().patch("/" + system + "/modes", "{\"judge\": \"off\"}"));
        product.running().forgetMost();
    }

    void end() {
        // Nobody waits for an answer that does not come.
        production.sandbox().delete("/faults");
        production.stop();
    }

    /** What its doors do. */
    MeasuredDoors doors() {
        return new MeasuredDoors(production, figures, column);
    }

    /** Resident now. */
    void memory(String when) {
        figures.add(
                "resident memory " + when + ", MB", column, product.running().residentMegabytes());
    }

    /** The most that was resident since it was ready. */
    void mostMemory(String when) {
        figures.add(
                "resident memory " + when + ", MB", column, product.running().mostMegabytes());
    }

    /** Deals one after the other; answers them. */
    List<Long> deals(String which, int count) {
        List<Long> won = won(count);
        Used before = used();
        List<Double> written = new ArrayList<>();
        List<Chain> chains = new ArrayList<>();
        for (long lead : won) {
            log.forget();
            Instant sent = Instant.now();
            acknowledged(product.deliver(lead));
            List<Call> calls = log.awaitWritten(1);
            written.add(SandboxLog.until(calls, SandboxLog.CARD, sent));
            chains.add(Chain.of(calls));
        }
        tell("hook → written back", which, written);
        if (slow) {
            figures.add("× the longest chain of calls, " + which, column, median(written, chains, Chain::longest));
            figures.add("× the sum of all calls, " + which, column, median(written, chains, Chain::sum));
        }
        tell(before, "a deal, " + which, count);
        return won;
    }

    /** The payments of deals, one after the other. */
    void payments(String which, List<Long> deals) {
        Map<Long, String> invoices = invoices(deals);
        List<Double> shown = new ArrayList<>();
        Used before = used();
        for (long lead : deals) {
            String payment = production
                    .sandbox()
                    .post("/quickbooks/invoices/" + invoices.get(lead) + "/pay")
                    .path("Id")
                    .asText();
            log.forget();
            Instant sent = Instant.now();
            acknowledged(product.send(product.paymentHook(payment)));
            shown.add(SandboxLog.until(log.awaitWritten(1), SandboxLog.CARD, sent));
        }
        tell("payment hook → shown", which, shown);
        tell(before, "a payment, " + which, deals.size());
    }

    /** So many deals won at once. */
    void burst(String which, int count) {
        List<Long> won = won(count);
        log.forget();
        Acks acks = new Acks();
        Instant sent = Instant.now();
        won.stream().map(lead -> acks.measure(product.hook(lead))).toList().forEach(CompletableFuture::join);
        double seconds = SandboxLog.until(log.awaitWritten(count), SandboxLog.NOTE, sent) / 1000;
        figures.add("deals a second, " + count + " at once, " + which, column, count / seconds);
        figures.add("slowest answer to their hooks, " + which + ", ms", column, acks.slowest());
    }

    /** Deals that are won while nobody is told. */
    private List<Long> won(int count) {
        List<Long> won = production.win(count);
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        return won;
    }

    private void tell(String what, String which, List<Double> milliseconds) {
        figures.add(what + ", " + which + ", p50, ms", column, Figures.percentile(50, milliseconds));
        figures.add(what + ", " + which + ", p95, ms", column, Figures.percentile(95, milliseconds));
    }

    private static double median(List<Double> written, List<Chain> chains, ToDoubleFunction<Chain> milliseconds) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            ratios.add(written.get(i) / milliseconds.applyAsDouble(chains.get(i)));
        }
        return Figures.percentile(50, ratios);
    }

    /** The processor's time of both JVMs. */
    private record Used(Duration own, Duration sandbox) {}

    private Used used() {
        return new Used(
                product.running().processorTime(), production.sandboxRunning().processorTime());
    }

    /** The sandbox's is told too, since it is on the same machine. */
    private void tell(Used before, String which, int count) {
        Used now = used();
        figures.add("processor " + which + ", ms", column, each(before.own(), now.own(), count));
        figures.add("the sandbox's processor " + which + ", ms", column, each(before.sandbox(), now.sandbox(), count));
    }

    private static double each(Duration before, Duration now, int count) {
        return (double) now.minus(before).toMillis() / count;
    }

    private Map<Long, String> invoices(List<Long> deals) {
        Map<Long, String> byDeal = new HashMap<>();
        production.sandbox().company().path("invoices").forEach(invoice -> {
            String note = invoice.path("privateNote").asText();
            if (note.contains("wonbooks:")) {
                byDeal.put(
                        Long.valueOf(note.substring(note.indexOf("wonbooks:")).split(":")[2]),
                        invoice.path("id").asText());
            }
        });
        byDeal.keySet().retainAll(deals);
        return byDeal;
    }

    private static void acknowledged(boolean hook) {
        if (!hook) {
            throw new AssertionError("A hook was not acknowledged");
        }
    }
}
