package org.wonbooks.flow.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.wonbooks.answer.Elements;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.invoicing.draft.NewItem;
import org.wonbooks.invoicing.draft.References;
import org.wonbooks.invoicing.money.DayRate;
import org.wonbooks.invoicing.money.SalesTax;
import org.wonbooks.kommo.lead.ElementList;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.quickbooks.company.CompanyList;
import org.wonbooks.quickbooks.company.LineTax;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.company.Preferences;
import org.wonbooks.quickbooks.company.TaxCode;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;

/** What one deal's invoice has to find in the books: which queries answer it, and what they found. */
public class WantedReferences {

    /** The answers that are known. */
    interface Books {

        /** Null: not known. */
        QueryAnswer known(Map<String, String> query);

        /** Was it read by this run, so that reading it again would find nothing else? */
        boolean fresh(Map<String, String> query);

        /** The items that are known by now. */
        default Elements<ListEntry> items(List<Map<String, String>> queries) {
            return queries.stream()
                    .map(this::known)
                    .filter(Objects::nonNull)
                    .map(answer -> answer.elements(QueryAnswer.Found::items))
                    .reduce(Elements.none(), Elements::and);
        }
    }

    /**
     * What was found.
     *
     * @param items QuickBooks' id of each product, by its id in Kommo
     * @param newItems what has to be made; in {@code items} a placeholder stands for each
     */
    public record Found(References references, Map<Long, String> items, List<NewItem> newItems) {

        /** The same, with what QuickBooks says of the rate. */
        Found at(DayRate rate) {
            return new Found(references.at(rate), items, newItems);
        }
    }

    private record Wanted(Map<String, String> query, Predicate<QueryAnswer> satisfied) {}

    private static final Map<String, String> TAX_CODES = Query.all("TaxCode");
    private static final Map<String, String> TAX_RATES = Query.all("TaxRate");
    private static final Map<String, String> TERMS = Query.all("Term");
    private static final Map<String, String> CLASSES = Query.all("Class");
    private static final Map<String, String> DEPARTMENTS = Query.all("Department");

    private final ConnectionSettings.Invoice settings;
    private final WantedItems items;
    private final String terms;
    private final Books books;

    /** @param products null: none are billed */
    WantedReferences(ConnectionSettings.Invoice settings, Lead lead, List<ElementList.Element> products, Books books) {
        this.settings = settings;
        items = new WantedItems(products == null ? List.of() : products, books);
        this.books = books;
        terms = lead.values(settings.termsField()).stream()
                .findFirst()
                .map(value -> settings.termsCalled(value.enumCode(), value.enumId(), value.text()))
                .orElse(settings.defaultTerms());
    }

    /** The next query that has to be asked; null: none. */
    Map<String, String> unknown() {
        return wanted().stream()
                .filter(each -> {
                    QueryAnswer known = books.known(each.query());
                    return known == null || !each.satisfied().test(known) && !books.fresh(each.query());
                })
                .map(Wanted::query)
                .findFirst()
                .orElse(null);
    }

    /** The queries of which nothing is known: what one of them finds spares none of the others. */
    List<Map<String, String>> unread() {
        return wanted().stream()
                .map(Wanted::query)
                .filter(query -> books.known(query) == null)
                .toList();
    }

    /** Is anything of it known that this run has not read itself? */
    boolean remembered() {
        return wanted().stream()
                .map(Wanted::query)
                .anyMatch(query -> books.known(query) != null && !books.fresh(query));
    }

    private List<Wanted> wanted() {
        List<Wanted> all = new ArrayList<>();
        all.add(new Wanted(
                QueryAnswer.PREFERENCES, answer -> !answer.preferences().isEmpty()));
        itemQueries()
                .forEach(query ->
                        all.add(new Wanted(query, answer -> any(books.items(itemQueries()), settings.item()))));
        if (terms != null) {
            all.add(new Wanted(TERMS, answer -> any(answer.elements(QueryAnswer.Found::terms), terms)));
        }
        if (settings.trackedClass() != null) {
            all.add(new Wanted(
                    CLASSES, answer -> any(answer.elements(QueryAnswer.Found::classes), settings.trackedClass())));
        }
        if (settings.department() != null) {
            all.add(new Wanted(
                    DEPARTMENTS,
                    answer -> any(answer.elements(QueryAnswer.Found::departments), settings.department())));
        }
        QueryAnswer preferences = books.known(QueryAnswer.PREFERENCES);
        if (settings.taxCode() != null
                && preferences != null
                && preferences(preferences).taxes().byCode()) {
            all.add(new Wanted(
                    TAX_CODES,
                    answer ->
                            isThere(answer.elements(QueryAnswer.Found::taxCodes).read())));
            if (settings.taxInclusive()) {
                all.add(new Wanted(TAX_RATES, answer -> true));
            }
        }
        items.queries().forEach(query -> all.add(new Wanted(query, answer -> items.complete())));
        return all;
    }

