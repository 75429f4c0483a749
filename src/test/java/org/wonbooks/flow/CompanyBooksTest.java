package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.component.Write.Call;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.invoicing.NewItem;
import org.wonbooks.invoicing.SalesTax;
import org.wonbooks.kommo.ElementList;
import org.wonbooks.kommo.Lead;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.RememberedBooks;
import org.wonbooks.ledger.Step;
import org.wonbooks.quickbooks.QueryAnswer;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.PlayedPeer;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

class CompanyBooksTest extends DatabaseTest {

    private static final String ITEM =
            "SELECT * FROM Item WHERE Name IN ('Services','Services (deleted)') AND Active IN (true,false)";
    private static final String PREFERENCES = "SELECT * FROM Preferences MAXRESULTS 1000";
    private static final String TERMS = "SELECT * FROM Term MAXRESULTS 1000";
    private static final String TAX_CODES = "SELECT * FROM TaxCode MAXRESULTS 1000";
    private static final String TAX_RATES = "SELECT * FROM TaxRate MAXRESULTS 1000";

    private static final String HST =
            """
            {"TaxCode": [{"Id": "5", "Name": "HST ON", "SalesTaxRateList": {"TaxRateDetail":
             [{"TaxRateRef": {"value": "8"}}, {"TaxRateRef": {"value": "9"}}]}}, {"Id": "6", "Name": "Exempt"}]}""";

    private static final String RATES =
            "{\"TaxRate\": [{\"Id\": \"8\", \"RateValue\": 5}, {\"Id\": \"9\", \"RateValue\": 8}, {\"Id\": \"7\", \"RateValue\": 20}]}";

    private static final RefusedFault REFUSAL = new RefusedFault("no", "fix");

    private final PlayedPeer peer = new PlayedPeer(transaction, bean(Fence.class));
    private final Map<String, String> inTheBooks = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final RememberedBooks remembered;
    private CompanyBooks books;
    private long acme;
    private String settings;
    private String fields;
    private Deal deal;

    CompanyBooksTest() {
        super(TestDatabase.H2, RememberedBooks.class);
        remembered = bean(RememberedBooks.class);
    }

    private CompanyBooks instance() {
        return new CompanyBooks(remembered, new ExchangeRates(clock), bean(ObjectMapper.class), clock);
    }

    @BeforeEach
    void keepBooks() {
        acme = readyConnection("Acme");
        inTheBooks.clear();
        asked.clear();
        settings = "{}";
        fields = "null";
        deal = Deal.unwritten(7, 17, 1, "Website");
        books = instance();
        inTheBooks.put(
                PREFERENCES, "{\"Preferences\": [{\"CurrencyPrefs\": {\"HomeCurrency\": {\"value\": \"CAD\"}}}]}");
        inTheBooks.put(ITEM, "{\"Item\": [{\"Id\": \"19\", \"Name\": \"services\", \"Active\": true}]}");
        inTheBooks.put(
                TERMS,
                """
                {"Term": [{"Id": "3", "Name": "Net 30", "Active": true}, {"Id": "4", "Name": "Net 60", "Active": false}]}""");
    }

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
    void nameTheTermsThatTheDealMeans() {
        fields = "[{\"field_code\": \"PAYMENT_TERMS\", \"values\": [{\"value\": \"30 Tage netto\", \"enum_id\": 77}]}]";
        settings = "{\"invoice\": {\"termsMap\": {\"77\": \"net 30\"}}}";
        assertThat(read().references().termId()).isEqualTo("3");
        settings = "{\"invoice\": {\"termsMap\": {\"30 Tage netto\": \"Net 30\"}}}";
        assertThat(read().references().termId()).isEqualTo("3");
        settings = "{}";
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessage("QuickBooks has no active terms \"30 Tage netto\"");
        fields = "null";
        assertThat(read().references().termId()).isNull();
        settings = "{\"invoice\": {\"defaultTerms\": \"Net 60\"}}";
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessage("QuickBooks has no active terms \"Net 60\"");
    }

