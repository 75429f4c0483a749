package org.wonbooks.decision;

import java.math.BigDecimal;

/**
 * What a person is shown of a deal who has to say whether it is billed, as far as it is known by then.
 *
 * @param amount the same number is the same text
 */
public record Shown(String amount, String currency, String customer, String email) {

    /** An amount with more digits is written as it came: some would fill a book. */
    private static final int MOST_DIGITS = 20;

    /** Nothing is known of it. */
    public static final Shown NOTHING = new Shown((String) null, null, null, null);

    /** @param amount null: not known; as are the others */
    public static Shown of(BigDecimal amount, String currency, String customer, String email) {
        return new Shown(amount == null ? null : plain(amount), currency, customer, email);
    }

    private static String plain(BigDecimal amount) {
        boolean absurd = amount.precision() - amount.scale() > MOST_DIGITS || amount.scale() > MOST_DIGITS;
        return absurd ? amount.toString() : amount.stripTrailingZeros().toPlainString();
    }
}
