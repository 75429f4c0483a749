package org.wonbooks.flow.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.wonbooks.fault.Hold;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.quickbooks.invoice.Customer;
import org.wonbooks.testing.Approved;
import org.wonbooks.testing.ProductJson;

class CustomerMatchTest {

    private static final String ANY = "USD";
    private static final Predicate<Customer> NOBODYS = customer -> false;

    @Test
    void isTheOneOfTheAddress() {
        assertThat(meant(ANY, customer("7", "Jane Roe", "jane@roe.example", "USD", null)))
                .isEqualTo("7");
        assertThat(meant(ANY, customer("7", "Jane Roe", "JANE@roe.example, office@roe.example", "USD", null)))
                .isEqualTo("7");
    }

    @Test
    void isNobodyWhereNobodyIsKnown() {
        assertThat(meant(ANY)).isNull();
        assertThat(meant(ANY, customer("7", "Jane Roe", "jane@roe.example.org", "USD", null)))
                .isNull();
    }

    @Test
    void isKnownByTheFirstAddressThatAnybodyHas() {
        assertThat(meant(
                        ANY,
                        customer("8", "Roe Family", "home@roe.example", "USD", null),
                        customer("7", "Jane Roe", "jane@roe.example", "USD", null)))
                .isEqualTo("7");
        assertThat(meant(ANY, customer("8", "Roe Family", "home@roe.example", "USD", null)))
                .isEqualTo("8");
    }

    @Test
    void ofSeveralIsTheOneOfTheName() {
        assertThat(meant(
                        ANY,
                        customer("7", "Roe Ltd", "jane@roe.example", "USD", null),
                        customer("8", "jane roe", "jane@roe.example", "USD", null)))
                .isEqualTo("8");
    }

    @Test
    void ofAParentAndItsSubCustomersIsTheParent() {
        assertThat(meant(
                        ANY,
                        customer("8", "Kitchen", "jane@roe.example", "USD", "7"),
                        customer("7", "Roe Ltd", "jane@roe.example", "USD", null),
                        customer("9", "Garden", "jane@roe.example", "USD", "7")))
                .isEqualTo("7");
    }

    @Test
    void ofSeveralOthersIsAPersonsDecision() {
        Customer[] both = {
            customer("7", "Roe Ltd", "jane@roe.example", "USD", null),
            customer("8", "Roe Inc", "jane@roe.example", "USD", null)
        };
        assertThatExceptionOfType(Hold.class)
                .isThrownBy(() -> meant(ANY, both))
                .withMessageContaining("several customers of the deal's e-mail address (Roe Inc, Roe Ltd)");
        assertThat(CustomerMatch.among(List.of(both), deal(ANY), Approved.ALL, NOBODYS))
                .isNull();
    }

    @Test
    void isBilledInItsOwnCurrencyAlone() {
        Customer euro = customer("7", "Jane Roe", "jane@roe.example", "EUR", null);
        assertThatExceptionOfType(Hold.class)
                .isThrownBy(() -> meant("USD", euro))
                .withMessageStartingWith("The deal is in USD, and QuickBooks bills Jane Roe in EUR");
        assertThat(CustomerMatch.among(List.of(euro), deal("USD"), Approved.ALL, NOBODYS))
                .isNull();
        assertThat(meant("USD", euro, customer("8", "Jane Roe USD", "jane@roe.example", "USD", null)))
                .isEqualTo("8");
        assertThat(meant(null, euro)).as("books of one currency").isEqualTo("7");
    }

    /** A contact may have two companies, neither of which has an address of its own. */
    @Test
    void byTheContactsAddressIsTheOneOfTheCompanysNameAlone() {
        Customer other = customer("7", "Roe Inc", "jane@roe.example", "USD", null);
        Customer same = customer("8", "ROE LTD", "jane@roe.example", "USD", null);
        assertThat(CustomerMatch.among(List.of(other, same), company("USD"), Approved.NOTHING, NOBODYS))
                .isEqualTo("8");
        assertThat(CustomerMatch.among(List.of(other), company("USD"), Approved.NOTHING, known -> true))
                .as("known to be another company's")
                .isNull();
        assertThatExceptionOfType(Hold.class)
                .isThrownBy(() -> CustomerMatch.among(List.of(other), company("USD"), Approved.NOTHING, NOBODYS))
                .withMessageStartingWith(
                        "The deal is for Roe Ltd, and QuickBooks knows its e-mail address as that of Roe Inc");
        assertThat(CustomerMatch.among(List.of(other), company("USD"), Approved.ALL, NOBODYS))
                .isNull();
        assertThatExceptionOfType(Hold.class)
                .isThrownBy(() -> CustomerMatch.among(List.of(same), company("EUR"), Approved.NOTHING, NOBODYS))
                .withMessageStartingWith("The deal is in EUR, and QuickBooks bills ROE LTD in USD");
    }

    private static InvoiceIntent company(String currency) {
        return ProductJson.read(
                """
                {"customerName": "Roe Ltd", "contactsEmails": ["jane@roe.example"], "currency": "%s"}"""
                        .formatted(currency),
                InvoiceIntent.class);
    }

    @Test
    void isActive() {
        Customer gone = ProductJson.read(
                """
                {"Id": "7", "DisplayName": "Jane Roe (deleted)", "Active": false, "PrimaryEmailAddr": {"Address": "jane@roe.example"}}""",
                Customer.class);
        assertThat(meant(ANY, gone)).isNull();
    }

    private static String meant(String currency, Customer... found) {
        return CustomerMatch.among(List.of(found), deal(currency), Approved.NOTHING, NOBODYS);
    }

    private static InvoiceIntent deal(String currency) {
        return ProductJson.read(
                """
                {"customerName": "Jane Roe", "emails": ["jane@roe.example", "home@roe.example"], "currency": %s}"""
                        .formatted(currency == null ? null : '"' + currency + '"'),
                InvoiceIntent.class);
    }

    private static Customer customer(String id, String name, String emails, String currency, String parent) {
        return ProductJson.read(
                """
                {"Id": "%s", "DisplayName": "%s", "Active": true, "PrimaryEmailAddr": {"Address": "%s"},
                 "CurrencyRef": {"value": "%s"}, "ParentRef": %s}"""
                        .formatted(
                                id, name, emails, currency, parent == null ? null : "{\"value\": \"" + parent + "\"}"),
                Customer.class);
    }
}
