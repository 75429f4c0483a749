package org.wonbooks.sandbox.contract;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** At most so many calls of one caller in any stretch of so much (real) time. Refused calls do not count. */
public final class RateWindow {

    private final int calls;
    private final long width;
    private final Map<String, Deque<Long>> taken = new HashMap<>();

    /** @param calls allowed in any window of that width */
    public RateWindow(int calls, Duration width) {
        this.calls = calls;
        this.width = width.toNanos();
    }

    public synchronized boolean take(String caller) {
        long now = System.nanoTime();
        Deque<Long> times = taken.computeIfAbsent(caller, key -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.peekFirst() >= width) {
            times.removeFirst();
        }
        return times.size() < calls && times.add(now);
    }
}
