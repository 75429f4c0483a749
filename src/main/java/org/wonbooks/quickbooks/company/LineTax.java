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
                    "Put TAX or NON, or nothing, into “Tax” in “Settings”, then press “Try again”.");
        }
        return code;
    }

    /** Throws where the tax that QuickBooks computes would come on top of amounts that have it in them. */
    public static void requireExclusive(String wanted, boolean inclusive) {
        if (inclusive && !"NON".equalsIgnoreCase(wanted)) {
            throw new PermanentFault(
                    "The deal's amount is said to have the tax in it, and QuickBooks adds the sales tax of a company in the"
                            + " US to it",
                    "Clear “Amounts have the tax in them” in “Settings”, then press “Try again”.");
        }
    }

    /** Throws where each line wants a code and none is set. */
    public static void requireSet(String wanted) {
        if (wanted == null) {
            throw new PermanentFault(
                    "QuickBooks wants a tax code on each line of this company's invoices, and none is set",
                    "Choose one of QuickBooks' tax codes in “Settings” (“Tax”), then press “Try again”.");
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
                        "Choose one of them in “Settings” (“Tax”), then press “Try again”."));
    }
}
