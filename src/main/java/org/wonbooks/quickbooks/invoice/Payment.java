package org.wonbooks.quickbooks.invoice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wonbooks.quickbooks.MetaData;

/** A payment, as far as we read it. A voided one has no lines. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Payment(
        @JsonProperty("Id") String id,
        @JsonProperty("TotalAmt") BigDecimal total,
        @JsonProperty("TxnDate") LocalDate date,
        @JsonProperty("UnappliedAmt") BigDecimal unapplied,
        @JsonProperty("Line") List<Line> lines,
        @JsonProperty("MetaData") MetaData metaData,
        @JsonProperty("status") String status)
        implements Transaction {

    /** A part of the payment and what it pays. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Line(
            @JsonProperty("Amount") BigDecimal amount, @JsonProperty("LinkedTxn") List<LinkedTransaction> linked) {}

    /** Something that a line pays: an invoice, or a credit memo, a deposit … */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LinkedTransaction(@JsonProperty("TxnId") String id, @JsonProperty("TxnType") String type) {}

    /** What QuickBooks answers to a read. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Answer(@JsonProperty("Payment") Payment payment) {

        /** An answer without it is none: it can't be read. */
        public Answer {
            if (payment == null || payment.lacks() != null) {
                throw new IllegalArgumentException("no Payment in the answer");
            }
        }
    }

    @Override
    public String lacks() {
        if (id == null) {
            return "Id";
        }
        boolean linksToNothing = links().anyMatch(link -> "Invoice".equals(link.type()) && link.id() == null);
        return linksToNothing ? "Line.LinkedTxn.TxnId" : null;
    }

    private Stream<LinkedTransaction> links() {
        return (lines == null ? List.<Line>of() : lines)
                .stream().flatMap(line -> line.linked() == null ? Stream.empty() : line.linked().stream());
    }

    /** It stays, with nothing on it. */
    @Override
    public boolean voided() {
        return total != null && total.signum() == 0 && amountsByInvoice().isEmpty();
    }

    /** What is paid of which invoice. */
    public Map<String, BigDecimal> amountsByInvoice() {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        for (Line line : lines == null ? List.<Line>of() : lines) {
            for (LinkedTransaction transaction : line.linked() == null ? List.<LinkedTransaction>of() : line.linked()) {
                if ("Invoice".equals(transaction.type())) {
                    // The link matters more than the amount: the invoice's own balance says what is left to pay.
                    BigDecimal amount = line.amount() == null ? BigDecimal.ZERO : line.amount();
                    amounts.merge(transaction.id(), amount, BigDecimal::add);
                }
            }
        }
        return amounts;
    }
}
