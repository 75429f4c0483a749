package org.wonbooks.fault;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header {@code Retry-After}: so many seconds, or the time from which on. */
public final class RetryAfter {

    /** Whoever says at once, or a time that is over, still has refused: nobody is asked in a circle. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Who means more is asked once an hour. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** How long to wait from now on; null: the header is not there, or says nothing that can be read. */
    public static Duration read(String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.matches("\\d+")) {
            return text.length() > 9 ? LONGEST : within(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant from = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return within(Duration.between(now, from));
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static Duration within(Duration asked) {
        if (asked.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
