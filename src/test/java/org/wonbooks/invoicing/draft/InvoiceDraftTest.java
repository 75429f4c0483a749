package org.wonbooks.invoicing.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.BillTo;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.invoicing.Marker;
import org.wonbooks.invoicing.PostalAddress;
import org.wonbooks.invoicing.money.SalesTax;
import org.wonbooks.testing.Approved;

class InvoiceDraftTest {

    private static final Party JANE = person("Jane Roe", List.of("jane@roe.example"), "+1 415 555 0100");
    private static final Party ROE = company("Roe Ltd", List.of("office@roe.example", "billing@roe.example"));

    private BigDecimal amount = new BigDecimal("1500.5");
    private boolean approved;
    private String title = "Website redesign";
    private Party person = JANE;
    private Party company = ROE;
    private ConnectionSettings settings = ConnectionSettings.defaults();

    @Test
    void holdsAllThatTheInvoiceWillSay() {
        assertThat(draft())
                .isEqualTo(new InvoiceIntent(
                        "company:4",
                        "Roe Ltd",
                        "",
                        "",
                        "Roe Ltd",
                        "office@roe.example",
                        List.of("billing@roe.example"),
                        List.of(),
                        List.of("office@roe.example"),
                        List.of(),
                        "+1 415 555 0199",
                        new PostalAddress("Kade 1", null, "Delft", null, "2611", null),
                        null,
                        new BigDecimal("1500.50"),
                        null,
                        false,
                        null,
                        "USD",
                        "Website redesign",
                        List.of(new InvoiceLine(
                                "Website redesign",
                                "1",
                                BigDecimal.ONE,
                                new BigDecimal("1500.50"),
                                new BigDecimal("1500.50"),
                                null,
                                null)),
                        null,
                        "3",
                        SalesTax.NONE,
                        null,
                        null,
                        null,
                        null,
                        Map.of("1", "x".repeat(31)),
                        true,
                        true,
                        Map.of("PO_NUMBER", "PO-77"),
                        Drafts.DAY,
                        "wonbooks:7:15318175:2",
                        true,
                        "discount 10"));
    }

    @Test
    void carriesWhatTheSettingsAddToEachInvoice() {
        settings =
                Drafts.settings("""
                {"invoice": {"memo": " Thank\\nyou ", "onlinePayment": "card"}}""");
        InvoiceIntent intent = draft();
        assertThat(intent.memo()).isEqualTo("Thank you");
        assertThat(intent.payByCard()).isTrue();
        assertThat(intent.payByBank()).isFalse();
    }

    @Test
    void asksForANumberWhereTheCompanyNumbersByHand() {
        References numbered = new References("1", "3", SalesTax.NONE, "USD", false, null, null, true, "5", "6");
        InvoiceIntent intent = InvoiceDraft.of(deal(), settings, numbered, Drafts.DAY);
        assertThat(intent.docNumber()).isEqualTo("AUTO_GENERATE");
        assertThat(intent.classId()).isEqualTo("5");
        assertThat(intent.departmentId()).isEqualTo("6");
    }

    @Test
    void billsTheContactWhenThereIsNoCompany() {
        company = null;
        InvoiceIntent intent = draft();
        assertThat(intent.party()).isEqualTo("contact:17");
        assertThat(intent.customerName()).isEqualTo("Jane Roe");
        assertThat(intent.givenName()).isEqualTo("Jane");
        assertThat(intent.familyName()).isEqualTo("Roe");
        assertThat(intent.companyName()).isEmpty();
    }

    @Test
    void billsTheContactWhereTheSettingSaysSo() {
        settings = billTo(BillTo.CONTACT);
        assertThat(draft().party()).isEqualTo("contact:17");
        person = null;
        assertThat(draft().party()).isEqualTo("company:4");
    }

