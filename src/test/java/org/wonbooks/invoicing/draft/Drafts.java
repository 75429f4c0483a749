package org.wonbooks.invoicing.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.invoicing.money.SalesTax;
import org.wonbooks.testing.Approved;

/** A deal, books and settings to draft an invoice from. */
final class Drafts {

    static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    /** Of a company with one currency and no sales tax. */
    static final References BOOKS = books(SalesTax.NONE, "USD", false);

    private Drafts() {}

    static References books(SalesTax tax, String home, boolean severalCurrencies) {
        return new References("1", "3", tax, home, severalCurrencies, null, null, false, null, null);
    }

    /** As an operator writes them. */
    static ConnectionSettings settings(String json) {
        try {
            return new ObjectMapper().readValue(json, ConnectionSettings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A deal of 10 of these two, that says where its invoice goes, and its date. */
    static InvoiceDraft.PlainDeal deal(Party person, Party company, List<String> emails, LocalDate date) {
        return new InvoiceDraft.PlainDeal(
                7,
                17,
                1,
                "Website",
                BigDecimal.TEN,
                "USD",
                null,
                Approved.NOTHING,
                person,
                company,
                null,
                emails,
                date,
                Map.of(),
                Map.of(),
                "");
    }

    /** @param products null: not asked for */
    static InvoiceDraft.PlainDeal deal(
            String amount, String currency, String discount, boolean approved, List<Product> products) {
        Party person = new Party("contact:17", "Jane Roe", "Jane", "Roe", null, List.of(), List.of(), null);
        return new InvoiceDraft.PlainDeal(
                7,
                17,
                1,
                "Website",
                new BigDecimal(amount),
                currency,
                discount == null ? null : new BigDecimal(discount),
                approved ? Approved.ALL : Approved.NOTHING,
                person,
                null,
                products,
                List.of(),
                null,
                Map.of(),
                Map.of(),
                "products 17 x 1");
    }
}
