package org.wonbooks.logging;

import java.util.Map;
import org.slf4j.MDC;

/**
 * What stands beside each line that a run logs: whose run it is and where it is, in numbers and names of ours. It goes
 * by the thread, so whoever has another one do a part of the run hands it on.
 */
public final class RunLog {

    private static final String WORK = "work";
    private static final String STEP = "step";
    private static final String DEAL = "deal";
    private static final String TRACE = "intuit_tid";

    private RunLog() {}

    /** A run begins on this thread. */
    public static void begin(long connectionId, long workId) {
        MDC.put("connection", String.valueOf(connectionId));
        MDC.put(WORK, String.valueOf(workId));
    }

    /** The run is about this deal. */
    public static void deal(String leadId) {
        MDC.put(DEAL, leadId);
    }

    /** The run comes to a step. */
    public static void step(String name) {
        MDC.put(STEP, name);
    }

    /**
     * A peer has answered the run, if this thread is at one.
     *
     * @param trace by which Intuit finds the call again; null: the answer has none
     */
    public static void answered(String trace) {
        if (MDC.get(WORK) == null || trace == null) {
            MDC.remove(TRACE);
        } else {
            MDC.put(TRACE, trace);
        }
    }

    /** What the last answer said to {@link #answered}. */
    public static String trace() {
        return MDC.get(TRACE);
    }

    /** The same task, to be done by another thread as a part of what this one is at. */
    public static Runnable carried(Runnable task) {
        Map<String, String> here = MDC.getCopyOfContextMap();
        return () -> {
            Map<String, String> there = MDC.getCopyOfContextMap();
            stand(here);
            try {
                task.run();
            } finally {
                stand(there);
            }
        };
    }

    private static void stand(Map<String, String> beside) {
        MDC.setContextMap(beside == null ? Map.of() : beside);
    }

    /** The run has ended. */
    public static void end() {
        MDC.clear();
    }
}
