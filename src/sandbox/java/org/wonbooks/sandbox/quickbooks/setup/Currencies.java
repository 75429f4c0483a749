package org.wonbooks.sandbox.quickbooks.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;

/** The home currency of a company, and others when it has turned on multi-currency. */
public final class Currencies {

    private static final String VALUE = "/CurrencyRef/value";

    private Currencies() {}

    static String home(Company company) {
        return preferences(company).at("/HomeCurrency/value").asText();
    }

    static boolean several(Company company) {
        return preferences(company).path("MultiCurrencyEnabled").asBoolean();
    }

    /** @throws IllegalArgumentException when it is no currency */
    static ObjectNode reference(String code) {
        String name = Currency.getInstance(code).getDisplayName(Locale.US);
        return Json.object().put("value", code).put("name", code.equals("USD") ? "United States Dollar" : name);
    }

    /** Customers of the home currency stay so, whatever it is. */
    static void moveHome(Company company, String currency) {
        for (ObjectNode customer : company.all("Customer")) {
            if (customer.at(VALUE).asText().equals(home(company))) {
                customer.set("CurrencyRef", reference(currency));
                company.derive("Customer", customer);
            }
        }
    }

    /** A customer has the currency that it began with, the home currency unless another one was sent. */
    static void settleCustomer(Company company, ObjectNode customer, JsonNode body) {
        String sent = body.at(VALUE).asText(home(company));
        refuseForeign(company, sent);
        if (customer.has("CurrencyRef")
                && body.hasNonNull("CurrencyRef")
                && !customer.at(VALUE).asText().equals(sent)) {
            throw QuickBooksFault.business("The currency of a customer can't be changed.");
        }
        if (!customer.has("CurrencyRef")) {
            customer.set("CurrencyRef", known(sent));
        }
    }

    /**
     * A transaction is in its customer's currency, and says so when there can be several.
     *
     * @param required whether it has to say so; otherwise it gets it
     */
    public static void settleTransaction(
            Company company, ObjectNode transaction, ObjectNode customer, boolean required) {
        String currency = customer.at(VALUE).asText(home(company));
        String sent = transaction.at(VALUE).asText();
        if (!several(company)) {
            refuseForeign(company, sent.isEmpty() ? home(company) : sent);
            transaction.set("CurrencyRef", reference(home(company)));
            return;
        }
        if (sent.isEmpty() && required || !sent.isEmpty() && !sent.equals(currency)) {
            throw QuickBooksFault.business("The currency of the transaction must be its customer's, " + currency + ".");
        }
        transaction.set("CurrencyRef", known(currency));
        if (transaction.has("ExchangeRate")
                && Rules.number(transaction, "ExchangeRate").signum() <= 0) {
            throw QuickBooksFault.business("The exchange rate must be greater than 0.");
        }
        if (!transaction.has("ExchangeRate")) {
            transaction.put("ExchangeRate", bookedAt(company, transaction, currency));
        }
    }

    /** Which rate counts where none is sent, is open. */
    private static BigDecimal bookedAt(Company company, ObjectNode transaction, String currency) {
        if (currency.equals(home(company)) || !Modes.otherwise(company.store(), "quickbooks", "exchangeRate")) {
            return BigDecimal.ONE;
        }
        LocalDate day = transaction.has("TxnDate")
                ? LocalDate.parse(transaction.path("TxnDate").asText())
                : company.today();
        return Rates.of(company, currency, day).orElse(BigDecimal.ONE);
    }

    /** Says an invoice's amounts in the home currency too. */
    public static void convert(Company company, ObjectNode invoice) {
        if (several(company)) {
            BigDecimal rate = new BigDecimal(invoice.path("ExchangeRate").asText("1"));
            for (String amount : new String[] {"TotalAmt", "Balance"}) {
                BigDecimal home = invoice.path(amount).decimalValue().multiply(rate);
                invoice.put("Home" + amount, home.setScale(2, RoundingMode.HALF_UP));
            }
        }
    }

    private static void refuseForeign(Company company, String currency) {
        if (!several(company) && !currency.equals(home(company))) {
            throw QuickBooksFault.business("Multi currency is not turned on for this company");
        }
    }

    private static ObjectNode known(String code) {
        try {
            return reference(code);
        } catch (IllegalArgumentException e) {
            throw new QuickBooksFault("2500", "Invalid Reference Id : Currency " + code + " not found", "CurrencyRef");
        }
    }

    private static JsonNode preferences(Company company) {
        return company.get("Preferences", "1").path("CurrencyPrefs");
    }
}
