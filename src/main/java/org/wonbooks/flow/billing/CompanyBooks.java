package org.wonbooks.flow.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Write.Call;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.kommo.lead.ElementList;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.books.BooksCache;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;

/**
 * What an invoice refers to in the books of its company: item, terms, tax code and so on. Every read costs the user
 * money, and these hardly ever change: so what a deal or a check has read serves all deals on all instances for a day
 * ({@link BooksCache}). What is looked for and not found is read again for the next deal, so that a new item or new
 * terms need no wait.
 */
@Component("companyBooks")
@Keeps("booksRemembered")
@Keeps("booksAhead")
@Keeps("references")
public class CompanyBooks implements Question.OfQuickBooks {

    /** So long an instance looks into its own memory, and not into the database. */
    private static final Duration AT_HAND = Duration.ofMinutes(30);

    /** What runs keep: that something was known before they began to read, and what they read beside other things. */
    private static final String REMEMBERED = "booksRemembered";

    private static final String AHEAD = "booksAhead";

    /** No query: whether its invoices have payment links. */
    private static final Map<String, String> LINKS = Map.of("query", "InvoiceLink");

    private final BooksCache books;
    private final ExchangeRates rates;
    private final ObjectMapper json;
    private final Clock clock;

    /** By connection and question. */
    private final Map<String, AtHand> answers = new ConcurrentHashMap<>();

    CompanyBooks(BooksCache books, ExchangeRates rates, ObjectMapper json, Clock clock) {
        this.books = books;
        this.rates = rates;
        this.json = json.copy().setSerializationInclusion(JsonInclude.Include.NON_NULL);
        this.clock = clock;
    }

    /** @param toldAt what had been told of changes when it was asked; null: nothing */
    private record AtHand(QueryAnswer answer, Instant until, Instant toldAt) {}

    /**
     * What {@link #ask} would have to read whatever the deal's products are, for a step that reads something else: all
     * at once, and what an answer tells to read, then.
     */
    List<Read<?>> ahead(Run run) {
        OfRun known = known(run.connection(), run.deal());
        run.keep(AHEAD, known);
        return unread(wanted(run.connection(), run.get("lead", Lead.class), null, known), known, new HashSet<>());
    }

    private static List<Read<?>> unread(WantedReferences wanted, OfRun known, Set<Map<String, String>> asked) {
        return wanted.unread().stream()
                .filter(asked::add)
                .<Read<?>>map(query -> read(query, known, () -> Read.sideBySide(unread(wanted, known, asked))))
                .toList();
    }

    private static Read<?> read(Map<String, String> query, OfRun known, Supplier<Read<?>> then) {
        return Read.of("query", QueryAnswer.class)
                .at(Peer.QUICKBOOKS)
                .with(query)
                .takeThen(answer -> {
                    known.take(query, answer);
                    return then.get();
                });
    }

    /** Reads what nobody knows yet, and keeps what the invoice of this deal refers to. */
    @Override
    public Read<?> ask(Run run) {
        OfRun ahead = run.get(AHEAD, OfRun.class);
        OfRun known = ahead == null ? known(run.connection(), run.deal()) : ahead;
        run.keep(AHEAD, null);
        WantedReferences wanted = wanted(run.connection(), run.get("lead", Lead.class), elements(run), known);
        run.keep(REMEMBERED, wanted.remembered());
        return next(run, wanted, known);
    }

    private Read<?> next(Run run, WantedReferences wanted, OfRun known) {
        Map<String, String> unknown = wanted.unknown();
        return unknown == null ? rates.ask(run, wanted.found()) : read(unknown, known, () -> next(run, wanted, known));
    }

    OfRun known(Connection connection, Deal deal) {
        return new OfRun(connection, anew(deal));
    }

    static WantedReferences wanted(
            Connection connection, Lead lead, List<ElementList.Element> elements, WantedReferences.Books known) {
        return new WantedReferences(connection.settings().invoice(), lead, elements, known);
    }

    /**
     * The fault that ends a run in which QuickBooks refused, under its first id, what was composed of what is known of
     * the books: where that was remembered it may be old, and the deal is tried once more when it is read anew.
     */
    public Fault refused(Run run, Call call, Fault refusal) {
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
        return deal.held() || deal.attention().taskId() != null;
    }

    @SuppressWarnings("unchecked")
    private static List<ElementList.Element> elements(Run run) {
        return run.get("elements", List.class);
    }

