package org.wonbooks.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long each thousand of schedules took, beside what has happened in it: a run that stays as quick as it was has no
 * leak. With a file, a run that was interrupted goes on after the last whole thousand.
 */
final class Thousands {

    private final Path file;
    private final Tally tally;
    private final List<Double> seconds = new ArrayList<>();

    /**
     * @param file what is played is written there; null: nowhere
     * @param tally gets what was played before
     */
    Thousands(Path file, Tally tally) throws IOException {
        this.file = file;
        this.tally = tally;
        if (file != null && Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ", 2);
                seconds.add(Double.valueOf(parts[0]));
                tally.set(parts[1]);
            }
        }
    }

    /** How many have been played whole. */
    int played() {
        return seconds.size();
    }

    /** Another one is played; answers a line on it. */
    String add(double took) throws IOException {
        seconds.add(took);
        if (file != null) {
            String line = String.format(Locale.ROOT, "%.1f %s%n", took, tally.line());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return "thousand %d: %.1f s".formatted(played(), took);
    }

    /** The median of all, and how the last one compares to it. */
    String words() {
        List<Double> sorted = seconds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        double last = seconds.get(seconds.size() - 1);
        return "%d thousands in %.0f s: median %.1f s, the last %.1f s, %.2f of the median"
                .formatted(played(), seconds.stream().mapToDouble(each -> each).sum(), median, last, last / median);
    }
}
