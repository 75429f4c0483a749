package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.quickbooks.setup.CompanySettings;
import org.wonbooks.sandbox.quickbooks.setup.TaxCodes;

/**
 * Sales tax on invoices. A company in the United States charges none, or has it worked out: here one rate on every line
 * that is to be taxed. Elsewhere each line has a code of the company's.
 */
final class Taxes {

    private static final BigDecimal AUTOMATED_RATE = new BigDecimal("8.25");

    private Taxes() {}

    /** What is taxed at one rate, and its tax to the last digit. */
    private record Share(BigDecimal rate, BigDecimal net, BigDecimal tax) {

        Share add(Share other) {
            return new Share(rate, net.add(other.net), tax.add(other.tax));
        }
    }

    /** Gives a line of sales its tax code, or refuses the one that it has. */
    static void settleLine(Company company, ObjectNode invoice, ObjectNode item, ObjectNode detail) {
        String mode = CompanySettings.salesTax(company);
        String sent = detail.at("/TaxCodeRef/value").asText();
        if (mode.equals("codes")) {
            boolean exempt = text(invoice, "GlobalTaxCalculation").equals("NotApplicable");
            if (code(company, detail).isEmpty() && !(exempt && sent.isEmpty())) {
                throw QuickBooksFault.business("Each line of the transaction must have a tax rate.");
            }
            return;
        }
        boolean taxable = mode.equals("automated") && item.path("Taxable").asBoolean();
        String code = sent.isEmpty() ? (taxable ? "TAX" : "NON") : sent;
        if (!List.of("TAX", "NON").contains(code)) {
            throw new QuickBooksFault("6100", "Invalid line tax code: " + code, "Line.TaxCodeRef");
        }
        detail.putObject("TaxCodeRef").put("value", code);
    }

    /**
     * Works out the tax of an invoice, which is written on it, and answers it.
     *
     * @param sent the body that was sent: its total tax overrides an automated one
     * @param sales the sum of the lines of sales, without tax
     * @param discount what is taken off, which takes as much off the tax
     */
    static BigDecimal settle(
            Company company, ObjectNode invoice, JsonNode sent, BigDecimal sales, BigDecimal discount) {
        String mode = CompanySettings.salesTax(company);
        if (mode.equals("none")) {
            invoice.putObject("TxnTaxDetail").put("TotalTax", 0);
            return BigDecimal.ZERO;
        }
        if (mode.equals("codes") && text(invoice, "GlobalTaxCalculation").isEmpty()) {
            invoice.put("GlobalTaxCalculation", "TaxExcluded");
        } else if (mode.equals("codes")
                && !text(invoice, "GlobalTaxCalculation").matches("TaxExcluded|TaxInclusive|NotApplicable")) {
            throw new QuickBooksFault("2170", "Invalid Enumeration", "GlobalTaxCalculation");
        }
        BigDecimal total = BigDecimal.ZERO.setScale(2);
        ObjectNode detail = invoice.putObject("TxnTaxDetail");
        ArrayNode lines = detail.putArray("TaxLine");
        for (Map.Entry<String, Share> rate : shares(company, invoice).entrySet()) {
            Share share = rate.getValue();
            BigDecimal amount = left(share.tax, sales, discount);
            total = total.add(amount);
            ObjectNode line = lines.addObject().put("Amount", amount).put("DetailType", "TaxLineDetail");
            ObjectNode lineDetail = line.putObject("TaxLineDetail");
            if (mode.equals("codes")) {
                lineDetail.putObject("TaxRateRef").put("value", rate.getKey());
            }
            lineDetail.put("PercentBased", true).put("TaxPercent", share.rate);
            lineDetail.put("NetAmountTaxable", left(share.net, sales, discount));
        }
        if (mode.equals("automated") && sent.at("/TxnTaxDetail").hasNonNull("TotalTax")) {
            total = Rules.number(sent.get("TxnTaxDetail"), "TotalTax").setScale(2, RoundingMode.HALF_UP);
        }
        detail.put("TotalTax", total);
        return total;
    }

    /** By the id of the rate. */
    private static Map<String, Share> shares(Company company, ObjectNode invoice) {
        Map<String, Share> shares = new LinkedHashMap<>();
        for (JsonNode line : invoice.path("Line")) {
            JsonNode detail = line.path("SalesItemLineDetail");
            if (text(detail.path("TaxCodeRef"), "value").equals("TAX")) {
                shares.merge("TAX", share(AUTOMATED_RATE, line, false), Share::add);
            } else if (!text(invoice, "GlobalTaxCalculation").equals("NotApplicable")) {
                boolean inclusive = text(invoice, "GlobalTaxCalculation").equals("TaxInclusive");
                code(company, detail)
                        .map(code -> TaxCodes.rateOf(company, code))
                        .ifPresent(rate -> {
                            Share share = share(Rules.number(rate, "RateValue"), line, inclusive);
                            shares.merge(text(rate, "Id"), share, Share::add);
                        });
            }
        }
        return shares;
    }

    private static Share share(BigDecimal rate, JsonNode line, boolean inclusive) {
        BigDecimal net = line.path("Amount").decimalValue();
        JsonNode detail = line.path("SalesItemLineDetail");
        boolean gross = inclusive && detail.hasNonNull("TaxInclusiveAmt");
        BigDecimal tax = gross
                ? Rules.number(detail, "TaxInclusiveAmt").subtract(net)
                : net.multiply(rate).movePointLeft(2);
        return new Share(rate, net, tax);
    }

    private static Optional<ObjectNode> code(Company company, JsonNode detail) {
        return company.find("TaxCode", detail.at("/TaxCodeRef/value").asText())
                .filter(code -> code.path("Active").asBoolean());
    }

    /** What the discount leaves of an amount, in cents. */
    private static BigDecimal left(BigDecimal amount, BigDecimal sales, BigDecimal discount) {
        BigDecimal left = discount.signum() == 0
                ? amount
                : amount.multiply(sales.subtract(discount)).divide(sales, 20, RoundingMode.HALF_UP);
        return left.setScale(2, RoundingMode.HALF_UP);
    }
}
