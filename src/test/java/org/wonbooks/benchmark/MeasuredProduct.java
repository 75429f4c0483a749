package org.wonbooks.benchmark;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.wonbooks.testing.Acks;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.Production.Instance;
import org.wonbooks.testing.WonbooksJar;

/**
 * The product of one checkout at work, in production with its limits lifted, beside the sandbox in another JVM. All
 * times are the sandbox's: from the moment at which a webhook is sent until a call that it leads to was answered.
 */
final class MeasuredProduct {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final String NOTES = "leads/notes$";

    private final Production production;
    private final Instance product;
    private final Figures figures;
    private final String column;

    /** @param latency of each call of both systems, in milliseconds */
    MeasuredProduct(WonbooksJar jar, Path checkout, String databaseUrl, int latency, Figures figures, String column) {
        this.figures = figures;
        this.column = column;
        Map<String, String> lifted = Map.of(
                "wonbooks.limits.kommo-per-second", "5000",
                "wonbooks.limits.quickbooks-per-second", "5000",
                "wonbooks.limits.quickbooks-per-minute", "100000",
                "wonbooks.limits.quickbooks-in-flight", "160");
        Map<String, String> sandbox = Map.of("speed", "1000", "latency", latency + "ms");
        production = new Production(jar, checkout, databaseUrl, 1, lifted, sandbox);
        product = production.instances().get(0);
        product.calls().awaitIdle();
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
    }

    void end() {
        production.stop();
    }

    void memory(String when) {
        figures.add(
                "resident memory " + when + ", MB", column, product.running().residentMegabytes());
    }

    /** Deals one after the other; answers them. */
    List<Long> deals(String which, int count) {
        List<Long> won = won(count);
        Duration before = product.running().processorTime();
        List<Double> written = new ArrayList<>();
        for (long lead : won) {
            production.sandbox().delete("/calls");
            Instant sent = Instant.now();
            send(() -> product.deliver(lead));
            awaitCall("POST", NOTES);
            written.add(milliseconds(sent, awaitCall("PATCH", "leads/" + lead + "$")));
        }
        figures.add("hook → written back, " + which + ", p50, ms", column, Figures.percentile(50, written));
        figures.add("hook → written back, " + which + ", p95, ms", column, Figures.percentile(95, written));
        Duration used = product.running().processorTime().minus(before);
        figures.add("processor a deal, " + which + ", ms", column, (double) used.toMillis() / count);
        return won;
    }

    /** The payments of deals, one after the other. */
    void payments(String which, List<Long> deals) {
        Map<Long, String> invoices = invoices(deals);
        List<Double> shown = new ArrayList<>();
        Duration before = product.running().processorTime();
        for (long lead : deals) {
            String payment = production
                    .sandbox()
                    .post("/quickbooks/invoices/" + invoices.get(lead) + "/pay")
                    .path("Id")
                    .asText();
            production.sandbox().delete("/calls");
            Instant sent = Instant.now();
            send(() -> product.send(product.paymentHook(payment)));
            shown.add(milliseconds(sent, awaitCall("PATCH", "leads/" + lead + "$")));
            awaitCall("POST", NOTES);
        }
        figures.add("payment hook → shown, " + which + ", p50, ms", column, Figures.percentile(50, shown));
        figures.add("payment hook → shown, " + which + ", p95, ms", column, Figures.percentile(95, shown));
        Duration used = product.running().processorTime().minus(before);
        figures.add("processor a payment, " + which + ", ms", column, (double) used.toMillis() / deals.size());
    }

    /** So many deals won at once. */
    void burst(String which, int count) {
        List<Long> won = won(count);
        production.sandbox().delete("/calls");
        Acks acks = new Acks();
        Instant sent = Instant.now();
        won.stream().map(lead -> acks.measure(product.hook(lead))).toList().forEach(done -> done.join());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> calls("POST", NOTES).size() >= count);
        List<JsonNode> calls = calls("POST", NOTES);
        double seconds = milliseconds(sent, calls.get(calls.size() - 1)) / 1000;
        figures.add("deals a second, " + count + " at once, " + which, column, count / seconds);
        figures.add("slowest answer to their hooks, " + which + ", ms", column, acks.slowest());
    }

    /** Hooks at an even pace, each of another deal that was truly won. */
    void hooksThatCauseWork(int perSecond, int seconds) {
        List<Long> won = won(perSecond * seconds);
        Acks acks = Acks.collect(
                perSecond, Duration.ofSeconds(seconds), number -> product.hook(won.get((int) number % won.size())));
        told(perSecond + " hooks a second with their work", acks);
        product.calls().awaitIdle();
    }

    /** Hooks at an even pace that tell of nothing to do. */
    void hooksThatCauseNone(int perSecond, int seconds) {
        long lead = won(1).get(0);
        Acks acks = Acks.collect(perSecond, Duration.ofSeconds(seconds), number -> product.idleHook(lead + 1_000_000));
        told(perSecond + " hooks a second without work", acks);
    }

    /** Deals that are won while nobody is told. */
    private List<Long> won(int count) {
        List<Long> won = production.win(count);
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        return won;
    }

    private void told(String which, Acks acks) {
        System.out.println(column + ", " + which + ": " + acks);
        figures.add(which + ", p99, ms", column, acks.percentile(99));
        figures.add(which + ", slowest, ms", column, acks.slowest());
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

    private static void send(BooleanSupplier hook) {
        if (!hook.getAsBoolean()) {
            throw new AssertionError("A hook was not acknowledged");
        }
    }

    private JsonNode awaitCall(String method, String path) {
        return await(method + " " + path)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(() -> calls(method, path), calls -> !calls.isEmpty())
                .get(0);
    }

    private List<JsonNode> calls(String method, String path) {
        return StreamSupport.stream(
                        production
                                .sandbox()
                                .get("/calls?system=kommo&path=" + path.replace("$", "%24"))
                                .spliterator(),
                        false)
                .filter(call -> call.path("method").asText().equals(method))
                .filter(call -> call.path("status").asInt() < 300)
                .toList();
    }

    private static double milliseconds(Instant from, JsonNode call) {
        return Duration.between(from, Instant.parse(call.path("time").asText())).toNanos() / 1e6;
    }
}
