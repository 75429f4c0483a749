package org.wonbooks.invoicing.draft;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.PlainText;
import org.wonbooks.invoicing.money.Amount;
import org.wonbooks.invoicing.money.SalesTax;

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

    /** The deal's products. */
    List<InvoiceLine> products(List<Product> products) {
        List<InvoiceLine> lines = new ArrayList<>();
        for (Product product : products) {
            BigDecimal quantity = number(product.quantity(), product, "quantity");
            BigDecimal price = number(product.price(), product, "price");
            lines.add(line(
                    description(product),
                    product.itemId(),
                    quantity,
                    price,
                    Amount.rounded(quantity.multiply(price), scale)));
        }
        return lines;
    }

    /**
     * Why a person has to decide between products and budget; null: they say the same.
     *
     * @param budget what the products should come to together, less the discount
     * @param discount null: none
     */
    Reason differs(List<Product> products, BigDecimal budget, BigDecimal discount) {
        if (products.isEmpty()) {
            return Reason.of(Cause.NO_PRODUCTS, "budget", budget.toPlainString());
        }
        BigDecimal sum = BigDecimal.ZERO.setScale(scale);
        for (Product product : products) {
            BigDecimal quantity = number(product.quantity(), product, "quantity");
            sum = sum.add(Amount.rounded(quantity.multiply(number(product.price(), product, "price")), scale));
        }
        BigDecimal due = discount == null ? sum : sum.subtract(discount);
        return due.compareTo(budget) == 0
                ? null
                : Reason.of(
                        Cause.PRODUCTS_DIFFER,
                        "sum",
                        due.toPlainString(),
                        "discount",
                        discount == null ? "" : " less discount",
                        "budget",
                        budget.toPlainString());
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
                "Put the product right in Kommo, then press “Try again”.");
    }

    /** The same number, the shortest way, and never with an exponent. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