    @Test
    void ofACompanyInTheUsTaxByThemselves() {
        taxes(true, true);
        assertThat(read().references().tax()).isEqualTo(SalesTax.automated(null));
        settings = "{\"invoice\": {\"taxCode\": \"non\"}}";
        assertThat(read().references().tax()).isEqualTo(SalesTax.automated("NON"));
        settings = "{\"invoice\": {\"taxCode\": \"HST ON\"}}";
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessageContaining("knows no tax code \"HST ON\"")
                .satisfies(fault -> assertThat(fault.fix()).contains("TAX or NON"));
    }

    @Test
    void ofACompanyElsewhereTaxByCode() {
        taxes(true, false);
        inTheBooks.put(TAX_CODES, HST);
        inTheBooks.put(TAX_RATES, RATES);
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessageContaining("a tax code on each line");
        settings = "{\"invoice\": {\"taxCode\": \"hst on\"}}";
        assertThat(read().references().tax()).isEqualTo(SalesTax.coded("5", null, false));
        settings = "{\"invoice\": {\"taxCode\": \"HST ON\", \"taxInclusive\": true}}";
        assertThat(read().references().tax().percent()).isEqualByComparingTo("13");
        settings = "{\"invoice\": {\"taxCode\": \"HST\"}}";
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessage("QuickBooks has no active tax code \"HST\"; it has Exempt, HST ON");
        taxes(false, false);
        clock.pass(Duration.ofHours(25));
        assertThat(read().references().tax()).isEqualTo(SalesTax.NONE);
    }

