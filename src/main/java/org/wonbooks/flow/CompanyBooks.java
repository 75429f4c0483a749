package org.wonbooks.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.component.Write.Call;
import org.wonbooks.connection.Connection;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PassingFault;
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
public class CompanyBooks implements Question.OfQuickBooks {

    /** No longer than from one sweep to the next: whatever changes is seen by then, whether an event tells or not. */
    private static final Duration KEPT = Duration.ofMinutes(30);

    /** What runs keep: that something was known of the books before the run began to read. */
    private static final String REMEMBERED = "booksRemembered";

    private final Clock clock;
    private final ExchangeRates rates;

    /** By company and query. */
    private final Map<String, Kept> answers = new ConcurrentHashMap<>();

    CompanyBooks(Clock clock, ExchangeRates rates) {
        this.clock = clock;
        this.rates = rates;
    }

    /**
     * @param changedAt what had been told of changes when it was read; null: nothing
     * @param used whether a deal has looked into it already
     */
    private record Kept(QueryAnswer answer, Instant until, Instant changedAt, boolean used) {

        /** Was it read before something told that it may have changed? */
        boolean outdated(Connection connection) {
            Instant changed = connection.booksChangedAt();
            return changed != null && (changedAt == null || changedAt.isBefore(changed));
        }
    }

    /** Reads what nobody knows yet, and keeps what the invoice of this deal refers to. */
    @Override
    public Read<?> ask(Run run) {
        run.keep(REMEMBERED, wanted(run).remembered());
        return next(run);
    }

    private Read<?> next(Run run) {
        Connection connection = run.connection();
        WantedReferences wanted = wanted(run);
        Map<String, String> unknown = wanted.unknown();
        if (unknown == null) {
            return rates.ask(run, wanted.found());
        }
        return Read.of("query", QueryAnswer.class).with(unknown).takeThen(answer -> {
            keep(connection, unknown, answer);
            return next(run);
        });
    }

    private WantedReferences wanted(Run run) {
        return wanted(run.connection(), run.deal(), run.get("lead", Lead.class), elements(run));
    }

    /**
     * The fault that ends a run in which QuickBooks refused, under its first id, what was composed of what is known of
     * the books: where that was remembered it may be old, and the deal is tried once more when it is read anew.
     */
    Fault refused(Run run, Call call, Fault refusal) {
        boolean remembered = !Boolean.FALSE.equals(run.get(REMEMBERED, Boolean.class));
        if (!remembered || call.inDoubt() || call.step().epoch() > 0) {
            return refusal;
        }
        forget(run.connection().id());
        return new PassingFault(
                refusal.getMessage() + ": item, terms, taxes and currencies are read anew, and it is tried once more",
                null);
    }

    /** A deal that needed a person has all read anew: they may have put it right in the books. */
    static boolean anew(Deal deal) {
        return deal.held() || deal.taskId() != null;
    }

    @SuppressWarnings("unchecked")
    private static List<ElementList.Element> elements(Run run) {
        return run.get("elements", List.class);
    }

    /** Keeps what a query found. */
    void keep(Connection connection, Map<String, String> query, QueryAnswer answer) {
        Instant now = clock.instant();
        answers.values().removeIf(kept -> kept.until().isBefore(now));
        answers.put(key(connection, query), new Kept(answer, now.plus(KEPT), connection.booksChangedAt(), false));
    }

    /** All of a company is read anew: what a person puts right after a dead letter counts at once. */
    void forget(long connectionId) {
        answers.keySet().removeIf(key -> key.startsWith(connectionId + "/"));
    }

    WantedReferences wanted(Connection connection, Deal deal, Lead lead, List<ElementList.Element> elements) {
        boolean anew = anew(deal);
        return new WantedReferences(connection.settings().invoice(), lead, elements, new WantedReferences.Books() {

            @Override
            public QueryAnswer known(Map<String, String> query) {
                Kept kept = answers.get(key(connection, query));
                boolean known = kept != null
                        && !kept.until().isBefore(clock.instant())
                        && !kept.outdated(connection)
                        && !(anew && kept.used());
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
                        key(connection, query),
                        (key, kept) -> new Kept(kept.answer(), kept.until(), kept.changedAt(), true));
            }
        });
    }

    private static String key(Connection connection, Map<String, String> query) {
        return connection.id() + "/" + connection.realmId() + " " + query.get("query");
    }
}
