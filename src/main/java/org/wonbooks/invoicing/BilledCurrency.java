package org.wonbooks.invoicing;

import java.util.Currency;
import java.util.Locale;
import org.wonbooks.fault.PermanentFault;

/**
 * The currency that is billed.
 *
 * @param code what QuickBooks is told; null: nothing, since the books are kept in one currency
 * @param scale how many decimals its amounts have
 */
record BilledCurrency(String code, int scale) {

    private static final int CENTS = 2;

    /**
     * Decides it, and refuses what the books can't hold.
     *
     * @param dealt what the deal is in; null: not known, the company's own
     */
    static BilledCurrency of(String dealt, References books) {
        String home = books.homeCurrency();
        String wanted = dealt == null || dealt.isBlank() ? home : dealt.strip().toUpperCase(Locale.ROOT);
        if (wanted == null) {
            return new BilledCurrency(null, CENTS);
        }
        Currency currency = currency(wanted);
        if (home != null && !wanted.equals(home) && !books.severalCurrencies()) {
            throw new PermanentFault(
                    "The deal is in " + wanted + ", and the QuickBooks company keeps its books in " + home + " alone",
                    "Turn on multicurrency in QuickBooks (Account and settings, Advanced), or put the deal's currency right"
                            + " in Kommo, then replay.");
        }
        return new BilledCurrency(
                books.severalCurrencies() ? wanted : null, Math.max(0, currency.getDefaultFractionDigits()));
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new PermanentFault(
                    "The deal's currency \"" + PlainText.cut(code, 30) + "\" is no currency code such as USD or CAD",
                    "Put it right in Kommo, or name another field in the setting invoice.currencyField, then replay.");
        }
    }
}
