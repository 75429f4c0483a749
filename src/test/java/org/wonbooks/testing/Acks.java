package org.wonbooks.testing;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** How webhooks were answered, and after how long, counted from the moment at which each should have been sent. */
public final class Acks {

    private record Ack(int status, long nanos) {}

    private final HttpClient sender =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Ack> acks = new ConcurrentLinkedQueue<>();

    /** Sends so many a second for a time, however long the answers take, and waits for all answers. */
    public static Acks collect(int perSecond, Duration time, LongFunction<HttpRequest> hook) {
        Acks acks = new Acks();
        List<CompletableFuture<Integer>> sent = new ArrayList<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        long begin = System.nanoTime();
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long[] number = {0};
        CompletableFuture<Void> done = new CompletableFuture<>();
        clock.scheduleAtFixedRate(
                () -> {
                    long due = begin + number[0] * period;
                    if (due - begin >= time.toNanos()) {
                        done.complete(null);
                    } else {
                        sent.add(acks.measure(hook.apply(number[0]++), due));
                    }
                },
                0,
                period,
                TimeUnit.NANOSECONDS);
        done.join();
        clock.shutdownNow();
        sent.forEach(CompletableFuture::join);
        return acks;
    }

    /** Sends one now; gives the answer's status, 0 for none. */
    public CompletableFuture<Integer> measure(HttpRequest hook) {
        return measure(hook, System.nanoTime());
    }

    private CompletableFuture<Integer> measure(HttpRequest hook, long due) {
        return sender.sendAsync(hook, BodyHandlers.discarding())
                .handle((answer, fault) -> answer == null ? 0 : answer.statusCode())
                .whenComplete((status, fault) -> acks.add(new Ack(status, System.nanoTime() - due)));
    }

    /** What the answers were; 0 for none. */
    public Set<Integer> statuses() {
        return acks.stream().map(Ack::status).collect(Collectors.toSet());
    }

    /** How many were not answered 200 within a time. */
    public long failures(Duration time) {
        return acks.stream()
                .filter(ack -> ack.status() != 200 || ack.nanos() > time.toNanos())
                .count();
    }

    /** Milliseconds. */
    public long slowest() {
        return percentile(100);
    }

    /** Milliseconds within which so many of a hundred were answered. */
    public long percentile(int percent) {
        long[] sorted = acks.stream().mapToLong(Ack::nanos).sorted().toArray();
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return TimeUnit.NANOSECONDS.toMillis(sorted[Math.max(rank, 1) - 1]);
    }

    @Override
    public String toString() {
        return "%d hooks, answered %s, p50 %d ms, p99 %d ms, max %d ms"
                .formatted(
                        acks.size(),
                        acks.stream().collect(Collectors.groupingBy(Ack::status, Collectors.counting())),
                        percentile(50),
                        percentile(99),
                        slowest());
    }
}
