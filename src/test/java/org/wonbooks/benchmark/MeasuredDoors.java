package org.wonbooks.benchmark;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.wonbooks.testing.Acks;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.Production.Instance;

/** How soon the product answers webhooks that come at an even pace, counted from when each should have been sent. */
final class MeasuredDoors {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Kommo gives up after it. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(2);

    /** More than Kommo moves at once. */
    private static final int BULK = 250;

    private final Production production;
    private final Instance product;
    private final Figures figures;
    private final String column;

    MeasuredDoors(Production production, Figures figures, String column) {
        this.production = production;
        this.product = production.instances().get(0);
        this.figures = figures;
        this.column = column;
    }

    /** Each of another deal that was truly won. */
    void hooksThatCauseWork(int perSecond, int seconds) {
        List<Long> won = production.win(perSecond * seconds);
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        measure("hooks a second with their work", perSecond, seconds, number -> product.hook(won.get((int) number)));
        product.calls().awaitIdle(PATIENCE);
    }

    /** They tell of nothing to do. */
    void hooksThatCauseNone(int perSecond, int seconds) {
        measure("hooks a second without work", perSecond, seconds, number -> product.idleHook(1_000_000 + number));
    }

    /** Both systems take calls and never answer, so much work is open, and its deals are told of again. */
    void hooksWhileNobodyAnswers(int open, int perSecond, int seconds) {
        for (String system : List.of("kommo", "quickbooks")) {
            production
                    .sandbox()
                    .post(
                            "/faults",
                            "{\"system\": \"%s\", \"kind\": \"silence\", \"count\": %d}"
                                    .formatted(system, Integer.MAX_VALUE));
        }
        for (long first = 1; first <= open; first += BULK) {
            HttpRequest move =
                    product.hook(LongStream.range(first, first + BULK).boxed().toList());
            // A sender comes again.
            while (!product.send(move)) {
                Thread.onSpinWait();
            }
        }
        measure(
                "hooks a second, both systems silent and %,d open".formatted(open),
                perSecond,
                seconds,
                number -> product.hook(1 + number * 97 % open));
    }

    private void measure(String which, int perSecond, int seconds, LongFunction<HttpRequest> hook) {
        Acks acks = Acks.collect(perSecond, Duration.ofSeconds(seconds), hook);
        String what = perSecond + " " + which;
        System.out.println(column + ", " + what + ": " + acks);
        figures.add(what + ", p99, ms", column, acks.percentile(99));
        figures.add(what + ", slowest, ms", column, acks.slowest());
        figures.add(what + ", not taken within 2 s", column, acks.failures(GIVEN_UP));
    }
}
