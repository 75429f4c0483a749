package org.wonbooks.check.fact;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.flow.billing.CompanyBooks;

/** Reads what both accounts of a connection have to choose from, for people who set it up. Takes some seconds. */
@Component
public class AccountReads {

    /** So long a person goes from page to page. What tells of a change of the books ends it at once. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private static final int MOST_KEPT = 20;

    private final ProducerTemplate peers;
    private final CompanyBooks books;
    private final Clock clock;
    private final Map<Long, Kept> kept = new ConcurrentHashMap<>();

    AccountReads(ProducerTemplate peers, CompanyBooks books, Clock clock) {
        this.peers = peers;
        this.books = books;
        this.clock = clock;
    }

    private record Kept(BothAccounts accounts, Instant until, Object asOf) {}

    /** As they were read within the last minutes. What could not be read then is tried anew. */
    public BothAccounts of(Connection connection) {
        Kept known = kept.get(connection.id());
        Instant now = clock.instant();
        if (known != null && known.until().isAfter(now) && known.asOf().equals(asOf(connection))) {
            return known.accounts();
        }
        BothAccounts accounts = read(connection);
        kept.values().removeIf(old -> !old.until().isAfter(now));
        kept.remove(connection.id());
        if (accounts.isWhole() && kept.size() < MOST_KEPT) {
            kept.put(connection.id(), new Kept(accounts, now.plus(KEPT), asOf(connection)));
        }
        return accounts;
    }

    /** What was read before counts no more: somebody says that there is more by now. */
    public void forget(long connectionId) {
        kept.remove(connectionId);
        books.forget(connectionId);
    }

    private BothAccounts read(Connection connection) {
        Reading reading = Reading.ofChoices();
        ask("kommo:read?ask=kommoAreas", connection, reading);
        ask("quickbooks:read?ask=quickBooksAreas", connection, reading);
        return BothAccounts.of(new Facts(connection, reading, null, clock.instant()));
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

    /** Which accounts they are, and what has been told of changes. */
    private static Object asOf(Connection connection) {
        return List.of(
                connection.kommoSubdomain(),
                Objects.toString(connection.realmId()),
                Objects.toString(connection.booksChangedAt()),
                Objects.toString(connection.itemsChangedAt()));
    }
}
