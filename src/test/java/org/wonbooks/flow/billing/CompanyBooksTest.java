package org.wonbooks.flow.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.Connection;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.quickbooks.query.QueryAnswer;

/** What is read of a company's books is remembered: by which instances, and until when. */
class CompanyBooksTest extends KeptBooks {

    @Test
    void areAskedOnceForAllDealsOfADayOnAllInstances() {
        assertThat(read().references().itemId()).isEqualTo("19");
        assertThat(read().references().homeCurrency()).isEqualTo("CAD");
        clock.pass(Duration.ofHours(23));
        assertThat(read().references().itemId()).isEqualTo("19");
        books = instance();
        assertThat(read().references().itemId()).isEqualTo("19");
        assertThat(asked).containsExactly(PREFERENCES, ITEM);

        clock.pass(Duration.ofMinutes(61));
        read();
        assertThat(asked).hasSize(4);
        assertThat(count("remembered_books")).isEqualTo(2);
    }

    @Test
    void thatAreForgottenAreForgottenOnAllInstancesAtOnce() {
        CompanyBooks other = instance();
        read();
        assertThat(readOf(other, "9341").references().itemId()).isEqualTo("19");
        assertThat(asked).hasSize(2);

        other.forget(acme);

        inTheBooks.put(ITEM, "{\"Item\": [{\"Id\": \"21\", \"Name\": \"Services\"}]}");
        assertThat(read().references().itemId()).isEqualTo("21");
        assertThat(asked).hasSize(4);
        assertThat(readOf(other, "9341").references().itemId()).isEqualTo("21");
        assertThat(asked).as("read by the other one").hasSize(4);
    }

    @Test
    void thatAPersonHasPutRightAreReadAnewByAllInstances() {
        CompanyBooks other = instance();
        read();
        readOf(other, "9341");
        Deal usual = deal;
        deal = mock();
        when(deal.held()).thenReturn(true);
        read();
        deal = usual;
        asked.clear();
        readOf(other, "9341");
        assertThat(asked).as("nothing was put right").isEmpty();

        inTheBooks.put(ITEM, "{\"Item\": [{\"Id\": \"21\", \"Name\": \"Services\"}]}");
        deal = mock();
        when(deal.held()).thenReturn(true);
        read();
        deal = usual;
        assertThat(readOf(other, "9341").references().itemId()).isEqualTo("21");
    }

    /** Each sale of one in stock changes it. */
    @Test
    void exceptForItemsStayAsTheyAreWhereItemsHaveChanged() {
        read();
        remembered.changed(acme);
        read();
        asked.clear();
        clock.pass(Duration.ofMinutes(11));
        remembered.itemsChanged(acme);
        read();
        assertThat(asked).containsExactly(ITEM);
    }

    /** Whoever has begun to ask before that may have been told what was so before. */
    @Test
    void thatWereAskedBeforeSomethingToldOfAChangeServeNobodyElse() {
        Connection before = connection("9341");
        remembered.changed(acme);
        books.keep(before, QueryAnswer.PREFERENCES, answer(inTheBooks.get(PREFERENCES)));
        read();
        assertThat(asked).contains(PREFERENCES);
    }

    @Test
    void comeBackFromTheDatabaseAsTheyWere() {
        taxes(true, false);
        inTheBooks.put(TAX_CODES, HST);
        inTheBooks.put(TAX_RATES, RATES);
        settings = "{\"invoice\": {\"taxCode\": \"HST ON\", \"taxInclusive\": true, \"defaultTerms\": \"Net 30\"}}";
        inTheBooks.put(
                "SELECT * FROM Item WHERE Name IN ('Support') MAXRESULTS 1000",
                "{\"Item\": [{\"Id\": \"30\", \"Name\": \"Support\"}]}");
        WantedReferences.Found found = read(product(2, "Support", null));
        asked.clear();
        books = instance();
        assertThat(read(product(2, "Support", null))).isEqualTo(found);
        assertThat(asked).isEmpty();
    }

