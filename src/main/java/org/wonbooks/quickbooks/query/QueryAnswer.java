package org.wonbooks.quickbooks.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wonbooks.answer.Elements;
import org.wonbooks.quickbooks.company.CompanyInfo;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.company.Preferences;
import org.wonbooks.quickbooks.company.TaxCode;
import org.wonbooks.quickbooks.invoice.Customer;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.invoice.Payment;
import org.wonbooks.quickbooks.invoice.RefundReceipt;

/**
 * What a query found. Nothing found is an empty object, in rare companies not even that.
 *
 * <p>Whoever asks for a list gets all of it, or the fault that names what of it can't be read: one that is missing
 * could be the one that is looked for. Only {@link #elements} and what begins with {@code changed} leave out what can't
 * be read.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record QueryAnswer(@JsonProperty("QueryResponse") Found found, @JsonProperty("time") String time) {

    /** Asks for the company's preferences. */
    public static final Map<String, String> PREFERENCES = Query.all("Preferences");

    /** Asks for the company's name and country. */
    public static final Map<String, String> COMPANY = Query.all("CompanyInfo");

    /** What {@link #PREFERENCES} finds, where they were read otherwise. */
    public static QueryAnswer of(Preferences preferences) {
        return of(Elements.of(List.of(preferences)), Elements.none());
    }

    /** What {@link #COMPANY} finds, where it was read otherwise. */
    public static QueryAnswer of(CompanyInfo company) {
        return of(Elements.none(), Elements.of(List.of(company)));
    }

    /** The others as a list that an answer lacks is read. */
    private static QueryAnswer of(Elements<Preferences> preferences, Elements<CompanyInfo> companies) {
        Found found = new Found(
                Elements.none(),
                Elements.none(),
                Elements.none(),
                Elements.none(),
                Elements.none(),
                Elements.none(),
                Elements.none(),
                Elements.none(),
                Elements.none(),
                Elements.none(),
                preferences,
                companies);
        return new QueryAnswer(found, null);
    }

    /** Every answer to a query has at least its time; without it, it can't be read. */
    public QueryAnswer {
        if (found == null && time == null) {
            throw new IllegalArgumentException("neither QueryResponse nor time in the answer");
        }
    }

    /** What was found, by kind. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Found(
            @JsonProperty("Customer") Elements<Customer> customers,
            @JsonProperty("Invoice") Elements<Invoice> invoices,
            @JsonProperty("Payment") Elements<Payment> payments,
            @JsonProperty("RefundReceipt") Elements<RefundReceipt> refundReceipts,
            @JsonProperty("Item") Elements<ListEntry> items,
            @JsonProperty("Term") Elements<ListEntry> terms,
            @JsonProperty("Class") Elements<ListEntry> classes,
            @JsonProperty("Department") Elements<ListEntry> departments,
            @JsonProperty("TaxCode") Elements<TaxCode> taxCodes,
            @JsonProperty("TaxRate") Elements<TaxCode.Rate> taxRates,
            @JsonProperty("Preferences") Elements<Preferences> preferences,
            @JsonProperty("CompanyInfo") Elements<CompanyInfo> companies) {

        private Stream<Elements<?>> all() {
            return Stream.of(
                    customers,
                    invoices,
                    payments,
                    refundReceipts,
                    items,
                    terms,
                    classes,
                    departments,
                    taxCodes,
                    taxRates,
                    preferences,
                    companies);
        }
    }

    /** Can all of it be read? */
    public boolean whole() {
        return found == null
                || found.all().filter(Objects::nonNull).allMatch(things -> things.unreadable()
                        .isEmpty());
    }

    /** The customers found. */
    public List<Customer> customers() {
        return found(Found::customers);
    }

    /** The invoices found. */
    public List<Invoice> invoices() {
        return found(Found::invoices);
    }

    /** The invoices found, as far as they can be read. */
    public Elements<Invoice> changedInvoices() {
        return elements(Found::invoices);
    }

    /** The payments found, as far as they can be read. */
    public Elements<Payment> changedPayments() {
        return elements(Found::payments);
    }

    /** The refund receipts found, as far as they can be read. */
    public Elements<RefundReceipt> changedRefundReceipts() {
        return elements(Found::refundReceipts);
    }

    /** How many things of the kinds that a sweep looks through there are, readable or not. */
    public int changed() {
        return changedInvoices().size()
                + changedPayments().size()
                + changedRefundReceipts().size();
    }

    /** When the last of them changed, as far as they can be read; null: none says so. */
    public Instant lastChange() {
        return Stream.of(
                        changedInvoices().read().stream().map(Invoice::changedAt),
                        changedPayments().read().stream().map(Payment::changedAt),
                        changedRefundReceipts().read().stream().map(RefundReceipt::changedAt))
                .flatMap(times -> times)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The payments found. */
    public List<Payment> payments() {
        return found(Found::payments);
    }

    /** The items found. */
    public List<ListEntry> items() {
        return found(Found::items);
    }

    /** The terms found. */
    public List<ListEntry> terms() {
        return found(Found::terms);
    }

    /** The classes found. */
    public List<ListEntry> classes() {
        return found(Found::classes);
    }

    /** The departments found, which people see as locations. */
    public List<ListEntry> departments() {
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

    /** The company: one, if it was asked for. */
    public List<CompanyInfo> companies() {
        return found(Found::companies);
    }

    private <T> List<T> found(Function<Found, Elements<T>> kind) {
        return elements(kind).all();
    }

    /** What was found of a kind, as far as it can be read: enough for whoever finds in it what is looked for. */
    public <T> Elements<T> elements(Function<Found, Elements<T>> kind) {
        Elements<T> things = found == null ? null : kind.apply(found);
        return things == null ? Elements.none() : things;
    }
}
