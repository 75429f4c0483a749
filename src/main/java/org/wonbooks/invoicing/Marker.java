package org.wonbooks.invoicing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What makes an invoice, and a note, known as ours. */
public final class Marker {

    private static final Pattern MARK = Pattern.compile("wonbooks:(\\d{1,18}):(\\d{1,18}):(\\d{1,9})$");

    private Marker() {}

    /** What a mark says. */
    public record Marked(long connectionId, long leadId, int cycle) {}

    /** Ends an invoice's private note. */
    public static String of(long connectionId, long leadId, int cycle) {
        return "wonbooks:" + connectionId + ":" + leadId + ":" + cycle;
    }

    /** Reads the mark at the end of a private note, which may be null. */
    public static Optional<Marked> at(String privateNote) {
        Matcher mark = MARK.matcher(privateNote == null ? "" : privateNote.strip());
        return mark.find()
                ? Optional.of(new Marked(
                        Long.parseLong(mark.group(1)), Long.parseLong(mark.group(2)), Integer.parseInt(mark.group(3))))
                : Optional.empty();
    }
}
