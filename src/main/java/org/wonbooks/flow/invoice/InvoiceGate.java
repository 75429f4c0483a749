package org.wonbooks.flow.invoice;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.wonbooks.component.write.ComposedText;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.draft.InvoiceLine;

/**
 * Holds what is composed for an invoice against what was decided: who is billed, for how much, on which day, and where
 * it is emailed. Whatever changes none of these, a mapping may set.
 */
public final class InvoiceGate {

    private static final String AMOUNT = "Amount";

    private final ComposedText composed;
    private final InvoiceIntent decided;
    private int sales;
    private BigDecimal discounts;

    private InvoiceGate(ComposedText composed, InvoiceIntent decided) {
        this.composed = composed;
        this.decided = decided;
    }

    /** @param customerId who is billed, in QuickBooks */
    public static Map<String, String> contradictions(String text, InvoiceIntent decided, String customerId) {
        ComposedText composed = ComposedText.of(text);
        composed.require("CustomerRef", composed.get("CustomerRef").path("value"), customerId);
        composed.require("CurrencyRef", composed.get("CurrencyRef").path("value"), decided.currency());
        composed.require("ExchangeRate", composed.get("ExchangeRate"), decided.exchangeRate());
        composed.require("TxnDate", composed.get("TxnDate"), decided.date());
        composed.require("BillEmail", composed.get("BillEmail").path("Address"), decided.email());
        composed.require(
                "GlobalTaxCalculation",
                composed.get("GlobalTaxCalculation"),
                decided.tax().calculation());
        if (!composed.get("PrivateNote").asText().strip().endsWith(decided.marker())) {
            composed.contradicts(
                    "PrivateNote",
                    "PrivateNote does not end with " + decided.marker()
                            + ", the mark by which the invoice is known as ours");
        }
        composed.withhold("Id", "SyncToken", "sparse", "LinkedTxn");
        composed.withhold("Deposit", "TotalAmt", "Balance", "HomeTotalAmt", "HomeBalance");
        composed.withhold("TxnTaxDetail", "ApplyTaxAfterDiscount", "TaxExemptionRef", "EmailStatus", "DeliveryInfo");
        new InvoiceGate(composed, decided).lines();
        return composed.contradictions();
    }

    private void lines() {
        int number = 0;
        for (JsonNode line : composed.get("Line")) {
            number++;
            composed.withhold(line, "Id", "LinkedTxn");
            switch (line.path("DetailType").asText()) {
                case "SalesItemLineDetail" -> sale(number, line);
                case "DiscountLineDetail" -> discount(line);
                case "DescriptionOnly" -> words(number, line);
                default ->
                    composed.contradicts(
                            "DetailType",
                            "DetailType of line " + number + " is neither SalesItemLineDetail nor DiscountLineDetail"
                                    + " nor DescriptionOnly");
            }
        }
        if (sales != decided.lines().size()) {
            composed.contradicts(
                    "Line",
                    "Line has " + sales + " that sell, and " + decided.lines().size() + " was decided");
        }
        if (!same(discounts, decided.discount())) {
            composed.contradicts(
                    AMOUNT,
                    "Amount of the discount is " + Objects.requireNonNullElse(discounts, "left out") + ", and "
                            + Objects.requireNonNullElse(decided.discount(), "none") + " was decided");
        }
    }

    private void sale(int number, JsonNode line) {
        sales++;
        if (sales > decided.lines().size()) {
            return;
        }
        InvoiceLine sold = decided.lines().get(sales - 1);
        JsonNode sale = line.path("SalesItemLineDetail");
        require(AMOUNT, number, line.path(AMOUNT), sold.amount());
        require("TaxInclusiveAmt", number, sale.path("TaxInclusiveAmt"), sold.gross());
        require("TaxCodeRef", number, sale.path("TaxCodeRef").path("value"), sold.taxCode());
        composed.withhold(sale, "DiscountAmt", "DiscountRate", "RatePercent", "MarkupInfo", "TaxClassificationRef");
        price(number, sale, sold);
    }

    private void require(String key, int number, JsonNode made, Object wanted) {
        composed.require(key, key + " of line " + number, made, wanted);
    }

    /** A quantity that is left out is one. */
    private void price(int number, JsonNode sale, InvoiceLine sold) {
        JsonNode quantity = sale.path("Qty");
        JsonNode price = sale.path("UnitPrice");
        if (ComposedText.absent(price)) {
            return;
        }
        BigDecimal each = ComposedText.number(price);
        BigDecimal times = ComposedText.absent(quantity) ? BigDecimal.ONE : ComposedText.number(quantity);
        BigDecimal product = each == null || times == null ? null : each.multiply(times);
        if (!same(product, sold.amount()) && !same(product, sold.quantity().multiply(sold.unitPrice()))) {
            composed.contradicts(
                    "UnitPrice",
                    "Qty times UnitPrice of line " + number + " is " + times + " times " + price.asText() + ", and "
                            + sold.quantity() + " times " + sold.unitPrice() + " was decided");
        }
    }

    private void discount(JsonNode line) {
        BigDecimal amount = ComposedText.number(line.path(AMOUNT));
        JsonNode discount = line.path("DiscountLineDetail");
        composed.withhold(discount, "DiscountPercent", "TaxCodeRef");
        if (discount.path("PercentBased").asBoolean()) {
            composed.contradicts("PercentBased", "PercentBased is true, and the discount was decided as an amount");
        }
        if (amount == null) {
            composed.contradicts(AMOUNT, "Amount of the discount is no number");
        } else {
            discounts = discounts == null ? amount : discounts.add(amount);
        }
    }

    private void words(int number, JsonNode line) {
        if (!ComposedText.absent(line.path(AMOUNT)) && !same(ComposedText.number(line.path(AMOUNT)), BigDecimal.ZERO)) {
            composed.contradicts(AMOUNT, "Amount of line " + number + " is not for a line of words alone");
        }
    }

    private static boolean same(BigDecimal made, BigDecimal wanted) {
        return made == null || wanted == null ? made == wanted : made.compareTo(wanted) == 0;
    }
}
