package org.wonbooks.quickbooks.invoice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.wonbooks.quickbooks.MetaData;
import org.wonbooks.quickbooks.Reference;

/**
 * An invoice, as far as we read it.
 *
 * @param link where the customer can pay; only on a read that asks for it, and only with QuickBooks Payments
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Invoice(
        @JsonProperty("Id") String id,
        @JsonProperty("DocNumber") String docNumber,
        @JsonProperty("TotalAmt") BigDecimal total,
        @JsonProperty("Balance") BigDecimal balance,
        @JsonProperty("DueDate") LocalDate dueOn,
        @JsonProperty("CurrencyRef") Reference currency,
        @JsonProperty("EmailStatus") String emailStatus,
        @JsonProperty("BillEmail") Customer.EmailAddress billEmail,
        @JsonProperty("PrivateNote") String privateNote,
        @JsonProperty("InvoiceLink") String link,
        @JsonProperty("CustomerRef") Reference customer,
        @JsonProperty("Line") List<Line> lines,
        @JsonProperty("GlobalTaxCalculation") String taxCalculation,
        @JsonProperty("LinkedTxn") List<Payment.LinkedTransaction> linked,
        @JsonProperty("DeliveryInfo") Delivery delivery,
        @JsonProperty("MetaData") MetaData metaData,
        @JsonProperty("status") String status)
        implements Transaction {

    /**
     * Its latest e-mail.
     *
     * @param error why it came back; null: it did not, as far as QuickBooks knows
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Delivery(
            @JsonProperty("DeliveryTime") OffsetDateTime time, @JsonProperty("DeliveryErrorType") String error) {}

    /** A line; subtotals are lines too. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Line(
            @JsonProperty("DetailType") String type,
            @JsonProperty("Amount") BigDecimal amount,
            @JsonProperty("SalesItemLineDetail") Sale sale) {

        /** What it adds to what the deal is worth. */
        private BigDecimal worth() {
            if (amount == null) {
                return BigDecimal.ZERO;
            }
            return switch (type == null ? "" : type) {
                case "SalesItemLineDetail" -> sale != null && sale.gross() != null ? sale.gross() : amount;
                case "DiscountLineDetail" -> amount.negate();
                default -> BigDecimal.ZERO;
            };
        }
    }

    /**
     * What a line sells.
     *
     * @param gross with the tax, where the prices have it in them; else null
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Sale(
            @JsonProperty("TaxInclusiveAmt") BigDecimal gross,
            @JsonProperty("ItemRef") Reference item,
            @JsonProperty("TaxCodeRef") Reference taxCode) {}

    @Override
    public String lacks() {
        if (id == null) {
            return "Id";
        }
        return deleted() ? null : total == null ? "TotalAmt" : balance == null ? "Balance" : null;
    }

    /** What its lines sell. */
    public List<Sale> sold() {
        return (lines == null ? List.<Line>of() : lines)
                .stream().map(Line::sale).filter(Objects::nonNull).toList();
    }

    /** Has QuickBooks emailed it? */
    public boolean emailed() {
        return "EmailSent".equals(emailStatus);
    }

    /** Did its latest e-mail come back? */
    public boolean cameBack() {
        return delivery != null && delivery.error() != null && !delivery.error().isBlank();
    }

    /** Where it is emailed; null: it did not say. */
    public String address() {
        return billEmail == null ? null : billEmail.address();
    }

    /** Does its private note end with this mark? */
    public boolean bears(String mark) {
        return privateNote != null && privateNote.strip().endsWith(mark);
    }

    /** For the same customer? */
    public boolean sameCustomer(Invoice other) {
        return customer != null && other.customer != null && customer.value().equals(other.customer.value());
    }

    /** For the same sales, to the cent? Tax and what QuickBooks adds are not looked at. */
    public boolean sameSales(Invoice other) {
        return linesWorth().compareTo(other.linesWorth()) == 0;
    }

    /**
     * What is sold, less discounts: what the deal is worth, without the tax that comes on top. Prices that have the tax
     * in them come to the total: a discount is booked without it.
     */
    public BigDecimal sales() {
        return "TaxInclusive".equals(taxCalculation) && total != null ? total : linesWorth();
    }

    private BigDecimal linesWorth() {
        return (lines == null ? List.<Line>of() : lines)
                .stream().map(Line::worth).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The payments on it. */
    public List<String> payments() {
        return (linked == null ? List.<Payment.LinkedTransaction>of() : linked)
                .stream()
                        .filter(transaction -> "Payment".equals(transaction.type()))
                        .map(Payment.LinkedTransaction::id)
                        .toList();
    }

    /** What QuickBooks answers to a read or write. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Answer(@JsonProperty("Invoice") Invoice invoice) {

        /** An answer without it is none: it can't be read. */
        public Answer {
            if (invoice == null || invoice.lacks() != null) {
                throw new IllegalArgumentException("no Invoice in the answer");
            }
        }
    }
}
