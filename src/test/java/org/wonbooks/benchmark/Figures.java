package org.wonbooks.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured, by figure and column; each time that it was. */
final class Figures {

    private final List<String> columns = new ArrayList<>();
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    /** @param figure with its unit */
    void add(String figure, String column, double value) {
        if (!columns.contains(column)) {
            columns.add(column);
        }
        rows.computeIfAbsent(figure, absent -> new LinkedHashMap<>())
                .computeIfAbsent(column, absent -> new ArrayList<>())
                .add(value);
        System.out.printf("%s, %s: %s%n", column, figure, text(value));
    }

    /** The medians, as a table in Markdown. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("| | " + String.join(" | ", columns) + " |\n");
        table.append("|---".repeat(columns.size() + 1)).append("|\n");
        rows.forEach((figure, values) -> table.append("| ")
                .append(figure)
                .append(" | ")
                .append(columns.stream()
                        .map(column -> median(values.getOrDefault(column, List.of())))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n"));
        return table.toString();
    }

    private static String median(List<Double> values) {
        return values.isEmpty() ? "" : text(percentile(50, values));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    /** The value that so many of a hundred do not exceed. */
    static double percentile(int percent, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
