package org.wonbooks.invoicing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PermanentFault;

/** The lines of an invoice: one with the deal's amount, or its products. Each amount is rounded once. */
final class InvoiceLines {

    /** What a line of a QuickBooks invoice holds. */
    static final int LONGEST_DESCRIPTION = 4000;

    private static final int PRICE_DECIMALS = 7;

    private final References books;
    private final int scale;

    InvoiceLines(References books, int scale) {
        this.books = books;
        this.scale = scale;
    }

    /** One line with the whole amount. */
    List<InvoiceLine> budget(String description, BigDecimal amount) {
        return List.of(line(description, books.itemId(), BigDecimal.ONE, amount, amount));
    }

    /**
     * The deal's products.
     *
     * @param budget what they come to together, less the discount; a person decides when they don't
     * @param discount null: none
     */
    List<InvoiceLine> products(List<Product> products, BigDecimal budget, BigDecimal discount) {
        if (products.isEmpty()) {
            throw new Hold("The deal has no products, its budget says " + budget.toPlainString()
                    + ": add them in Kommo and reconcile the deal, or approve it to bill the budget as one line");
        }
        List<InvoiceLine> lines = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO.setScale(scale);
        for (Product product : products) {
            BigDecimal quantity = number(product.quantity(), product, "quantity");
            BigDecimal price = number(product.price(), product, "price");
            BigDecimal amount = Amount.rounded(quantity.multiply(price), scale);
            sum = sum.add(amount);
            lines.add(line(description(product), product.itemId(), quantity, price, amount));
        }
        BigDecimal due = discount == null ? sum : sum.subtract(discount);
        if (due.compareTo(budget) != 0) {
            throw new Hold(
                    "The deal's products come to " + due.toPlainString() + (discount == null ? "" : " less discount")
                            + ", its budget says " + budget.toPlainString()
                            + ": put one of them right in Kommo and reconcile the deal, or approve it to bill the budget as one line");
        }
        return lines;
    }

    private InvoiceLine line(
            String description, String itemId, BigDecimal quantity, BigDecimal price, BigDecimal amount) {
        SalesTax tax = books.tax();
        if (!tax.inclusive()) {
            return new InvoiceLine(description, itemId, quantity, price, amount, tax.code(), null);
        }
        BigDecimal net = tax.withoutTax(amount);
        BigDecimal each = quantity.signum() == 0 ? net : net.divide(quantity, PRICE_DECIMALS, RoundingMode.HALF_UP);
        return new InvoiceLine(description, itemId, quantity, plain(each), net, tax.code(), amount);
    }

    private static String description(Product product) {
        String name = PlainText.of(product.name());
        return PlainText.cut(name.isEmpty() ? PlainText.of(product.sku()) : name, LONGEST_DESCRIPTION);
    }

    private static BigDecimal number(String text, Product product, String what) {
        try {
            BigDecimal number = new BigDecimal(text == null ? "" : text.strip());
            if (number.precision() - number.scale() <= 11 && number.scale() <= PRICE_DECIMALS) {
                return plain(number);
            }
        } catch (NumberFormatException notOne) {
            // Said below, with the product's name.
        }
        throw new PermanentFault(
                "The product \"" + description(product) + "\" has no usable " + what
                        + (text == null ? "" : ": " + text),
                "Put the product right in Kommo, then replay.");
    }

    /** The same number, the shortest way, and never with an exponent. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
