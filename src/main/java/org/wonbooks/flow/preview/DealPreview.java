package org.wonbooks.flow.preview;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import org.wonbooks.decision.Why;

/**
 * What would be done with a deal now.
 *
 * @param why it is not invoiced, in the flow's own words, and what a person can do about that; it has none: it is
 * @param steps what would happen, a line each, in the flow's order
 * @param customer the customer that would be made, to the letter; null: none is made
 * @param invoice the invoice that would be made, or was, to the letter; null: none
 * @param card what Kommo would be told of the invoice in the deal's fields, to the letter but for what only QuickBooks
 *     can say; null: nothing, or the routes have no such step in their preview
 * @param note the note on the deal, in the same way
 * @param task what a task for a person would say; null: none is needed
 * @param placeholder what stands in the invoice for a customer that does not exist yet; null: nothing does
 * @param invoiced the invoice that is there already
 * @param sources where each value of customer and invoice comes from
 */
public record DealPreview(
        long connectionId,
        long leadId,
        String name,
        Outcome outcome,
        @JsonUnwrapped Why why,
        List<String> steps,
        @JsonRawValue String customer,
        @JsonRawValue String invoice,
        @JsonRawValue String card,
        @JsonRawValue String note,
        String task,
        String placeholder,
        Invoiced invoiced,
        List<Source> sources,
        List<Check> checks) {

    /** What the flow would come to. */
    public enum Outcome {
        /** An invoice would be made. */
        INVOICE,
        /** It is there already. */
        INVOICED,
        SKIPPED,
        HELD,
        /** Only a person could help. */
        DEAD
    }

    /** An invoice that is there. */
    public record Invoiced(String invoiceId, String docNumber, String url, BigDecimal total, String currency) {}

    /** Where a value comes from. */
    public record Source(String path, String value, String source) {}

    /**
     * Something that was looked at.
     *
     * @param detail what was found
     * @param fix what to do; null: nothing
     */
    public record Check(String check, boolean ok, String detail, String fix) {}
}
