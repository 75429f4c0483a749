package org.wonbooks.invoicing.settlement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which of a customer's invoices a refund is for. Nothing but what a person typed, or the amount, says so. */
public final class RefundedInvoice {

    private static final Pattern MARK = Pattern.compile("wonbooks:\\d{1,18}:\\d{1,18}:\\d{1,9}");

    private RefundedInvoice() {}

    /**
     * One of the customer's invoices that are ours.
     *
     * @param number what people call it; empty: nothing
     * @param mark ends its private note
     * @param paid in full
     */
    public record Ours(String invoiceId, String number, String mark, BigDecimal total, boolean paid) {}

    /**
     * The one paid invoice that is named. What is typed goes before the amount: where it names an invoice that is not
     * paid, or several, no amount helps.
     *
     * @return empty: none is named, or several are
     */
    public static Optional<Ours> of(List<String> typed, BigDecimal amount, List<Ours> ours) {
        List<Ours> named = typed(typed, ours);
        if (named.isEmpty()) {
            named = ours.stream()
                    .filter(Ours::paid)
                    .filter(invoice -> invoice.total().compareTo(amount) == 0)
                    .toList();
        }
        return named.size() == 1 ? named.stream().filter(Ours::paid).findFirst() : Optional.empty();
    }

    private static List<Ours> typed(List<String> typed, List<Ours> ours) {
        String text = String.join("\n", typed);
        List<String> marks =
                MARK.matcher(text).results().map(match -> match.group()).toList();
        String left = MARK.matcher(text).replaceAll(" ");
        List<String> numbers = ours.stream()
                .map(Ours::number)
                .filter(number -> !number.isBlank())
                .distinct()
                // "1001-2" is not "1001".
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        List<String> found = new ArrayList<>();
        for (String number : numbers) {
            Pattern word = word(number);
            if (word.matcher(left).find()) {
                found.add(number);
                left = word.matcher(left).replaceAll(" ");
            }
        }
        return ours.stream()
                .filter(invoice -> marks.contains(invoice.mark()) || found.contains(invoice.number()))
                .toList();
    }

    /** A word by itself: neither a part of another one, nor of an amount, a date or a longer number. */
    private static Pattern word(String number) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?<!\\d[.,:/-])" + Pattern.quote(number.strip())
                        + "(?![\\p{L}\\p{N}])(?![.,:/-]\\d)",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
