package org.wonbooks.quickbooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;

/** What a query found. Nothing found is an empty object, in rare companies not even that. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record QueryAnswer(@JsonProperty("QueryResponse") Found found, @JsonProperty("time") String time) {

    /** Every answer to a query has at least its time; without it, it can't be read. */
    public QueryAnswer {
        if (found == null && time == null) {
            throw new IllegalArgumentException("neither QueryResponse nor time in the answer");
        }
    }

    /** What was found, by kind. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Found(
            @JsonProperty("Customer") List<Customer> customers,
            @JsonProperty("Invoice") List<Invoice> invoices,
            @JsonProperty("Payment") List<Payment> payments,
            @JsonProperty("RefundReceipt") List<RefundReceipt> refundReceipts,
            @JsonProperty("Item") List<Named> items,
            @JsonProperty("Term") List<Named> terms,
            @JsonProperty("Class") List<Named> classes,
            @JsonProperty("Department") List<Named> departments,
            @JsonProperty("TaxCode") List<TaxCode> taxCodes,
            @JsonProperty("TaxRate") List<TaxCode.Rate> taxRates,
            @JsonProperty("Preferences") List<Preferences> preferences) {}

    /** The customers found. */
    public List<Customer> customers() {
        return found(Found::customers);
    }

    /** The invoices found. */
    public List<Invoice> invoices() {
        return found(Found::invoices);
    }

    /** The payments found. */
    public List<Payment> payments() {
        return found(Found::payments);
    }

    /** The refund receipts found. */
    public List<RefundReceipt> refundReceipts() {
        return found(Found::refundReceipts);
    }

    /** The items found. */
    public List<Named> items() {
        return found(Found::items);
    }

    /** The terms found. */
    public List<Named> terms() {
        return found(Found::terms);
    }

    /** The classes found. */
    public List<Named> classes() {
        return found(Found::classes);
    }

    /** The departments found, which people see as locations. */
    public List<Named> departments() {
        return found(Found::departments);
    }

    /** The tax codes found. */
    public List<TaxCode> taxCodes() {
        return found(Found::taxCodes);
    }

    /** The tax rates found. */
    public List<TaxCode.Rate> taxRates() {
        return found(Found::taxRates);
    }

    /** The company's preferences: one, if they were asked for. */
    public List<Preferences> preferences() {
        return found(Found::preferences);
    }

    private <T> List<T> found(Function<Found, List<T>> kind) {
        List<T> things = found == null ? null : kind.apply(found);
        return things == null ? List.of() : things;
    }
}
