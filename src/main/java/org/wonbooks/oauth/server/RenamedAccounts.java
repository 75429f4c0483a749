package org.wonbooks.oauth.server;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.oauth.token.TokenStore;

/**
 * Follows a Kommo account to the address that it was given. It keeps its number, and Kommo tells the new address to
 * whoever has a refresh token of it.
 */
@Component
public class RenamedAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(RenamedAccounts.class);

    private final ConnectionStore connections;
    private final TokenStore tokens;
    private final TokenOwners owners;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;

    RenamedAccounts(
            ConnectionStore connections,
            TokenStore tokens,
            TokenOwners owners,
            TransactionOperations transaction,
            ApplicationEventPublisher events) {
        this.connections = connections;
        this.tokens = tokens;
        this.owners = owners;
        this.transaction = transaction;
        this.events = events;
    }

    /**
     * Looks for the account after all was 404 at the connection's address.
     *
     * @return what to throw: it goes on at another address, or waits for a person
     */
    public Fault follow(Connection seen) {
        Connection connection = connections.get(seen.id());
        if (connection.kommoSubdomain().equals(seen.kommoSubdomain())) {
            Optional<String> now =
                    whereabouts(connection).filter(subdomain -> !subdomain.equals(connection.kommoSubdomain()));
            if (now.isEmpty()) {
                return gone(connection);
            }
            move(connection, now.get());
        }
        return new PassingFault(
                "The Kommo account of " + connection.name() + " is no longer at " + seen.kommoSubdomain()
                        + ": it goes on at its new address",
                null);
    }

    private Optional<String> whereabouts(Connection connection) {
        return tokens.find(connection.id(), Peer.KOMMO)
                .map(TokenStore.Stored::tokens)
                .filter(pair -> pair.refresh() != null && connection.kommoAccountId() != null)
                .flatMap(pair -> owners.whereabouts(connection.kommoAccountId(), pair));
    }

    private void move(Connection connection, String subdomain) {
        String moved = connection.kommoSubdomain() + " -> " + subdomain;
        transaction.executeWithoutResult(status -> {
            if (connections.renameAccount(connection.id(), connection.kommoSubdomain(), subdomain)) {
                events.publishEvent(new ConnectionNews(connection.id(), "Kommo", "connection.renamed", moved));
                LOG.warn("The Kommo account of connection {} was renamed: {}", connection.id(), moved);
            }
        });
    }

    private static ForbiddenFault gone(Connection connection) {
        return new ForbiddenFault(
                Peer.KOMMO,
                "Kommo has no account at " + connection.kommoSubdomain() + ": everything there is answered 404",
                "If the account was renamed, enter its new address on the connection's page (“Correct the address”)."
                        + " Then"
                        + " it goes on.");
    }
}