    /** It may be mended one day, and nothing tells. */
    @Test
    void thatCantBeReadWholeStayWithTheInstanceThatReadThem() {
        inTheBooks.put(ITEM, "{\"Item\": [{\"Id\": \"19\", \"Name\": \"services\"}, {\"Name\": \"No id\"}]}");
        read();
        read();
        assertThat(asked).containsExactly(PREFERENCES, ITEM);
        books = instance();
        read();
        assertThat(asked).containsExactly(PREFERENCES, ITEM, ITEM);
    }

    @Test
    void thatTheCompanyHasNoLinksIsRememberedAsItsListsAre() {
        onlinePayments("false");
        read();
        assertThat(books.hasNoLinks(connection("9341"))).isFalse();
        books.noLink(connection("9341"));
        books = instance();
        assertThat(books.hasNoLinks(connection("9341"))).isTrue();
        assertThat(books.hasNoLinks(connection("9342"))).isFalse();

        clock.pass(Duration.ofHours(25));
        assertThat(books.hasNoLinks(connection("9341"))).as("a day later").isFalse();
        read();
        books.noLink(connection("9341"));
        assertThat(books.hasNoLinks(connection("9341"))).isTrue();
        books.forget(acme);
        assertThat(books.hasNoLinks(connection("9341"))).as("after a change").isFalse();
    }

    /** A person may have put right what is remembered: only where it differs is all of it read anew. */
    @Test
    void readAnewAsTheCheckReadThemTheyAreTheSame() {
        QueryAnswer settings = answer(inTheBooks.get(PREFERENCES));
        books.keep(
                connection("9341"),
                QueryAnswer.PREFERENCES,
                QueryAnswer.of(settings.preferences().get(0)));
        deal = mock();
        when(deal.held()).thenReturn(true);
        read();
        assertThat(connections.get(acme).booksChangedAt()).isNull();
    }

    /** Of one invoice nothing follows for the others. */
    @Test
    void whereTheSettingsDoNotSayWhetherCustomersCanPayOnlineEachInvoiceIsAsked() {
        read();
        books.noLink(connection("9341"));
        assertThat(books.hasNoLinks(connection("9341"))).isFalse();
    }

    @Test
    void settingsThatSayOtherwiseOfOnlinePaymentsHaveTheLinkLookedForAgain() {
        onlinePayments("false");
        read();
        books.noLink(connection("9341"));
        assertThat(books.hasNoLinks(connection("9341"))).isTrue();
        onlinePayments("true");
        Deal usual = deal;
        deal = mock();
        when(deal.held()).thenReturn(true);
        read();
        assertThat(books.hasNoLinks(connection("9341"))).isFalse();
        deal = usual;
        read();
        books.noLink(connection("9341"));
        assertThat(books.hasNoLinks(connection("9341")))
                .as("one invoice has none, where others have")
                .isFalse();
    }

    private void onlinePayments(String enabled) {
        inTheBooks.put(
                PREFERENCES,
                "{\"Preferences\": [{\"SalesFormsPrefs\": {\"ETransactionPaymentEnabled\": " + enabled + "}}]}");
    }

    @Test
    void thatLackSomethingAreAskedAgainByTheNextDeal() {
        inTheBooks.put(ITEM, "{}");
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessage("QuickBooks has no active item \"Services\"");
        inTheBooks.put(ITEM, "{\"Item\": [{\"Id\": \"21\", \"Name\": \"Services\"}]}");
        assertThat(read().references().itemId()).isEqualTo("21");
        assertThat(asked).containsExactly(PREFERENCES, ITEM, ITEM);
    }

    @Test
    void areReadAnewForADealThatNeededAPerson() {
        read();
        asked.clear();
        deal = mock();
        when(deal.held()).thenReturn(true);
        read();
        assertThat(asked).containsExactlyInAnyOrder(PREFERENCES, ITEM);
    }

    @Test
    void ofOneCompanyAreNotAnothers() {
        read();
        asked.clear();
        assertThat(readOf(books, "9342").references().itemId()).isEqualTo("19");
        assertThat(asked).isNotEmpty();
    }
}
