package org.wonbooks.quickbooks.invoice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.wonbooks.quickbooks.MetaData;
import org.wonbooks.quickbooks.Reference;

/**
 * Money that went back to a customer. It has no link to an invoice: what it is for says at most what a person typed.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RefundReceipt(
        @JsonProperty("Id") String id,
        @JsonProperty("DocNumber") String docNumber,
        @JsonProperty("TotalAmt") BigDecimal total,
        @JsonProperty("TxnDate") LocalDate date,
        @JsonProperty("CustomerRef") Reference customer,
        @JsonProperty("CurrencyRef") Reference currency,
        @JsonProperty("PrivateNote") String privateNote,
        @JsonProperty("CustomerMemo") Memo memo,
        @JsonProperty("Line") List<Line> lines,
        @JsonProperty("MetaData") MetaData metaData,
        @JsonProperty("status") String status)
        implements Transaction {

    /** A message to the customer. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Memo(@JsonProperty("value") String value) {}

    /** A line, as far as a person typed it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Line(@JsonProperty("Description") String description) {}

    /** What QuickBooks answers to a read. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Answer(@JsonProperty("RefundReceipt") RefundReceipt receipt) {

        /** An answer without it is none: it can't be read. */
        public Answer {
            if (receipt == null || receipt.lacks() != null) {
                throw new IllegalArgumentException("no RefundReceipt in the answer");
            }
        }
    }

    @Override
    public String lacks() {
        if (id == null) {
            return "Id";
        }
        return deleted() || total != null ? null : "TotalAmt";
    }

    /** All that a person typed. */
    public List<String> texts() {
        Stream<String> descriptions = (lines == null ? List.<Line>of() : lines)
                .stream().filter(Objects::nonNull).map(Line::description);
        return Stream.concat(Stream.of(docNumber, privateNote, memo == null ? null : memo.value()), descriptions)
                .filter(Objects::nonNull)
                .toList();
    }
}
