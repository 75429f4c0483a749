package org.wonbooks.decision;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * What a person is shown of a deal who has to say whether it is billed, as far as it is known by then.
 *
 * @param amount the same number is the same text
 */
public record Shown(String amount, String currency, String customer, String email) {

    /** An amount with more digits is written as it came: some would fill a book. */
    private static final int MOST_DIGITS = 20;

    /** Who is billed, as long as it is not read what they are called. */
    private static final Pattern UNNAMED = Pattern.compile("(?:contact|company):\\d+|nobody");

    /** Nothing is known of it. */
    public static final Shown NOTHING = new Shown((String) null, null, null, null);

    /** @param amount null: not known; as are the others */
    public static Shown of(BigDecimal amount, String currency, String customer, String email) {
        return new Shown(amount == null ? null : plain(amount), currency, customer, email);
    }

    /** Is that a customer's name, and no number in Kommo? */
    public static boolean isName(String customer) {
        return customer != null && !UNNAMED.matcher(customer).matches();
    }

    private static String plain(BigDecimal amount) {
        boolean absurd = amount.precision() - amount.scale() > MOST_DIGITS || amount.scale() > MOST_DIGITS;
        return absurd ? amount.toString() : amount.stripTrailingZeros().toPlainString();
    }
}
