package org.wonbooks.quickbooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;

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
        @JsonProperty("CurrencyRef") Reference currency,
        @JsonProperty("EmailStatus") String emailStatus,
        @JsonProperty("PrivateNote") String privateNote,
        @JsonProperty("InvoiceLink") String link,
        @JsonProperty("LinkedTxn") List<Payment.LinkedTransaction> linked) {

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
    public record Answer(@JsonProperty("Invoice") Invoice invoice) {}
}
