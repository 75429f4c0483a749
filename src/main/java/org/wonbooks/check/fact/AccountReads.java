package org.wonbooks.check.fact;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.flow.billing.CompanyBooks;
import org.wonbooks.quickbooks.invoice.Invoice;

/** Reads what both accounts of a connection have to choose from, for people who set it up. Takes some seconds. */
@Component
public class AccountReads {

    /** So long a person goes from page to page. What tells of a change of the books ends it at once. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private static final int MOST_KEPT = 40;

    private final ProducerTemplate peers;
    private final CompanyBooks books;
    private final Clock clock;
    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

    AccountReads(ProducerTemplate peers, CompanyBooks books, Clock clock) {
        this.peers = peers;
        this.books = books;
        this.clock = clock;
    }

    private record Key(long connectionId, String what) {}

    private record Kept(Object found, Instant until, Object asOf) {}

    /** As they were read within the last minutes. What could not be read then is tried anew. */
    public BothAccounts of(Connection connection) {
        return kept("accounts", connection, BothAccounts.class, this::read, BothAccounts::isWhole);
    }

    /** The invoices that were made last, at most 50: one metered read, as long as {@link #of} is kept. */
    @SuppressWarnings("unchecked")
    public Part<List<Invoice>> invoices(Connection connection) {
        return kept("invoices", connection, Part.class, this::readInvoices, Part::isRead);
    }

    private <T> T kept(
            String what, Connection connection, Class<T> as, Function<Connection, T> read, Predicate<T> whole) {
        Key key = new Key(connection.id(), what);
        Instant now = clock.instant();
        Kept known = kept.get(key);
        if (known != null && known.until().isAfter(now) && known.asOf().equals(asOf(connection))) {
            return as.cast(known.found());
        }
        T found = read.apply(connection);
        kept.values().removeIf(old -> !old.until().isAfter(now));
        kept.remove(key);
        if (whole.test(found) && kept.size() < MOST_KEPT) {
            kept.put(key, new Kept(found, now.plus(KEPT), asOf(connection)));
        }
        return found;
    }

    /** What was read before counts no more: somebody says that there is more by now. */
    public void forget(long connectionId) {
        kept.keySet().removeIf(key -> key.connectionId() == connectionId);
        books.forget(connectionId);
    }

    private BothAccounts read(Connection connection) {
        Reading reading = Reading.ofChoices();
        ask("kommo:read?ask=kommoAreas", connection, reading);
        ask("quickbooks:read?ask=quickBooksAreas", connection, reading);
        return BothAccounts.of(new Facts(connection, reading, null, clock.instant()));
    }

    private Part<List<Invoice>> readInvoices(Connection connection) {
        Reading reading = Reading.ofInvoices();
        ask("quickbooks:read?ask=quickBooksAreas", connection, reading);
        return BothAccounts.part(
                new Facts(connection, reading, null, clock.instant()), Area.INVOICES, Facts::latestInvoices);
    }

    private void ask(String peer, Connection connection, Reading reading) {
        Exchange done = peers.send(peer, exchange -> {
            exchange.setVariable("connection", connection);
            exchange.setVariable("reading", reading);
        });
        if (done.getException() != null) {
            throw new IllegalStateException(
                    "The accounts of connection " + connection.id() + " could not be read", done.getException());
        }
    }

    /** Which accounts they are, which deals of theirs are won, and what has been told of changes. */
    private static Object asOf(Connection connection) {
        return List.of(
                connection.hasSettings() ? connection.settings().won() : "",
                connection.kommoSubdomain(),
                Objects.toString(connection.realmId()),
                Objects.toString(connection.booksChangedAt()),
                Objects.toString(connection.itemsChangedAt()));
    }
}
