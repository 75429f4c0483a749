package org.wonbooks.console;

import java.util.List;

/**
 * A part of a list.
 *
 * @param page counted from 0
 * @param total of the whole list
 */
public record Page<T>(List<T> items, int page, long total) {

    /** How many items a full page has. */
    public static final int SIZE = 50;

    /** The whole of a short list. */
    public static <T> Page<T> of(List<T> items) {
        return new Page<>(items, 0, items.size());
    }

    /** How many items come before a page; throws a 400 for a negative one. */
    public static long offset(int page) {
        if (page < 0) {
            throw RequestJson.refused("Pages are counted from 0.");
        }
        return (long) page * SIZE;
    }
}
