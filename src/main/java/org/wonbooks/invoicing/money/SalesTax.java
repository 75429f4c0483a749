package org.wonbooks.invoicing.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How the lines are taxed.
 *
 * @param code of each line; null: none is sent, the company's own rules hold
 * @param percent what the code takes; null: only QuickBooks knows
 * @param calculation what a company outside the US is told of the amounts: {@code TaxExcluded} or {@code TaxInclusive};
 *     else null
 * @param onTop tax may be added to the amount
 */
public record SalesTax(String code, BigDecimal percent, String calculation, boolean onTop) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The company takes none. */
    public static final SalesTax NONE = new SalesTax(null, null, null, false);

    /**
     * A company in the US, whose tax QuickBooks computes.
     *
     * @param code {@code TAX}, {@code NON} or null
     */
    public static SalesTax automated(String code) {
        return new SalesTax(code, null, null, !"NON".equals(code));
    }

    /** A company outside the US. */
    public static SalesTax coded(String code, BigDecimal percent, boolean inclusive) {
        return new SalesTax(code, percent, inclusive ? "TaxInclusive" : "TaxExcluded", !inclusive);
    }

    /** Do the amounts have the tax in them? */
    public boolean inclusive() {
        return "TaxInclusive".equals(calculation);
    }

    /** What is left of an amount that may have the tax in it. */
    public BigDecimal withoutTax(BigDecimal amount) {
        return inclusive()
                ? amount.multiply(HUNDRED).divide(HUNDRED.add(percent), amount.scale(), RoundingMode.HALF_UP)
                : amount;
    }
}
