package org.wonbooks.invoicing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** How notes and tasks in Kommo say things. */
public final class Words {

    private Words() {}

    /**
     * An amount as people read it: {@code 1,500.50 USD}.
     *
     * @param currency null: it is not known, and left out
     */
    public static String amount(BigDecimal amount, String currency) {
        // A format is not safe to share between threads.
        DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP);
        String digits = format.format(amount);
        return currency == null ? digits : digits + " " + currency;
    }
}
