package org.wonbooks.console.start;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wonbooks.console.start.Turnover.Day;

/** The days of a currency as bars, beside each other what was billed and what was paid. */
record Chart(List<Bar> bars, BigDecimal highest) {

    static final int HEIGHT = 100;
    private static final int STEP = 20;
    private static final int WIDTH = 8;

    /** @param kind {@code billed} or {@code paid} */
    record Bar(String kind, int x, int y, int height) {}

    static Chart of(List<Day> days) {
        BigDecimal highest = days.stream()
                .flatMap(day -> Stream.of(day.billed(), day.paid()))
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        if (highest.signum() == 0) {
            return new Chart(List.of(), highest);
        }
        List<Bar> bars = IntStream.range(0, days.size())
                .boxed()
                .flatMap(at -> Stream.of(
                        bar("billed", at * STEP, days.get(at).billed(), highest),
                        bar("paid", at * STEP + WIDTH + 1, days.get(at).paid(), highest)))
                .filter(bar -> bar.height() > 0)
                .toList();
        return new Chart(bars, highest);
    }

    private static Bar bar(String kind, int x, BigDecimal amount, BigDecimal highest) {
        int height = amount.multiply(BigDecimal.valueOf(HEIGHT))
                .divide(highest, 0, RoundingMode.CEILING)
                .intValue();
        return new Bar(kind, x, HEIGHT - height, height);
    }
}
