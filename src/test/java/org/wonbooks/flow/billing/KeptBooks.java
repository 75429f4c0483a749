package org.wonbooks.flow.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.database.Fence;
import org.wonbooks.kommo.lead.ElementList;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.books.BooksCache;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.quickbooks.query.QueryAnswer;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.PlayedPeer;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

/** A company's books, as QuickBooks answers for them and as instances remember them. */
abstract class KeptBooks extends ConnectedTest {

    static final String ITEM =
            "SELECT * FROM Item WHERE Name IN ('Services','Services (deleted)') AND Active IN (true,false)";
    static final String PREFERENCES = "SELECT * FROM Preferences MAXRESULTS 1000";
    static final String TERMS = "SELECT * FROM Term MAXRESULTS 1000";
    static final String TAX_CODES = "SELECT * FROM TaxCode MAXRESULTS 1000";
    static final String TAX_RATES = "SELECT * FROM TaxRate MAXRESULTS 1000";

    static final String HST =
            """
            {"TaxCode": [{"Id": "5", "Name": "HST ON", "SalesTaxRateList": {"TaxRateDetail":
             [{"TaxRateRef": {"value": "8"}}, {"TaxRateRef": {"value": "9"}}]}}, {"Id": "6", "Name": "Exempt"}]}""";

    static final String RATES =
            "{\"TaxRate\": [{\"Id\": \"8\", \"RateValue\": 5}, {\"Id\": \"9\", \"RateValue\": 8}, {\"Id\": \"7\", \"RateValue\": 20}]}";

    private final PlayedPeer peer = new PlayedPeer(transaction, bean(Fence.class));
    final Map<String, String> inTheBooks = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    final BooksCache remembered;
    CompanyBooks books;
    String settings;
    String fields;
    Deal deal;

    KeptBooks() {
        super(TestDatabase.H2, BooksCache.class);
        remembered = bean(BooksCache.class);
    }

    CompanyBooks instance() {
        return new CompanyBooks(remembered, new ExchangeRates(clock), bean(ObjectMapper.class), clock);
    }

    @BeforeEach
    void keepBooks() {
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

    Run run() {
        Run run = PlayedPeer.run(new Work(1, acme, WorkKind.DEAL_WON, "17", "lane", 1, 1, 1), connection("9341"));
        run.keep("lead", lead());
        run.keep("deal", deal);
        return run;
    }

    static String statement(Read<?> read) {
        return read.query().get("query");
    }

    /** The books answer, and what follows. */
    void play(Run run, Read<?> read) {
        asked.add(statement(read));
        Read<?> next = peer.answer(run, read, answer(inTheBooks.get(statement(read))));
        if (next != null) {
            play(run, next);
            next.beside().forEach(other -> play(run, other));
        }
    }

    WantedReferences.Found read(ElementList.Element... products) {
        return readOf(books, "9341", products);
    }

    /** As the route does. */
    WantedReferences.Found readOf(CompanyBooks instance, String realm, ElementList.Element... products) {
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

    static QueryAnswer answer(String found) {
        return ProductJson.read("{\"time\": \"now\", \"QueryResponse\": " + found + "}", QueryAnswer.class);
    }

    /** As it is now. */
    Connection connection(String realm) {
        Connection connection = mock();
        when(connection.id()).thenReturn(acme);
        when(connection.realmId()).thenReturn(realm);
        when(connection.settings()).thenReturn(ProductJson.read(settings, ConnectionSettings.class));
        Connection now = connection();
        when(connection.booksChangedAt()).thenReturn(now.booksChangedAt());
        when(connection.itemsChangedAt()).thenReturn(now.itemsChangedAt());
        return connection;
    }

    void taxes(boolean used, boolean automated) {
        inTheBooks.put(
                PREFERENCES,
                "{\"Preferences\": [{\"TaxPrefs\": {\"UsingSalesTax\": %s, \"PartnerTaxEnabled\": %s}}]}"
                        .formatted(used, automated));
    }

    static ElementList.Element product(long id, String name, String sku) {
        String fields =
                sku == null ? "null" : "[{\"field_code\": \"SKU\", \"values\": [{\"value\": \"" + sku + "\"}]}]";
        return ProductJson.read(
                "{\"id\": %s, \"name\": \"%s\", \"custom_fields_values\": %s}".formatted(id, name, fields),
                ElementList.Element.class);
    }
}