    /**
     * Keeps what a query found, for all deals. What can't be read whole stays with this instance: it is mended one day.
     *
     * @param connection as it was before the query was asked
     */
    public void keep(Connection connection, Map<String, String> query, QueryAnswer answer) {
        String question = question(connection, query);
        Instant toldAt = toldAt(connection, query);
        atHand(connection, question, answer, clock.instant().plus(AT_HAND), toldAt);
        if (answer.whole()) {
            books.keep(connection.id(), question, DatabaseJson.write(json, answer), toldAt);
        }
    }

    /**
     * What is remembered of a query, as of now; empty: nothing.
     *
     * @param connection as it is now
     */
    public Optional<QueryAnswer> remembered(Connection connection, Map<String, String> query) {
        String question = question(connection, query);
        Instant toldAt = toldAt(connection, query);
        AtHand atHand = answers.get(key(connection.id(), question));
        if (atHand != null && atHand.until().isAfter(clock.instant()) && BooksCache.isAsOf(atHand.toldAt(), toldAt)) {
            return Optional.of(atHand.answer());
        }
        return books.find(connection.id(), question, toldAt).flatMap(stored -> read(stored.text())
                .map(answer -> atHand(connection, question, answer, stored.until(), stored.toldAt())));
    }

    private QueryAnswer atHand(
            Connection connection, String question, QueryAnswer answer, Instant until, Instant toldAt) {
        Instant now = clock.instant();
        Instant longest = now.plus(AT_HAND);
        answers.values().removeIf(kept -> !kept.until().isAfter(now));
        answers.put(
                key(connection.id(), question), new AtHand(answer, until.isBefore(longest) ? until : longest, toldAt));
        return answer;
    }

    /** Empty for what another version has written otherwise: it is read anew. */
    private Optional<QueryAnswer> read(String text) {
        try {
            return Optional.of(json.readValue(text, QueryAnswer.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * All of a company is read anew, on all instances: what a person puts right counts at once. Last of all in a
     * transaction, as {@link BooksCache#changed}.
     */
    public void forget(long connectionId) {
        answers.keySet().removeIf(key -> key.startsWith(connectionId + " "));
        books.changed(connectionId);
    }

    /** Is it known that the company's invoices have no payment links? */
    public boolean hasNoLinks(Connection connection) {
        return takesNoPaymentsOnline(connection)
                && books.find(connection.id(), question(connection, LINKS), connection.booksChangedAt())
                        .isPresent();
    }

    /**
     * An invoice has none, and so have the others where the company's settings say that customers can't pay online.
     * Else it is that invoice's own matter. Last of all in a transaction.
     */
    public void noLink(Connection connection) {
        if (takesNoPaymentsOnline(connection)) {
            books.keep(connection.id(), question(connection, LINKS), "none", connection.booksChangedAt());
        }
    }

    /** As far as is known. */
    private boolean takesNoPaymentsOnline(Connection connection) {
        return remembered(connection, QueryAnswer.PREFERENCES)
                .flatMap(answer -> answer.preferences().stream().findFirst())
                .filter(preferences ->
                        Boolean.FALSE.equals(preferences.salesForms().onlinePayments()))
                .isPresent();
    }

    /** What one run knows of the books: what it has read itself, else what is remembered. */
    final class OfRun implements WantedReferences.Books {

        private final Connection connection;
        private final boolean anew;
        private final Map<Map<String, String>, QueryAnswer> read = new HashMap<>();
        private final Map<Map<String, String>, Optional<QueryAnswer>> remembered = new HashMap<>();

        /** @param anew whether nothing that is remembered counts */
        private OfRun(Connection connection, boolean anew) {
            this.connection = connection;
            this.anew = anew;
        }

        @Override
        public QueryAnswer known(Map<String, String> query) {
            QueryAnswer own = read.get(query);
            return own != null || anew
                    ? own
                    : remembered
                            .computeIfAbsent(query, each -> CompanyBooks.this.remembered(connection, each))
                            .orElse(null);
        }

        @Override
        public boolean fresh(Map<String, String> query) {
            return read.containsKey(query);
        }

        /** A person may have put right what others still remember. */
        void take(Map<String, String> query, QueryAnswer answer) {
            read.put(query, answer);
            boolean otherwise = anew
                    && CompanyBooks.this
                            .remembered(connection, query)
                            .filter(before -> !Objects.equals(before.found(), answer.found()))
                            .isPresent();
            keep(connection, query, answer);
            if (otherwise) {
                forget(connection.id());
            }
        }
    }

    private static Instant toldAt(Connection connection, Map<String, String> query) {
        return Query.ofItems(query) ? connection.itemsChangedAt() : connection.booksChangedAt();
    }

    private static String question(Connection connection, Map<String, String> query) {
        return connection.realmId() + " " + query.get("query");
    }

    private static String key(long connectionId, String question) {
        return connectionId + " " + question;
    }
}
