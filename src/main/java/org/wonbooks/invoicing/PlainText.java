package org.wonbooks.invoicing;

/** What people typed, made fit for a book entry of one line. */
public final class PlainText {

    private PlainText() {}

    /** Without control characters, halves of characters, and spare blanks; empty for null. */
    public static String of(String typed) {
        return typed == null
                ? ""
                : typed.replaceAll("[\\p{Cc}\\p{Cs}\\p{Z}\\s]+", " ").strip();
    }

    /** At most so long, and never cut between the two halves of one character. */
    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end).strip();
    }
}
