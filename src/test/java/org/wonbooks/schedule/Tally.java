package org.wonbooks.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plays schedules, and adds up what happened in them. */
final class Tally {

    private final List<String> failures = new ArrayList<>();
    private final List<String> stories = new ArrayList<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private int schedules;
    private long points;
    private int crashes;
    private int faults;
    private int pauses;
    private int duplicates;
    private int reconnections;

    /** Answers how many there are by now. */
    synchronized int add(long seed, Schedule schedule, List<String> violations) {
        schedules++;
        points += schedule.fate().points;
        crashes += schedule.fate().crashes;
        faults += schedule.fate().faults;
        pauses += schedule.fate().pauses;
        duplicates += schedule.duplicates;
        reconnections += schedule.reconnects;
        if (!violations.isEmpty()) {
            violations.forEach(each -> kinds.merge(each.replaceAll("\\d{2,}", "…"), 1, Integer::sum));
            failures.add("seed " + seed + ": " + String.join("; ", violations));
            stories.add(schedule.story() + "\n  " + String.join("\n  ", violations));
        }
        return schedules;
    }

    /** Seeds with their violations. */
    List<String> failures() {
        return failures;
    }

    /** All that happened in those. */
    List<String> stories() {
        return stories;
    }

    synchronized String words(Duration took) {
        StringBuilder words = new StringBuilder(
                "%d schedules in %d s: %d fault points, %d crashes, %d faults, %d pauses, %d duplicate deliveries, %d reconnections; %d with violations"
                        .formatted(
                                schedules,
                                took.toSeconds(),
                                points,
                                crashes,
                                faults,
                                pauses,
                                duplicates,
                                reconnections,
                                failures.size()));
        kinds.forEach((kind, count) ->
                words.append("\n  ").append(count).append(" × ").append(kind));
        return words.toString();
    }
}
