package org.wonbooks.invoicing.draft;

import java.time.LocalDate;
import org.wonbooks.invoicing.money.DayRate;
import org.wonbooks.invoicing.money.SalesTax;

/**
 * What an invoice refers to in the books of the company.
 *
 * @param termId null: the customer's or the company's own terms
 * @param homeCurrency what the books are kept in; null: not known
 * @param severalCurrencies whether other currencies may be billed
 * @param closedUntil nothing may be booked up to this day; null: the books are open
 * @param rate of the invoice's currency, where that is a foreign one; null: it was not asked for, and is left out
 * @param customNumbers whether an invoice goes without a number unless it is asked for one
 */
public record References(
        String itemId,
        String termId,
        SalesTax tax,
        String homeCurrency,
        boolean severalCurrencies,
        DayRate rate,
        LocalDate closedUntil,
        boolean customNumbers,
        String classId,
        String departmentId) {

    /** The same, with what QuickBooks says of the rate. */
    public References at(DayRate asked) {
        return new References(
                itemId,
                termId,
                tax,
                homeCurrency,
                severalCurrencies,
                asked,
                closedUntil,
                customNumbers,
                classId,
                departmentId);
    }

    /** Are the books closed for an invoice of this day? */
    public boolean closedOn(LocalDate day) {
        return closedUntil != null && !day.isAfter(closedUntil);
    }
}
