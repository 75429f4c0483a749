package org.wonbooks.invoicing.money;

import java.util.Currency;
import java.util.Locale;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.PlainText;

/**
 * The currency that is billed.
 *
 * @param code what QuickBooks is told; null: nothing, since the books are kept in one currency
 * @param foreign it is not the one that the books are kept in
 * @param scale how many decimals its amounts have
 */
public record InvoiceCurrency(String code, boolean foreign, int scale) {

    /** QuickBooks has no more decimals than these in any currency. */
    private static final int CENTS = 2;

    /**
     * Decides it, and refuses what the books can't hold.
     *
     * @param dealt what the deal is in; null: not known, the company's own
     * @param home what the books are kept in; null: not known
     * @param several whether other currencies may be billed
     */
    public static InvoiceCurrency of(String dealt, String home, boolean several) {
        boolean said = dealt != null && !dealt.isBlank();
        String wanted = said ? dealt.strip().toUpperCase(Locale.ROOT) : home;
        if (wanted == null) {
            return new InvoiceCurrency(null, false, CENTS);
        }
        Currency currency = currency(wanted, said ? dealt.strip() : wanted);
        if (home != null && !wanted.equals(home) && !several) {
            throw new PermanentFault(
                    "The deal is in " + wanted + ", and QuickBooks keeps the company's books in " + home + " alone",
                    "Turn on multicurrency in QuickBooks (“Account and settings > Advanced > Currency”), or put the"
                            + " deal's currency right"
                            + " in Kommo, then press “Try again”.");
        }
        return new InvoiceCurrency(
                several ? wanted : null,
                several && home != null && !wanted.equals(home),
                Math.min(CENTS, Math.max(0, currency.getDefaultFractionDigits())));
    }

    private static Currency currency(String code, String typed) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new PermanentFault(
                    "The deal's currency \"" + PlainText.cut(typed, 30) + "\" is no currency code such as USD or CAD",
                    "Put it right in Kommo, or choose another field in “Settings” (“Field with the currency”), then"
                            + " press “Try again”.");
        }
    }
}