    @Test
    void haveAnItemForEachProductBySkuOrName() {
        inTheBooks.put(
                "SELECT * FROM Item WHERE Name IN ('HOST-1','Hosting','Support') MAXRESULTS 1000",
                "{\"Item\": [{\"Id\": \"30\", \"Name\": \"Support\"}, {\"Id\": \"31\", \"Name\": \"hosting\"}]}");
        inTheBooks.put(
                "SELECT * FROM Item WHERE Sku IN ('HOST-1') MAXRESULTS 1000",
                "{\"Item\": [{\"Id\": \"32\", \"Name\": \"Web space\", \"Sku\": \"host-1\"}]}");
        assertThat(read(product(1, "Hosting", "HOST-1"), product(2, "Support", null))
                        .items())
                .containsOnly(Map.entry(1L, "32"), Map.entry(2L, "30"));
        inTheBooks.put(
                "SELECT * FROM Item WHERE Name IN ('Paint') MAXRESULTS 1000",
                "{\"Item\": [{\"Id\": \"33\", \"Name\": \"Paint\", \"Type\": \"Category\"}]}");
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> read(product(3, "Paint", null)))
                .withMessage("QuickBooks has no active item for the product \"Paint\"");
    }

    @Test
    void areReadWholeForNamesThatAQueryCannotHold() {
        String full = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"Id\": \"" + (100 + i) + "\", \"Name\": \"Thing " + i
                        + "\", \"MetaData\": {\"CreateTime\": \"2026-11-01T02:00:00-08:00\"}}")
                .collect(Collectors.joining(", "));
        inTheBooks.put(
                "SELECT * FROM Item ORDERBY MetaData.CreateTime STARTPOSITION 1 MAXRESULTS 1000",
                "{\"Item\": [" + full + "]}");
        inTheBooks.put(
                "SELECT * FROM Item WHERE MetaData.CreateTime >= '2026-11-01T10:00:00Z'"
                        + " ORDERBY MetaData.CreateTime STARTPOSITION 1 MAXRESULTS 1000",
                "{\"Item\": [{\"Id\": \"40\", \"Name\": \"Хостинг\"}]}");
        assertThat(read(product(1, "Хостинг", null)).items()).containsOnly(Map.entry(1L, "40"));
        assertThat(asked).hasSize(4);
    }

    @Test
    void areAskedForManyProductsInSeveralQueries() {
        ElementList.Element[] products =
                IntStream.range(10, 40).mapToObj(i -> product(i, "P" + i, null)).toArray(ElementList.Element[]::new);
        inTheBooks.put("SELECT * FROM Item WHERE Name IN " + names(10, 35) + " MAXRESULTS 1000", things(10, 35));
        inTheBooks.put("SELECT * FROM Item WHERE Name IN " + names(35, 40) + " MAXRESULTS 1000", things(35, 40));
        assertThat(read(products).items()).hasSize(30).containsEntry(39L, "39");
    }

    private static String names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "'P" + i + "'").collect(Collectors.joining(",", "(", ")"));
    }

    private static String things(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"Id\": \"%d\", \"Name\": \"P%d\"}".formatted(i, i))
                .collect(Collectors.joining(", ", "{\"Item\": [", "]}"));
    }

    @Test
    void thatLackAProductAreAskedAgainByTheNextDeal() {
        String paint = "SELECT * FROM Item WHERE Name IN ('Paint') MAXRESULTS 1000";
        settings = "{\"invoice\": {\"createItems\": true}}";
        inTheBooks.put(
                ITEM,
                "{\"Item\": [{\"Id\": \"19\", \"Name\": \"Services\", \"IncomeAccountRef\": {\"value\": \"79\"}}]}");
        inTheBooks.put(paint, "{}");
        WantedReferences.Found found = read(product(3, "Paint", null));
        assertThat(found.newItems()).containsExactly(new NewItem(3, "Paint", null, "79", null));
        assertThat(found.items()).containsOnly(Map.entry(3L, NewItem.PLACEHOLDER));
        inTheBooks.put(paint, "{\"Item\": [{\"Id\": \"50\", \"Name\": \"Paint\"}]}");
        assertThat(read(product(3, "Paint", null)).items()).containsOnly(Map.entry(3L, "50"));
        assertThat(asked).containsExactly(PREFERENCES, ITEM, paint, paint);
    }

    @Test
    void haveNewItemsMadeOnlyLikeOneThatIsForSale() {
        settings = "{\"invoice\": {\"createItems\": true}}";
        inTheBooks.put("SELECT * FROM Item WHERE Name IN ('Paint') MAXRESULTS 1000", "{}");
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> read(product(3, "Paint", null)))
                .withMessage("The item \"services\", like which new items are made, has no income account");
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
    void thatAreReadAheadGoOutTogetherAndAreNotReadAgain() {
        taxes(true, false);
        inTheBooks.put(TAX_CODES, HST);
        settings = "{\"invoice\": {\"taxCode\": \"HST ON\", \"defaultTerms\": \"Net 30\"}}";
        String paint = "SELECT * FROM Item WHERE Name IN ('Paint') MAXRESULTS 1000";
        inTheBooks.put(paint, "{\"Item\": [{\"Id\": \"50\", \"Name\": \"Paint\"}]}");
        Run run = run();

        List<Read<?>> together = books.ahead(run);
        assertThat(together).extracting(CompanyBooksTest::statement).containsExactly(PREFERENCES, ITEM, TERMS);
        together.forEach(read -> play(run, read));
        assertThat(asked).containsExactly(PREFERENCES, TAX_CODES, ITEM, TERMS);

        run.keep("elements", List.of(product(3, "Paint", null)));
        play(run, books.ask(run));
        assertThat(asked).containsExactly(PREFERENCES, TAX_CODES, ITEM, TERMS, paint);
        assertThat(run.get("references", WantedReferences.Found.class)).isEqualTo(read(product(3, "Paint", null)));
        assertThat(books.ahead(run())).as("remembered").isEmpty();
    }

    /** What it remembers may be old: then it is told apart from what the run has read itself. */
    @Test
    void thatAreReadAheadCountAsReadByTheRun() {
        Run run = run();
        books.ahead(run).forEach(read -> play(run, read));
        books.ask(run);
        assertThat(books.refused(run, call(), REFUSAL)).isSameAs(REFUSAL);
        Run next = run();
        books.ahead(next);
        books.ask(next);
        assertThat(books.refused(next, call(), REFUSAL)).isInstanceOf(PassingFault.class);
    }

    @Test
    void areReadAheadAnewForADealThatNeededAPerson() {
        read();
        asked.clear();
        deal = mock();
        when(deal.held()).thenReturn(true);
        Run run = run();
        books.ahead(run).forEach(read -> play(run, read));
        books.ask(run);
        assertThat(asked).containsExactly(PREFERENCES, ITEM);
    }

    private Run run() {
        Run run = PlayedPeer.run(new Work(1, acme, WorkKind.DEAL_WON, "17", "lane", 1, 1, 1), connection("9341"));
        run.keep("lead", lead());
        run.keep("deal", deal);
        return run;
    }

    private static Call call() {
        return Call.post("invoice", new Step("invoice", Step.State.CALLING, 0, "wb-1", "", null, null, null, false));
    }

    private static String statement(Read<?> read) {
        return read.query().get("query");
    }

    /** The books answer, and what follows. */
    private void play(Run run, Read<?> read) {
        asked.add(statement(read));
        Read<?> next = peer.answer(run, read, answer(inTheBooks.get(statement(read))));
        if (next != null) {
            play(run, next);
            next.beside().forEach(other -> play(run, other));
        }
    }

    @Test
    void ofOneCompanyAreNotAnothers() {
        read();
        asked.clear();
        assertThat(readOf(books, "9342").references().itemId()).isEqualTo("19");
        assertThat(asked).isNotEmpty();
    }

    private WantedReferences.Found read(ElementList.Element... products) {
        return readOf(books, "9341", products);
    }

    /** As the route does. */
    private WantedReferences.Found readOf(CompanyBooks instance, String realm, ElementList.Element... products) {
        Connection connection = connection(realm);
        CompanyBooks.OfRun known = instance.known(connection, deal);
        WantedReferences wanted = CompanyBooks.wanted(connection, lead(), List.of(products), known);
        for (Map<String, String> query = wanted.unknown(); query != null; query = wanted.unknown()) {
            String statement = query.get("query");
            asked.add(statement);
            String found = inTheBooks.get(statement);
            assertThat(found).as(statement).isNotNull();
            known.take(query, answer(found));
        }
        return wanted.found();
    }

    private Lead lead() {
        return ProductJson.read("{\"id\": 17, \"custom_fields_values\": " + fields + "}", Lead.class);
    }

    private static QueryAnswer answer(String found) {
        return ProductJson.read("{\"time\": \"now\", \"QueryResponse\": " + found + "}", QueryAnswer.class);
    }

    /** As it is now. */
    private Connection connection(String realm) {
        Connection connection = mock();
        when(connection.id()).thenReturn(acme);
        when(connection.realmId()).thenReturn(realm);
        when(connection.settings()).thenReturn(ProductJson.read(settings, ConnectionSettings.class));
        Connection now = connections.get(acme);
        when(connection.booksChangedAt()).thenReturn(now.booksChangedAt());
        when(connection.itemsChangedAt()).thenReturn(now.itemsChangedAt());
        return connection;
    }

    private void taxes(boolean used, boolean automated) {
        inTheBooks.put(
                PREFERENCES,
                "{\"Preferences\": [{\"TaxPrefs\": {\"UsingSalesTax\": %s, \"PartnerTaxEnabled\": %s}}]}"
                        .formatted(used, automated));
    }

    private static ElementList.Element product(long id, String name, String sku) {
        String fields =
                sku == null ? "null" : "[{\"field_code\": \"SKU\", \"values\": [{\"value\": \"" + sku + "\"}]}]";
        return ProductJson.read(
                "{\"id\": %s, \"name\": \"%s\", \"custom_fields_values\": %s}".formatted(id, name, fields),
                ElementList.Element.class);
    }
}
