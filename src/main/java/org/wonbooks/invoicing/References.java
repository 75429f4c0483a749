package org.wonbooks.invoicing;

import java.time.LocalDate;

/**
 * What an invoice refers to in the books of the company.
 *
 * @param termId null: the customer's or the company's own terms
 * @param homeCurrency what the books are kept in; null: not known
 * @param severalCurrencies whether other currencies may be billed
 * @param closedUntil nothing may be booked up to this day; null: the books are open
 * @param customNumbers whether an invoice goes without a number unless it is asked for one
 */
public record References(
        String itemId,
        String termId,
        SalesTax tax,
        String homeCurrency,
        boolean severalCurrencies,
        LocalDate closedUntil,
        boolean customNumbers,
        String classId,
        String departmentId) {

    /** Are the books closed for an invoice of this day? */
    public boolean closedOn(LocalDate day) {
        return closedUntil != null && !day.isAfter(closedUntil);
    }
}
