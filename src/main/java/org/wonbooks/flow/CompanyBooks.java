package org.wonbooks.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.InvoiceDraft;
import org.wonbooks.kommo.Lead;
import org.wonbooks.quickbooks.Named;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.quickbooks.QueryAnswer;

/**
 * Items and terms of each company, kept for a while: every read costs the user money, and these hardly ever change.
 * What is looked for and not found is read again at once, so that a new item or new terms need no wait.
 */
@Component("companyBooks")
public class CompanyBooks {

    private static final Duration KEPT = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Kept<String>> items = new ConcurrentHashMap<>();
    private final Map<String, Kept<List<Named>>> terms = new ConcurrentHashMap<>();

    public CompanyBooks(Clock clock) {
        this.clock = clock;
    }

    private record Kept<T>(T value, Instant until) {}

    /** The id of the item that is invoiced, or null when it has to be read. */
    public String knownItem(@Variable("connection") Connection connection) {
        return kept(items, itemKey(connection));
    }

    /** The query for the item: by id when the setting is a number, else by name. */
    public Map<String, String> itemQuery(@Variable("connection") Connection connection) {
        String item = item(connection);
        return item.matches("\\d+") ? Query.itemsById(item) : Query.itemsByName(item);
    }

    /** Picks the item out of what was found, and keeps it. */
    public String item(@Variable("connection") Connection connection, @Body QueryAnswer answer) {
        String item = item(connection);
        return answer.items().stream()
                .filter(found -> found.id().equals(item) || found.name().equalsIgnoreCase(item))
                .map(Named::id)
                .findFirst()
                .map(id -> keep(items, itemKey(connection), id))
                .orElseThrow(() -> new PermanentFault(
                        "QuickBooks has no active item \"" + item + "\"",
                        "Make the item in QuickBooks, or name another one in the setting invoice.item, then replay."));
    }

    /** Do the terms have to be read? */
    public boolean termsUnknown(@Variable("connection") Connection connection, @Variable("lead") Lead lead) {
        String wanted = wantedTerms(connection, lead);
        List<Named> known = kept(terms, connection.realmId());
        return wanted != null && (known == null || find(known, wanted) == null);
    }

    /** The query for the terms. */
    public Map<String, String> termsQuery() {
        return Query.terms();
    }

    /** Keeps the terms that were found. */
    public void keepTerms(@Variable("connection") Connection connection, @Body QueryAnswer answer) {
        keep(terms, connection.realmId(), answer.terms());
    }

    /** What the invoice of this deal refers to. */
    public InvoiceDraft.References references(
            @Variable("connection") Connection connection,
            @Variable("lead") Lead lead,
            @Variable("itemId") String itemId) {
        String wanted = wantedTerms(connection, lead);
        if (wanted == null) {
            return new InvoiceDraft.References(itemId, null);
        }
        Named found = find(kept(terms, connection.realmId()), wanted);
        if (found == null) {
            throw new PermanentFault(
                    "QuickBooks has no active terms \"" + wanted + "\"",
                    "Make the terms in QuickBooks, or choose others on the deal, then replay.");
        }
        return new InvoiceDraft.References(itemId, found.id());
    }

    private static Named find(List<Named> known, String wanted) {
        return (known == null ? List.<Named>of() : known)
                .stream()
                        .filter(term -> term.name().equalsIgnoreCase(wanted))
                        .findFirst()
                        .orElse(null);
    }

    private static String wantedTerms(Connection connection, Lead lead) {
        var settings = connection.settings().invoice();
        return lead.texts(settings.termsField()).stream().findFirst().orElse(settings.defaultTerms());
    }

    private static String item(Connection connection) {
        return connection.settings().invoice().item();
    }

    private static String itemKey(Connection connection) {
        return connection.realmId() + "/" + item(connection);
    }

    private <T> T kept(Map<String, Kept<T>> all, String key) {
        Kept<T> kept = all.get(key);
        return kept == null || kept.until().isBefore(clock.instant()) ? null : kept.value();
    }

    private <T> T keep(Map<String, Kept<T>> all, String key, T value) {
        all.put(key, new Kept<>(value, clock.instant().plus(KEPT)));
        return value;
    }
}
