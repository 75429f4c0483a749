package org.wonbooks.console.start;

import java.util.List;
import java.util.function.Predicate;

/**
 * Is all well? The worst that is not, in one sentence.
 *
 * @param key of its words: {@code start.well.<key>}
 * @param count of things or connections
 */
record Wellbeing(String key, long count) {

    static Wellbeing of(List<Line> lines, long things) {
        if (things > 0) {
            return new Wellbeing("things", things);
        }
        if (lines.isEmpty()) {
            return new Wellbeing("none", 0);
        }
        if (count(lines, Line::isBroken) > 0) {
            return new Wellbeing("broken", count(lines, Line::isBroken));
        }
        if (count(lines, Line::hasFault) > 0) {
            return new Wellbeing("faults", count(lines, Line::hasFault));
        }
        if (count(lines, Line::isNew) > 0) {
            return new Wellbeing("new", count(lines, Line::isNew));
        }
        return count(lines, Line::isStopped) == lines.size()
                ? new Wellbeing("stopped", lines.size())
                : new Wellbeing("well", lines.size());
    }

    /** Is there nothing to be done? */
    public boolean good() {
        return key.equals("well");
    }

    private static long count(List<Line> lines, Predicate<Line> which) {
        return lines.stream().filter(which).count();
    }
}
