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
import org.wonbooks.kommo.ElementList;
import org.wonbooks.kommo.Lead;
import org.wonbooks.ledger.Deal;
import org.wonbooks.quickbooks.QueryAnswer;

/**
 * What an invoice refers to in the books of its company: item, terms, tax code and so on. It is kept for a while: every
 * read costs the user money, and these hardly ever change. What is looked for and not found is read again for the next
 * deal, so that a new item or new terms need no wait.
 */
@Component("companyBooks")
public class CompanyBooks {

    private static final Duration KEPT = Duration.ofHours(1);

    private final Clock clock;

    /** By company and query. */
    private final Map<String, Kept> answers = new ConcurrentHashMap<>();

    public CompanyBooks(Clock clock) {
        this.clock = clock;
    }

    /** @param used whether a deal has looked into it already */
    private record Kept(QueryAnswer answer, Instant until, boolean used) {}

    /** The next query whose answer the deal needs and nobody knows; null: all is known. */
    public Map<String, String> unknown(
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("lead") Lead lead,
            @Variable("elements") List<ElementList.Element> elements) {
        return wanted(connection, deal, lead, elements).unknown();
    }

    /** Keeps what a query found. */
    public void keep(
            @Variable("connection") Connection connection,
            @Variable("asked") Map<String, String> query,
            @Body QueryAnswer answer) {
        Instant now = clock.instant();
        answers.values().removeIf(kept -> kept.until().isBefore(now));
        answers.put(key(connection, query), new Kept(answer, now.plus(KEPT), false));
    }

    /** What the invoice of this deal refers to; throws the fault that says what is missing. */
    public WantedReferences.Found references(
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("lead") Lead lead,
            @Variable("elements") List<ElementList.Element> elements) {
        return wanted(connection, deal, lead, elements).found();
    }

    /** All of a company is read anew: what a person puts right after a dead letter counts at once. */
    void forget(long connectionId) {
        answers.keySet().removeIf(key -> key.startsWith(connectionId + "/"));
    }

    /** For a deal that needed a person all is read anew: they may have put it right in the books. */
    private WantedReferences wanted(Connection connection, Deal deal, Lead lead, List<ElementList.Element> elements) {
        boolean anew = deal.attention() != null;
        return new WantedReferences(connection.settings().invoice(), lead, elements, new WantedReferences.Books() {

            @Override
            public QueryAnswer known(Map<String, String> query) {
                Kept kept = answers.get(key(connection, query));
                boolean known = kept != null && !kept.until().isBefore(clock.instant()) && !(anew && kept.used());
                return known ? kept.answer() : null;
            }

            @Override
            public boolean fresh(Map<String, String> query) {
                Kept kept = answers.get(key(connection, query));
                return kept != null && !kept.used();
            }

            @Override
            public void used(Map<String, String> query) {
                answers.computeIfPresent(
                        key(connection, query), (key, kept) -> new Kept(kept.answer(), kept.until(), true));
            }
        });
    }

    private static String key(Connection connection, Map<String, String> query) {
        return connection.id() + "/" + connection.realmId() + " " + query.get("query");
    }
}
