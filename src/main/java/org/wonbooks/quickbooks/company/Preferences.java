package org.wonbooks.quickbooks.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import org.wonbooks.quickbooks.Reference;

/** How a company keeps its books, as far as an invoice depends on it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Preferences(
        @JsonProperty("SalesFormsPrefs") SalesForms salesForms,
        @JsonProperty("CurrencyPrefs") Currencies currencies,
        @JsonProperty("TaxPrefs") Taxes taxes,
        @JsonProperty("AccountingInfoPrefs") Accounting accounting) {

    public Preferences {
        salesForms = salesForms == null ? new SalesForms(false, null) : salesForms;
        currencies = currencies == null ? new Currencies(false, null) : currencies;
        taxes = taxes == null ? new Taxes(false, false) : taxes;
        accounting = accounting == null ? new Accounting(null) : accounting;
    }

    /**
     * @param customNumbers whether whoever makes an invoice numbers it
     * @param onlinePayments whether customers can pay online: without, there are no payment links; null: not said
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SalesForms(
            @JsonProperty("CustomTxnNumbers") boolean customNumbers,
            @JsonProperty("ETransactionPaymentEnabled") Boolean onlinePayments) {}

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

    /** The currency that the books are kept in; null: QuickBooks did not say. */
    public String homeCurrency() {
        return currencies.home() == null ? null : currencies.home().value();
    }
}
