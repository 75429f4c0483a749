package org.wonbooks.console.connection;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.wonbooks.console.RequestJson;

/** From when on something is to be looked through. */
final class Since {

    private static final int EARLIEST_YEAR = 2000;

    private Since() {}

    /**
     * A day like 2026-11-01, of a person's request.
     *
     * @param clock in the zone that the day is meant in
     */
    static LocalDate read(String text, Clock clock) {
        LocalDate day;
        try {
            day = LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw RequestJson.refused("\"since\" has to be a day like 2026-11-01.");
        }
        if (day.isAfter(LocalDate.now(clock))) {
            throw RequestJson.refused("\"since\" lies in the future.");
        }
        if (day.getYear() < EARLIEST_YEAR) {
            throw RequestJson.refused("\"since\" lies before either system was there.");
        }
        return day;
    }
}
