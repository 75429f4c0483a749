package org.wonbooks.invoicing;

import java.util.Optional;
import java.util.stream.Stream;

/** Names of customers and items as QuickBooks takes them: no colon, no control characters, at most 100 characters. */
public final class BookName {

    /** What older documentation allows; newer says 500. */
    private static final int LONGEST = 100;

    private BookName() {}

    /** The nearest name that QuickBooks takes; empty when nothing is left of it. */
    public static String of(String name) {
        return PlainText.cut(PlainText.of(name == null ? null : name.replace(':', ' ')), LONGEST);
    }

    /** Under which somebody is billed: a name, else the next best that is known of them; empty: nothing is. */
    public static Optional<String> ofFirst(String... known) {
        return Stream.of(known)
                .map(BookName::of)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** The same name, told apart from somebody else's by the Kommo number of its bearer, and what else is needed. */
    public static String suffixed(String name, String kommoId) {
        String suffix = " (Kommo " + kommoId + ")";
        return PlainText.cut(name, LONGEST - suffix.length()) + suffix;
    }
}
