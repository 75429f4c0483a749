package org.wonbooks.quickbooks.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wonbooks.quickbooks.Reference;

/** How a company keeps its books, as far as an invoice depends on it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Preferences(
        @JsonProperty("SalesFormsPrefs") SalesForms salesForms,
        @JsonProperty("CurrencyPrefs") Currencies currencies,
        @JsonProperty("TaxPrefs") Taxes taxes,
        @JsonProperty("AccountingInfoPrefs") Accounting accounting) {

    private static final String USED = "SalesFormsPrefs.UseSalesCustom";
    private static final String CALLED = "SalesFormsPrefs.SalesCustomName";

    public Preferences {
        salesForms = salesForms == null ? new SalesForms(false, null, null) : salesForms;
        currencies = currencies == null ? new Currencies(false, null) : currencies;
        taxes = taxes == null ? new Taxes(false, false) : taxes;
        accounting = accounting == null ? new Accounting(null) : accounting;
    }

    /**
     * @param customNumbers whether whoever makes an invoice numbers it
     * @param onlinePayments whether customers can pay online: without, there are no payment links; null: not said
     * @param customFields which of the company's own fields its sales forms show, then what they are called
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SalesForms(
            @JsonProperty("CustomTxnNumbers") boolean customNumbers,
            @JsonProperty("ETransactionPaymentEnabled") Boolean onlinePayments,
            @JsonProperty("CustomField") List<CustomFields> customFields) {}

    /** A part of what is said of the company's own fields. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record CustomFields(@JsonProperty("CustomField") List<CustomField> said) {}

    /** One thing of one of them; its name ends with the field's number. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record CustomField(
            @JsonProperty("Name") String name,
            @JsonProperty("BooleanValue") Boolean used,
            @JsonProperty("StringValue") String called) {}

    /** @param home the currency that the books are kept in; null: it did not say */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Currencies(
            @JsonProperty("MultiCurrencyEnabled") boolean several, @JsonProperty("HomeCurrency") Reference home) {}

    /** @param automated QuickBooks finds the rate by the addresses: in the US */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Taxes(
            @JsonProperty("UsingSalesTax") boolean used, @JsonProperty("PartnerTaxEnabled") boolean automated) {

        /** Does each line need one of the company's codes? */
        public boolean byCode() {
            return used && !automated;
        }
    }

    /** @param closedUntil nothing may be booked up to this day; null: the books are open */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Accounting(@JsonProperty("BookCloseDate") LocalDate closedUntil) {}

    /** What the company's own fields of sales forms are called, by number: those that are shown. */
    public SortedMap<String, String> customFields() {
        SortedMap<String, String> called = new TreeMap<>();
        said(CALLED).forEach(field -> called.put(field.name().substring(CALLED.length()), field.called()));
        said(USED)
                .filter(field -> Boolean.FALSE.equals(field.used()))
                .forEach(field -> called.remove(field.name().substring(USED.length())));
        return called;
    }

    private Stream<CustomField> said(String what) {
        return Optional.ofNullable(salesForms.customFields()).stream()
                .flatMap(List::stream)
                .flatMap(part -> part.said() == null ? Stream.empty() : part.said().stream())
                .filter(field -> field.name() != null && field.name().startsWith(what))
                .filter(field -> what.equals(USED) || field.called() != null);
    }

    /** The currency that the books are kept in; null: QuickBooks did not say. */
    public String homeCurrency() {
        return currencies.home() == null ? null : currencies.home().value();
    }
}
