package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.store.Json;

/** The rules of the lines of invoices. */
final class InvoiceLines {

    private InvoiceLines() {}

    /**
     * Numbers and completes the lines, adds their subtotal and the tax, and answers the total.
     *
     * @param body what was sent
     */
    static BigDecimal settle(Company company, ObjectNode invoice, JsonNode body) {
        ArrayNode lines = Json.array();
        BigDecimal sales = BigDecimal.ZERO.setScale(2);
        for (JsonNode sent : invoice.path("Line")) {
            String type = text(sent, "DetailType");
            if (type.equals("SubTotalLineDetail")) {
                continue;
            }
            Rules.lengths("Line", sent);
            ObjectNode line = lines.addObject();
            line.put("Id", unused(invoice, lines)).put("LineNum", lines.size());
            line.setAll((ObjectNode) sent.deepCopy());
            switch (type) {
                case "SalesItemLineDetail" -> sales = sales.add(sale(company, invoice, line));
                case "DiscountLineDetail" -> {}
                case "DescriptionOnly" -> line.remove("Amount");
                default -> throw QuickBooksFault.missing("DetailType");
            }
        }
        BigDecimal discount = BigDecimal.ZERO;
        for (JsonNode line : lines) {
            if (text(line, "DetailType").equals("DiscountLineDetail")) {
                discount = discount.add(discount((ObjectNode) line, sales));
            }
        }
        BigDecimal net = sales.subtract(discount);
        if (net.signum() < 0) {
            throw QuickBooksFault.business("Transaction amount must be 0 or greater.");
        }
        ObjectNode subtotal = lines.addObject().put("Amount", net).put("DetailType", "SubTotalLineDetail");
        subtotal.putObject("SubTotalLineDetail");
        invoice.set("Line", lines);
        return net.add(Taxes.settle(company, invoice, body, sales, discount));
    }

    /** A new line gets no id that another one has. */
    private static String unused(ObjectNode invoice, ArrayNode settled) {
        Set<String> used = Stream.concat(Json.stream(invoice.path("Line")), Json.stream(settled))
                .map(line -> text(line, "Id"))
                .collect(Collectors.toSet());
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(String::valueOf)
                .filter(number -> !used.contains(number))
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal discount(ObjectNode line, BigDecimal sales) {
        JsonNode detail = line.path("DiscountLineDetail");
        if (detail.path("PercentBased").asBoolean()) {
            BigDecimal percent = Rules.number(detail, "DiscountPercent");
            line.put("Amount", sales.multiply(percent).movePointLeft(2).setScale(2, RoundingMode.HALF_UP));
        }
        return amount(line);
    }

    /** Nothing is asked for any more. */
    static void clear(ObjectNode invoice) {
        for (JsonNode line : invoice.path("Line")) {
            if (line.has("Amount")) {
                ((ObjectNode) line).put("Amount", 0);
            }
            if (line.at("/SalesItemLineDetail").has("Qty")) {
                ((ObjectNode) line.path("SalesItemLineDetail")).put("Qty", 0);
            }
        }
    }

    private static BigDecimal sale(Company company, ObjectNode invoice, ObjectNode line) {
        BigDecimal amount = amount(line);
        ObjectNode detail = line.withObjectProperty("SalesItemLineDetail");
        if (detail.has("Qty") && detail.has("UnitPrice")) {
            BigDecimal product = Rules.number(detail, "Qty").multiply(Rules.number(detail, "UnitPrice"));
            if (product.setScale(2, RoundingMode.HALF_UP).compareTo(amount) != 0) {
                throw new QuickBooksFault(
                        "6070",
                        "Amount is not equal to UnitPrice * Qty. Supplied value:" + amount.toPlainString(),
                        "Line.Amount");
            }
        }
        if (!detail.has("ItemRef")) {
            detail.putObject("ItemRef").put("value", "1");
        }
        ObjectNode item = company.referred("Item", detail, "ItemRef");
        Taxes.settleLine(company, invoice, item, detail);
        if (detail.has("ClassRef")) {
            company.referred("Class", detail, "ClassRef");
        }
        detail.set("ItemAccountRef", item.get("IncomeAccountRef"));
        return amount;
    }

    private static BigDecimal amount(ObjectNode line) {
        BigDecimal amount = Rules.number(line, "Amount").setScale(2, RoundingMode.HALF_UP);
        line.put("Amount", amount);
        return amount;
    }
}