    @Test
    void hasToHaveSomebodyToBill() {
        person = null;
        company = null;
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::draft)
                .withMessage("The deal has neither a contact nor a company to bill")
                .satisfies(fault -> assertThat(fault.fix())
                        .isEqualTo("Add a contact to the deal in Kommo, then press" + " “Try again”."));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"  ", ":"})
    void hasToHaveANameToBill(String name) {
        company = new Party("company:4", name, null, null, name, List.of("jane doe@x.test"), List.of(" "), null);
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::draft)
                .withMessage("The deal's company has no name");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"  ", ":"})
    void billsWhoHasNoNameUnderAnAddressElseANumber(String name) {
        company = company(name, List.of("Office <office@roe.example>"));
        assertThat(draft().customerName()).isEqualTo("office@roe.example");
        company = company(name, List.of());
        assertThat(draft().customerName()).isEqualTo("+1 415 555 0199");
    }

    @Test
    void takesTheFirstPhoneNumberThatQuickBooksTakes() {
        settings = billTo(BillTo.CONTACT);
        String note = "+1 415 555 0100, after lunch only";
        person = person("Jane Roe", List.of(), note, "+1 415 555 0101");
        assertThat(draft().phone()).isEqualTo("+1 415 555 0101");
        person = person("Jane Roe", List.of(), note);
        assertThat(draft().phone()).isNull();
        person = person("Jane Roe", List.of());
        assertThat(draft().phone()).isNull();
    }

    @Test
    void leavesTheTermsToQuickBooksWhereNoneAreMeant() {
        InvoiceIntent intent = InvoiceDraft.of(
                deal(),
                settings,
                new References("1", null, SalesTax.NONE, "USD", false, null, null, false, null, null),
                Drafts.DAY);
        assertThat(intent.termId()).isNull();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "\u0000"})
    void isDescribedByTheDealsNumberWhenItHasNoName(String name) {
        title = name;
        assertThat(draft().description()).isEqualTo("Deal 15318175");
    }

    @Test
    void hasADescriptionWithoutControlCharacters() {
        title = " Website\u0000redesign\nphase 2 ";
        assertThat(draft().description()).isEqualTo("Website redesign phase 2");
    }

    @Test
    void hasADescriptionThatFitsAndEndsWithAWholeCharacter() {
        title = "x".repeat(3999) + "\uD83D\uDE42";
        assertThat(draft().description()).isEqualTo("x".repeat(3999));
        title = "x".repeat(4000);
        assertThat(draft().description()).isEqualTo(title);
    }

    @Test
    void isSentOrNotAsTheSettingSays() {
        settings = invoice(null, false);
        assertThat(draft().send()).isFalse();
    }

    @Test
    void ofMoreThanTheLimitWaitsForAnApproval() {
        settings = invoice(new BigDecimal("1500"), true);
        assertThatExceptionOfType(Hold.class).isThrownBy(this::draft);
        approved = true;
        assertThat(draft().amount()).isEqualTo("1500.50");
    }

    @Test
    void ofNothingIsSkippedWhoeverIsMissing() {
        amount = BigDecimal.ZERO;
        person = null;
        company = null;
        assertThatExceptionOfType(Skip.class).isThrownBy(this::draft);
    }

    @Test
    void carriesAMarkerThatNamesConnectionDealAndCycle() {
        assertThat(Marker.of(7, 15318175, 2)).isEqualTo("wonbooks:7:15318175:2");
    }

    private InvoiceIntent draft() {
        return InvoiceDraft.of(deal(), settings, Drafts.BOOKS, Drafts.DAY);
    }

    private InvoiceDraft.PlainDeal deal() {
        return new InvoiceDraft.PlainDeal(
                7,
                15318175,
                2,
                title,
                amount,
                "USD",
                null,
                approved ? Approved.ALL : Approved.NOTHING,
                person,
                company,
                null,
                List.of(),
                null,
                Map.of("1", "x".repeat(40), "2", " "),
                Map.of("PO_NUMBER", "PO-77"),
                "discount 10");
    }

    private static ConnectionSettings billTo(BillTo billTo) {
        return new ConnectionSettings(null, null, null, new ConnectionSettings.Customer(billTo, null), null);
    }

    private static ConnectionSettings invoice(BigDecimal most, boolean send) {
        return Drafts.settings("{\"invoice\": {\"maxAmount\": %s, \"send\": %s}}".formatted(most, send));
    }

    private static Party person(String name, List<String> emails, String... phones) {
        return new Party("contact:17", name, "Jane", "Roe", null, emails, Arrays.asList(phones), null);
    }

    private static Party company(String name, List<String> emails) {
        return new Party(
                "company:4",
                name,
                null,
                null,
                name,
                emails,
                List.of("+1 415 555 0199"),
                new PostalAddress("Kade\n1", " ", "Delft", null, "2611", null));
    }
}
