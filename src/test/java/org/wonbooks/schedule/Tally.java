package org.wonbooks.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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

    synchronized void add(long seed, Schedule schedule, List<String> violations) {
        schedules++;
        points += schedule.fate().points;
        crashes += schedule.fate().crashes;
        faults += schedule.fate().faults;
        pauses += schedule.fate().pauses;
        duplicates += schedule.duplicates();
        reconnections += schedule.reconnects;
        if (!violations.isEmpty()) {
            violations.forEach(each -> kinds.merge(each.replaceAll("\\d{2,}", "…"), 1, Integer::sum));
            failures.add("seed " + seed + ": " + String.join("; ", violations));
            stories.add(schedule.story() + "\n  " + String.join("\n  ", violations));
        }
    }

    /** Seeds with their violations. */
    List<String> failures() {
        return failures;
    }

    /** All that happened in those. */
    List<String> stories() {
        return stories;
    }

    synchronized String words() {
        StringBuilder words = new StringBuilder(
                "%d schedules: %d fault points, %d crashes, %d faults, %d pauses, %d duplicate deliveries, %d reconnections; %d with violations"
                        .formatted(
                                schedules,
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

    /** All of it in one line. */
    synchronized String line() {
        return String.join(
                "\t",
                Stream.concat(
                                Stream.of(schedules, points, crashes, faults, pauses, duplicates, reconnections)
                                        .map(String::valueOf),
                                failures.stream())
                        .toList());
    }

    /** Goes on from such a line; the stories are not in it. */
    synchronized void set(String line) {
        String[] parts = line.split("\t");
        schedules = Integer.parseInt(parts[0]);
        points = Long.parseLong(parts[1]);
        crashes = Integer.parseInt(parts[2]);
        faults = Integer.parseInt(parts[3]);
        pauses = Integer.parseInt(parts[4]);
        duplicates = Integer.parseInt(parts[5]);
        reconnections = Integer.parseInt(parts[6]);
        failures.clear();
        failures.addAll(List.of(parts).subList(7, parts.length));
    }
}
