package org.wonbooks.quickbooks.company;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wonbooks.fault.PermanentFault;

/**
 * Which tax code an invoice's lines need. It throws the fault that a deal ends with where the settings and the company
 * don't fit each other; a check says the same.
 */
public final class LineTax {

    private LineTax() {}

    /** The code where QuickBooks computes the tax, in the US: {@code TAX}, {@code NON}, or null as it was set. */
    public static String automated(String wanted) {
        String code = wanted == null ? null : wanted.toUpperCase(Locale.ROOT);
        if (code != null && !code.matches("TAX|NON")) {
            throw new PermanentFault(
                    "QuickBooks computes this company's sales tax by itself and knows no tax code \"" + wanted + "\"",
                    "Set invoice.taxCode to TAX or NON, or take it out, then replay.");
        }
        return code;
    }

    /** Throws where the tax that QuickBooks computes would come on top of amounts that have it in them. */
    public static void requireExclusive(String wanted, boolean inclusive) {
        if (inclusive && !"NON".equalsIgnoreCase(wanted)) {
            throw new PermanentFault(
                    "The deal's amount is said to have the tax in it, and QuickBooks adds the sales tax of a company in the"
                            + " US to it",
                    "Take the setting invoice.taxInclusive out, then replay.");
        }
    }

    /** Throws where each line wants a code and none is set. */
    public static void requireSet(String wanted) {
        if (wanted == null) {
            throw new PermanentFault(
                    "QuickBooks wants a tax code on each line of this company's invoices, and none is set",
                    "Name one of QuickBooks' tax codes in the setting invoice.taxCode, then replay.");
        }
    }

    /**
     * The code where each line wants one, outside the US.
     *
     * @param wanted not null
     * @param codes the active ones
     */
    public static TaxCode coded(String wanted, List<TaxCode> codes) {
        return codes.stream()
                .filter(each -> each.is(wanted))
                .findFirst()
                .orElseThrow(() -> new PermanentFault(
                        "QuickBooks has no active tax code \"" + wanted + "\"; it has "
                                + codes.stream().map(TaxCode::name).sorted().collect(Collectors.joining(", ")),
                        "Name one of them in the setting invoice.taxCode, then replay."));
    }
}
