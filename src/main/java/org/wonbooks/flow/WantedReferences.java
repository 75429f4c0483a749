package org.wonbooks.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.References;
import org.wonbooks.invoicing.SalesTax;
import org.wonbooks.kommo.CustomField;
import org.wonbooks.kommo.ElementList;
import org.wonbooks.kommo.Lead;
import org.wonbooks.quickbooks.Named;
import org.wonbooks.quickbooks.Preferences;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.quickbooks.QueryAnswer;
import org.wonbooks.quickbooks.TaxCode;

/** What one deal's invoice has to find in the books: which queries answer it, and what they found. */
class WantedReferences {

    /** The answers that are known. */
    interface Books {

        /** Null: not known. */
        QueryAnswer known(Map<String, String> query);

        /** Was it read for this deal, so that reading it again would find nothing else? */
        boolean fresh(Map<String, String> query);

        /** It has served a deal. */
        void used(Map<String, String> query);
    }

    /**
     * What was found.
     *
     * @param items QuickBooks' id of each product, by its id in Kommo
     */
    record Found(References references, Map<Long, String> items) {}

    private record Wanted(Map<String, String> query, Predicate<QueryAnswer> satisfied) {}

    private static final Map<String, String> PREFERENCES = Query.all("Preferences");
    private static final Map<String, String> TAX_CODES = Query.all("TaxCode");
    private static final Map<String, String> TAX_RATES = Query.all("TaxRate");
    private static final Map<String, String> TERMS = Query.all("Term");
    private static final Map<String, String> CLASSES = Query.all("Class");
    private static final Map<String, String> DEPARTMENTS = Query.all("Department");

    private final ConnectionSettings.Invoice settings;
    private final List<ElementList.Element> products;
    private final String terms;
    private final Books books;

    /** @param products null: none are billed */
    WantedReferences(ConnectionSettings.Invoice settings, Lead lead, List<ElementList.Element> products, Books books) {
        this.settings = settings;
        this.products = products == null ? List.of() : products;
        this.books = books;
        terms = lead.values(settings.termsField()).stream()
                .findFirst()
                .map(this::terms)
                .orElse(settings.defaultTerms());
    }