    private static boolean any(Elements<ListEntry> things, String nameOrId) {
        return CompanyList.in(things.read(), nameOrId).isPresent();
    }

    private boolean isThere(List<TaxCode> codes) {
        return codes.stream().anyMatch(code -> code.is(settings.taxCode()));
    }

    /** What can't be read matters only where nothing else is it. */
    private static ListEntry find(CompanyList list, Elements<ListEntry> things, String nameOrId) {
        return list.find(things.allUnless(read -> CompanyList.in(read, nameOrId).isPresent()), nameOrId);
    }

    private List<Map<String, String>> itemQueries() {
        String item = settings.item();
        return Query.searchable(item) ? List.of(Query.anyItem(item)) : WantedItems.all(books);
    }

    /** What was found; throws the fault that names what was not. */
    Found found() {
        Preferences preferences = preferences(answer(QueryAnswer.PREFERENCES));
        ListEntry item = find(CompanyList.ITEM, items(itemQueries()), settings.item());
        References references = new References(
                item.id(),
                terms == null
                        ? null
                        : find(CompanyList.TERMS, answer(TERMS).elements(QueryAnswer.Found::terms), terms)
                                .id(),
                tax(preferences),
                preferences.homeCurrency(),
                preferences.currencies().several(),
                null,
                preferences.accounting().closedUntil(),
                preferences.salesForms().customNumbers(),
                settings.trackedClass() == null
                        ? null
                        : find(
                                        CompanyList.CLASS,
                                        answer(CLASSES).elements(QueryAnswer.Found::classes),
                                        settings.trackedClass())
                                .id(),
                settings.department() == null
                        ? null
                        : find(
                                        CompanyList.LOCATION,
                                        answer(DEPARTMENTS).elements(QueryAnswer.Found::departments),
                                        settings.department())
                                .id());
        List<ElementList.Element> missing = new ArrayList<>();
        Elements<ListEntry> known = items(items.queries());
        Map<Long, String> ids = items.ids(known.read(), missing);
        if (!missing.isEmpty()) {
            // The one that is missing may be the one that can't be read.
            known.all();
        }
        return new Found(references, ids, newItems(missing, item));
    }

    /** Asked for before: see {@link #unknown}. */
    private QueryAnswer answer(Map<String, String> query) {
        return Objects.requireNonNull(books.known(query), () -> "Nobody has asked " + query);
    }

    private Elements<ListEntry> items(List<Map<String, String>> queries) {
        return queries.stream()
                .map(query -> answer(query).elements(QueryAnswer.Found::items))
                .reduce(Elements.none(), Elements::and);
    }

    /** @param like the item that they are made like */
    private List<NewItem> newItems(List<ElementList.Element> missing, ListEntry like) {
        return missing.stream()
                .map(product -> {
                    String name = WantedItems.name(product);
                    if (!settings.createItems() || name.isEmpty()) {
                        throw WantedItems.missing(product);
                    }
                    return new NewItem(product.id(), name, product.sku(), like.requireIncomeAccount(), like.taxable());
                })
                .toList();
    }

    private SalesTax tax(Preferences preferences) {
        String wanted = settings.taxCode();
        if (!preferences.taxes().used()) {
            return SalesTax.NONE;
        }
        if (!preferences.taxes().byCode()) {
            String code = LineTax.automated(wanted);
            LineTax.requireExclusive(code, settings.taxInclusive());
            return SalesTax.automated(code);
        }
        LineTax.requireSet(wanted);
        TaxCode code = LineTax.coded(
                wanted, answer(TAX_CODES).elements(QueryAnswer.Found::taxCodes).allUnless(this::isThere));
        return SalesTax.coded(
                code.id(),
                settings.taxInclusive() ? code.percent(answer(TAX_RATES).taxRates()) : null,
                settings.taxInclusive());
    }

    private static Preferences preferences(QueryAnswer answer) {
        return answer.preferences().stream().findFirst().orElseGet(() -> new Preferences(null, null, null, null));
    }
}
