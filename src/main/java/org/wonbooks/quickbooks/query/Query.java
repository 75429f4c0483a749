package org.wonbooks.quickbooks.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.invoice.Customer;

/** Statements of QuickBooks' query language. Values go in through {@link #literal} alone. */
public final class Query {

    /** More QuickBooks does not answer at once. */
    public static final int PAGE = 1000;

    private Query() {}

    /**
     * Active customers that have an e-mail address among theirs: QuickBooks keeps several in one text. Finds more than
     * those, which {@link Customer#activeWithEmail} tells apart.
     */
    public static Map<String, String> customersWithEmail(String email) {
        return statement("SELECT * FROM Customer WHERE PrimaryEmailAddr LIKE " + literal("%" + email + "%")
                + " MAXRESULTS " + PAGE);
    }

    /** Active customers of which this is the only e-mail address. */
    public static Map<String, String> customersByEmail(String email) {
        return statement("SELECT * FROM Customer WHERE PrimaryEmailAddr = " + literal(email));
    }

    /** Active customers of a name. */
    public static Map<String, String> customersByName(String name) {
        return statement("SELECT * FROM Customer WHERE DisplayName = " + literal(name));
    }

    /** Who has a name in one of {@link NameHolders#LISTS}, active or not. */
    public static Map<String, String> holdersOfName(String list, String name) {
        return statement("SELECT * FROM " + list + " WHERE DisplayName = " + literal(name)
                + " AND Active IN (true, false) MAXRESULTS 1");
    }

    /** A customer's invoices of a day. */
    public static Map<String, String> invoices(String customerId, LocalDate date) {
        return statement("SELECT * FROM Invoice WHERE CustomerRef = " + literal(customerId) + " AND TxnDate = "
                + literal(date.toString()) + " MAXRESULTS " + PAGE);
    }

    /** Invoices by their ids. */
    public static Map<String, String> invoicesByIds(List<String> ids) {
        return statement("SELECT * FROM Invoice WHERE Id IN " + literals(ids) + " MAXRESULTS " + PAGE);
    }

    /** The invoices that were made last. */
    public static Map<String, String> latestInvoices(int many) {
        return statement("SELECT * FROM Invoice ORDERBY MetaData.CreateTime DESC MAXRESULTS " + many);
    }

    /**
     * What has changed from a second to another, both included, and is still there, in the order of its change.
     *
     * @param position where to begin; the first is 1
     * @param many how many at the most
     */
    public static Map<String, String> changed(String entity, Instant from, Instant to, int position, int many) {
        return statement("SELECT * FROM " + entity + " WHERE MetaData.LastUpdatedTime >= "
                + literal(from.truncatedTo(ChronoUnit.SECONDS).toString())
                + " AND MetaData.LastUpdatedTime < "
                + literal(to.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).toString())
                + " ORDERBY MetaData.LastUpdatedTime STARTPOSITION " + position + " MAXRESULTS " + many);
    }

    /** What has changed in one kind of things since a time, at most 30 days ago: for {@code cdc}. */
    public static Map<String, String> changes(String entity, Instant since) {
        return Map.of(
                "entities",
                entity,
                "changedSince",
                since.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** An item by its name or id, active or not: one that is made inactive has a mark after its name. */
    public static Map<String, String> anyItem(String nameOrId) {
        if (!searchable(nameOrId)) {
            return all("Item");
        }
        String which = nameOrId.matches("\\d+")
                ? "Id = " + literal(nameOrId)
                : "Name IN (" + literal(nameOrId) + "," + literal(nameOrId + ListEntry.INACTIVE_MARK) + ")";
        return statement("SELECT * FROM Item WHERE " + which + " AND Active IN (true,false)");
    }

    /** Active items of a name. */
    public static Map<String, String> itemsByName(String name) {
        return statement("SELECT * FROM Item WHERE Name = " + literal(name));
    }

    /** Active items of any of these names. */
    public static Map<String, String> itemsByNames(Collection<String> names) {
        return statement("SELECT * FROM Item WHERE Name IN " + literals(names) + " MAXRESULTS " + PAGE);
    }

    /** Active items of any of these article numbers. */
    public static Map<String, String> itemsBySkus(Collection<String> skus) {
        return statement("SELECT * FROM Item WHERE Sku IN " + literals(skus) + " MAXRESULTS " + PAGE);
    }

    /**
     * Active items of any name, a page of {@link #PAGE}, in the order in which they were made: nothing else about them
     * stays as it is while pages are read.
     *
     * @param from made then or later; null: all
     * @param position among these; the first is 1
     */
    public static Map<String, String> items(Instant from, int position) {
        String made = from == null ? "" : " WHERE MetaData.CreateTime >= " + literal(from.toString());
        return statement("SELECT * FROM Item" + made + " ORDERBY MetaData.CreateTime STARTPOSITION " + position
                + " MAXRESULTS " + PAGE);
    }

    /**
     * Everything active of a kind of which a company has a handful.
     *
     * @param entity such as Term, TaxCode, Class, Preferences
     */
    public static Map<String, String> all(String entity) {
        return statement("SELECT * FROM " + entity + " MAXRESULTS " + PAGE);
    }

    /** Does it ask for items? */
    public static boolean ofItems(Map<String, String> query) {
        return query.get("query").startsWith("SELECT * FROM Item ");
    }

    /** Can this text stand in a statement? The parser knows no characters beyond Latin-1. */
    public static boolean searchable(String text) {
        return text.chars().allMatch(character -> character <= 0xFF && !Character.isISOControl(character));
    }

    /**
     * A text as a literal: the backslash first, then the quote, or a text that ends in a backslash would break out.
     * Throws IllegalArgumentException for what is not {@link #searchable}.
     */
    static String literal(String text) {
        if (!searchable(text)) {
            throw new IllegalArgumentException("QuickBooks can't search for this text");
        }
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String literals(Collection<String> texts) {
        return texts.stream().map(Query::literal).collect(Collectors.joining(",", "(", ")"));
    }

    private static Map<String, String> statement(String text) {
        return Map.of("query", text);
    }
}