    /** The deal may say it in any language: by code, by id or by name. */
    private String terms(CustomField.Value value) {
        return Stream.of(value.enumCode(), String.valueOf(value.enumId()), value.text())
                .filter(Objects::nonNull)
                .map(settings.termsMap()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(value.text());
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

    private List<Wanted> wanted() {
        List<Wanted> all = new ArrayList<>();
        all.add(new Wanted(PREFERENCES, answer -> !answer.preferences().isEmpty()));
        all.add(new Wanted(itemQuery(), answer -> any(answer.items(), settings.item())));
        if (terms != null) {
            all.add(new Wanted(TERMS, answer -> any(answer.terms(), terms)));
        }
        if (settings.trackedClass() != null) {
            all.add(new Wanted(CLASSES, answer -> any(answer.classes(), settings.trackedClass())));
        }
        if (settings.department() != null) {
            all.add(new Wanted(DEPARTMENTS, answer -> any(answer.departments(), settings.department())));
        }
        QueryAnswer preferences = books.known(PREFERENCES);
        if (settings.taxCode() != null
                && preferences != null
                && preferences(preferences).taxes().byCode()) {
            all.add(new Wanted(
                    TAX_CODES, answer -> answer.taxCodes().stream().anyMatch(code -> code.is(settings.taxCode()))));
            if (settings.taxInclusive()) {
                all.add(new Wanted(TAX_RATES, answer -> true));
            }
        }
        productQueries().forEach(query -> all.add(new Wanted(query, answer -> true)));
        return all;
    }

    private static boolean any(List<Named> things, String nameOrId) {
        return things.stream().anyMatch(thing -> thing.is(nameOrId));
    }

    private Map<String, String> itemQuery() {
        String item = settings.item();
        if (item.matches("\\d+")) {
            return Query.itemsById(item);
        }
        return Query.searchable(item) ? Query.itemsByName(item) : Query.all("Item");
    }

    private List<Map<String, String>> productQueries() {
        if (products.isEmpty()) {
            return List.of();
        }
        List<String> names = distinct(products.stream().map(ElementList.Element::name));
        List<String> skus = distinct(products.stream().map(ElementList.Element::sku));
        if (!Stream.concat(names.stream(), skus.stream()).allMatch(Query::searchable)) {
            return List.of(Query.all("Item"));
        }
        List<Map<String, String>> queries = new ArrayList<>();
        if (!names.isEmpty()) {
            queries.add(Query.itemsByNames(distinct(Stream.concat(names.stream(), skus.stream()))));
        }
        if (!skus.isEmpty()) {
            queries.add(Query.itemsBySkus(skus));
        }
        return queries;
    }

    private static List<String> distinct(Stream<String> texts) {
        return texts.filter(text -> text != null && !text.isBlank())
                .distinct()
                .sorted()
                .toList();
    }

    /** What was found; throws the fault that names what was not. */
    Found found() {
        List<Wanted> all = wanted();
        try {
            Preferences preferences = preferences(answer(PREFERENCES));
            References references = new References(
                    id(
                            answer(itemQuery()).items(),
                            settings.item(),
                            "item",
                            "Make the item in QuickBooks, or name another one in the setting invoice.item, then replay."),
                    terms == null
                            ? null
                            : id(
                                    answer(TERMS).terms(),
                                    terms,
                                    "terms",
                                    "Make the terms in QuickBooks, or choose others on the deal, then replay."),
                    tax(preferences),
                    preferences.homeCurrency(),
                    preferences.currencies().several(),
                    preferences.accounting().closedUntil(),
                    preferences.salesForms().customNumbers(),
                    settings.trackedClass() == null
                            ? null
                            : id(
                                    answer(CLASSES).classes(),
                                    settings.trackedClass(),
                                    "class",
                                    "Make the class in QuickBooks, or put the setting invoice.class right, then replay."),
                    settings.department() == null
                            ? null
                            : id(
                                    answer(DEPARTMENTS).departments(),
                                    settings.department(),
                                    "location",
                                    "Make the location in QuickBooks, or put the setting invoice.department right, then"
                                            + " replay."));
            return new Found(references, items());
        } finally {
            all.forEach(each -> books.used(each.query()));
        }
    }

    /** Another deal that needed a person may have had all read anew since it was asked for. */
    private QueryAnswer answer(Map<String, String> query) {
        QueryAnswer known = books.known(query);
        if (known == null) {
            throw new PassingFault("What is known of the company's books is read anew", null);
        }
        return known;
    }

    private static String id(List<Named> things, String nameOrId, String kind, String fix) {
        return things.stream()
                .filter(thing -> thing.is(nameOrId))
                .map(Named::id)
                .findFirst()
                .orElseThrow(
                        () -> new PermanentFault("QuickBooks has no active " + kind + " \"" + nameOrId + "\"", fix));
    }

    private Map<Long, String> items() {
        List<Named> items = productQueries().stream()
                .flatMap(query -> answer(query).items().stream())
                .toList();
        Map<Long, String> found = new HashMap<>();
        products.forEach(product -> found.put(product.id(), item(items, product)));
        return found;
    }

    /** By article number first, which is what it is for; then by name. */
    private static String item(List<Named> items, ElementList.Element product) {
        List<Named> active = items.stream()
                .filter(item -> !Boolean.FALSE.equals(item.active()))
                .toList();
        String sku = product.sku();
        return Stream.<Predicate<Named>>of(
                        item -> sku != null && sku.equalsIgnoreCase(item.sku()),
                        item -> sku != null && sku.equalsIgnoreCase(item.name()),
                        item -> item.name() != null && item.name().equalsIgnoreCase(product.name()))
                .flatMap(same -> active.stream().filter(same))
                .map(Named::id)
                .findFirst()
                .orElseThrow(() -> new PermanentFault(
                        "QuickBooks has no active item for the product \"" + product.name() + "\""
                                + (sku == null ? "" : " (" + sku + ")"),
                        "Make an item of that name or SKU in QuickBooks, then replay."));
    }

    private SalesTax tax(Preferences preferences) {
        String wanted = settings.taxCode();
        if (!preferences.taxes().used()) {
            return SalesTax.NONE;
        }
        if (!preferences.taxes().byCode()) {
            String code = wanted == null ? null : wanted.toUpperCase(Locale.ROOT);
            if (code != null && !code.matches("TAX|NON")) {
                throw new PermanentFault(
                        "QuickBooks computes this company's sales tax by itself and knows no tax code \"" + wanted
                                + "\"",
                        "Set invoice.taxCode to TAX or NON, or take it out, then replay.");
            }
            if (settings.taxInclusive() && !"NON".equals(code)) {
                throw new PermanentFault(
                        "The deal's amount is said to have the tax in it, and QuickBooks adds the sales tax of a company"
                                + " in the US to it",
                        "Take the setting invoice.taxInclusive out, then replay.");
            }
            return SalesTax.automated(code);
        }
        if (wanted == null) {
            throw new PermanentFault(
                    "QuickBooks wants a tax code on each line of this company's invoices, and none is set",
                    "Name one of QuickBooks' tax codes in the setting invoice.taxCode, then replay.");
        }
        TaxCode code = answer(TAX_CODES).taxCodes().stream()
                .filter(each -> each.is(wanted))
                .findFirst()
                .orElseThrow(() -> new PermanentFault(
                        "QuickBooks has no active tax code \"" + wanted + "\"; it has "
                                + answer(TAX_CODES).taxCodes().stream()
                                        .map(TaxCode::name)
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                        "Name one of them in the setting invoice.taxCode, then replay."));
        return SalesTax.coded(
                code.id(),
                settings.taxInclusive() ? code.percent(answer(TAX_RATES).taxRates()) : null,
                settings.taxInclusive());
    }

    private static Preferences preferences(QueryAnswer answer) {
        return answer.preferences().stream().findFirst().orElseGet(() -> new Preferences(null, null, null, null));
    }
}
