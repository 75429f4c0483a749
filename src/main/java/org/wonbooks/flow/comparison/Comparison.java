package org.wonbooks.flow.comparison;

import java.util.List;

/**
 * What a set of routes would have sent for deals that were billed.
 *
 * @param deals how many were looked at, the latest first
 * @param left how many more there was no time for
 * @param same how many texts would be the same
 * @param different how many would not
 * @param failed how many could not be composed
 * @param differences a row for each value that differs, and for each text that could not be composed
 */
public record Comparison(int deals, int left, int same, int different, int failed, List<Difference> differences) {

    /**
     * A value that differs.
     *
     * @param what {@code customer}, {@code invoice}, {@code card} or {@code note}
     * @param path where in the text; null: the whole of it
     * @param sent null: nothing was
     * @param would null: nothing would be
     * @param fault why the text could not be composed; null: it could
     */
    public record Difference(
            long connectionId,
            long leadId,
            String name,
            What what,
            String path,
            String sent,
            String would,
            String fault) {}

    /** What is sent of a deal. */
    public enum What {
        customer("createCustomer"),
        invoice("createInvoice"),
        card("showInvoice"),
        note("noteInvoice");

        private final String step;

        What(String step) {
            this.step = step;
        }

        /** The step of a route that has it sent. */
        String step() {
            return step;
        }
    }
}
