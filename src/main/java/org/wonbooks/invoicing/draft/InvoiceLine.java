package org.wonbooks.invoicing.draft;

import java.math.BigDecimal;

/**
 * A line of an invoice.
 *
 * @param itemId QuickBooks' id of what is sold
 * @param unitPrice to seven decimals; times the quantity and rounded it is the amount
 * @param amount without tax
 * @param taxCode null: the company's own rules
 * @param gross the amount with tax, where the deal's amount has the tax in it; else null
 */
public record InvoiceLine(
        String description,
        String itemId,
        BigDecimal quantity,
        BigDecimal unitPrice,
        BigDecimal amount,
        String taxCode,
        BigDecimal gross) {}
