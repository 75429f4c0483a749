package org.wonbooks.quickbooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

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
            @JsonProperty("Item") List<Named> items,
            @JsonProperty("Term") List<Named> terms) {}

    /** The customers found. */
    public List<Customer> customers() {
        return found == null || found.customers() == null ? List.of() : found.customers();
    }

    /** The invoices found. */
    public List<Invoice> invoices() {
        return found == null || found.invoices() == null ? List.of() : found.invoices();
    }

    /** The payments found. */
    public List<Payment> payments() {
        return found == null || found.payments() == null ? List.of() : found.payments();
    }

    /** The items found. */
    public List<Named> items() {
        return found == null || found.items() == null ? List.of() : found.items();
    }

    /** The terms found. */
    public List<Named> terms() {
        return found == null || found.terms() == null ? List.of() : found.terms();
    }
}
