package org.wonbooks.component.mapping;

import java.util.Collection;
import java.util.Map;

/** What a mapping has to give. */
public enum Gives {
    /** A note's or a task's words. */
    TEXT("a text"),
    /** What becomes JSON. */
    MAP("a map");

    private final String words;

    Gives(String words) {
        this.words = words;
    }

    /** As a person reads it. */
    public String words() {
        return words;
    }

    boolean takes(Object given) {
        return this == TEXT ? given instanceof CharSequence : given instanceof Map;
    }

    /** Why what was given is not taken. */
    String refusal(Object given) {
        return "gives " + words(given) + ", and has to give " + words;
    }

    private static String words(Object given) {
        if (given == null) {
            return "nothing (null)";
        } else if (given instanceof Map) {
            return MAP.words;
        } else if (given instanceof CharSequence) {
            return TEXT.words;
        } else if (given instanceof Collection) {
            return "a list";
        }
        return given instanceof Number ? "a number" : "a " + given.getClass().getSimpleName();
    }
}
