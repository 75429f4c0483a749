package org.wonbooks.intake.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * Reasons why parts of a delivery could not be read. Each becomes a row, so only the first ones are told by themselves.
 */
final class Unreadable {

    /** As many say what is wrong; a body of 1 MB may have some hundred thousand. */
    private static final int MOST = 20;

    private final List<String> reasons = new ArrayList<>();
    private int more;

    /** @param values what {@link String#formatted} puts into the reason */
    void add(String reason, Object... values) {
        if (reasons.size() < MOST) {
            reasons.add(reason.formatted(values));
        } else {
            more++;
        }
    }

    List<String> reasons() {
        List<String> all = new ArrayList<>(reasons);
        if (more > 0) {
            all.add(more + " more that can not be read");
        }
        return all;
    }
}
