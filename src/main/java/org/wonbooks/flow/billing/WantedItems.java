package org.wonbooks.flow.billing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.flow.billing.WantedReferences.Books;
import org.wonbooks.invoicing.BookName;
import org.wonbooks.invoicing.draft.NewItem;
import org.wonbooks.kommo.lead.ElementList;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;

/** Which items in the books the deal's products are. */
final class WantedItems {

    /** A query is part of an address, which may not be endless. */
    private static final int MOST_IN_A_QUERY = 25;

    /** So many are searched for. */
    private static final int MOST_SEARCHED = 100;

    private final List<ElementList.Element> products;
    private final Books books;

    /** @param products none: none are billed */
    WantedItems(List<ElementList.Element> products, Books books) {
        this.products = products;
        this.books = books;
    }

    /** All that have to be asked, as far as is known by now. */
    List<Map<String, String>> queries() {
        List<String> names = distinct(products.stream().map(WantedItems::name));
        List<String> skus = distinct(products.stream().map(ElementList.Element::sku));
        List<String> called = distinct(Stream.concat(names.stream(), skus.stream()));
        // Hundreds of names take more reads than a page of all items does.
        if (called.size() > MOST_SEARCHED || !called.stream().allMatch(Query::searchable)) {
            return all(books);
        }
        List<Map<String, String>> queries = new ArrayList<>();
        parts(called).forEach(part -> queries.add(Query.itemsByNames(part)));
        parts(skus).forEach(part -> queries.add(Query.itemsBySkus(part)));
        return queries;
    }

    /** Names that QuickBooks can't search for are looked for among all items, a page after the other. */
    static List<Map<String, String>> all(Books books) {
        List<Map<String, String>> pages = new ArrayList<>();
        ItemPage page = ItemPage.FIRST;
        while (page != null) {
            pages.add(page.query());
            QueryAnswer known = books.known(page.query());
            page = known == null ? null : page.next(known.elements(QueryAnswer.Found::items));
        }
        return pages;
    }

    private static List<String> distinct(Stream<String> texts) {
        return texts.filter(text -> text != null && !text.isBlank())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<List<String>> parts(List<String> texts) {
        List<List<String>> parts = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += MOST_IN_A_QUERY) {
            parts.add(texts.subList(i, Math.min(texts.size(), i + MOST_IN_A_QUERY)));
        }
        return parts;
    }

    /** Is none missing in what is known? */
    boolean complete() {
        List<ListEntry> items = books.items(queries()).read();
        return products.stream().allMatch(product -> item(items, product) != null);
    }

    /**
     * QuickBooks' id of each product, by its id in Kommo.
     *
     * @param items what was found
     * @param missing the products that have none are added to it
     */
    Map<Long, String> ids(List<ListEntry> items, List<ElementList.Element> missing) {
        Map<Long, String> ids = new HashMap<>();
        for (ElementList.Element product : products) {
            String id = item(items, product);
            if (id == null) {
                missing.add(product);
            }
            ids.put(product.id(), id == null ? NewItem.PLACEHOLDER : id);
        }
        return ids;
    }

    /** By article number first, which is what it is for; then by name. Null: there is none. */
    private static String item(List<ListEntry> items, ElementList.Element product) {
        String sku = product.sku();
        return Stream.<Predicate<ListEntry>>of(
                        item -> sku != null && sku.equalsIgnoreCase(item.sku()),
                        item -> sku != null && sku.equalsIgnoreCase(item.name()),
                        item -> item.name() != null && item.name().equalsIgnoreCase(name(product)))
                .flatMap(same -> items.stream().filter(ListEntry::forSale).filter(same))
                .map(ListEntry::id)
                .findFirst()
                .orElse(null);
    }

    /** What the product is called in the books. */
    static String name(ElementList.Element product) {
        String name = BookName.of(product.name());
        return name.isEmpty() ? BookName.of(product.sku()) : name;
    }

    /** A product without an item, where none is to be made. */
    static PermanentFault missing(ElementList.Element product) {
        String sku = product.sku();
        return new PermanentFault(
                "QuickBooks has no active item for the product \"" + product.name() + "\""
                        + (sku == null ? "" : " (" + sku + ")"),
                "Make an item of that name or SKU in QuickBooks, or tick “Make products that QuickBooks does not"
                        + " have” in “Settings”, then press"
                        + " “Try again”.");
    }
}
