package org.wonbooks.routes.check.mapping;

/** What a place takes of its mapping. */
public enum Gives {
    TEXT("a text"),
    MAP("a map");

    final String words;

    Gives(String words) {
        this.words = words;
    }
}
