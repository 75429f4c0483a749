package org.wonbooks.invoicing;

/** Names as QuickBooks takes them: no colon, no control characters, at most 100 characters. */
public final class CustomerName {

    /** What older documentation allows; newer says 500. */
    private static final int LONGEST = 100;

    private CustomerName() {}

    /** The nearest name that QuickBooks takes; empty when nothing is left of it. */
    public static String of(String name) {
        String clean = name == null
                ? ""
                : name.replaceAll("[:\\p{Cntrl}\\p{Zl}\\p{Zp}]", " ")
                        .replaceAll("\\s+", " ")
                        .strip();
        return cut(clean, LONGEST);
    }

    /** The same name, told apart from somebody else's by the Kommo number of its bearer. */
    public static String suffixed(String name, String kommoId) {
        String suffix = " (Kommo " + kommoId + ")";
        return cut(name, LONGEST - suffix.length()) + suffix;
    }

    /** Never between the two halves of one character. */
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end).strip();
    }
}
