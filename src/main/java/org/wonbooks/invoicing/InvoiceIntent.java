package org.wonbooks.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What is going to be invoiced, frozen before the first call that makes anything: a deal edited later doesn't change
 * it.
 *
 * @param party who is billed, as in {@link Party#key()}
 * @param customerName fit for QuickBooks
 * @param email where the invoice goes; null when the deal has no usable address
 * @param termId QuickBooks' id of the payment terms; null: the customer's or the company's own
 * @param date in the company's zone
 * @param marker what makes the invoice known as ours for ever
 */
public record InvoiceIntent(
        String party,
        String customerName,
        String givenName,
        String familyName,
        String companyName,
        String email,
        String phone,
        BigDecimal amount,
        String description,
        String itemId,
        String termId,
        LocalDate date,
        String marker,
        boolean send) {

    /**
     * The intent once the deal was edited: what is sold is as the deal says by now; who is billed, on which day and by
     * which terms, and whether it is emailed, stays as it was decided.
     *
     * @param now what would be frozen now
     */
    public InvoiceIntent selling(InvoiceIntent now) {
        return new InvoiceIntent(
                party,
                customerName,
                givenName,
                familyName,
                companyName,
                email,
                phone,
                now.amount,
                now.description,
                now.itemId,
                termId,
                date,
                marker,
                send);
    }
}
