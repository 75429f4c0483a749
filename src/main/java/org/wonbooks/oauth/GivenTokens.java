package org.wonbooks.oauth;

import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ThrottledFault;

/**
 * Tokens, or another address, that a person gives for a connection by hand. They become the connection's only when they
 * are of the account and company that it has: the peers are asked before anything is stored.
 */
@Component
public class GivenTokens {

    private final TokenOwners owners;
    private final AuthorizationServers servers;
    private final TokenStore tokens;
    private final ConnectionStore connections;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    GivenTokens(
            TokenOwners owners,
            AuthorizationServers servers,
            TokenStore tokens,
            ConnectionStore connections,
            ApplicationEventPublisher events,
            Clock clock) {
        this.owners = owners;
        this.servers = servers;
        this.tokens = tokens;
        this.connections = connections;
        this.events = events;
        this.clock = clock;
    }

    /** What is given; null: stays as it is. */
    public record Given(String subdomain, String longLivedToken, String refreshToken) {

        /** Keeps the tokens out of logs. */
        @Override
        public String toString() {
            return "Given[subdomain=" + subdomain + "]";
        }
    }

    /** What may be stored: null: stays as it is. */
    public static final class Proved {

        private final String subdomain;
        private final Tokens kommo;
        private final Tokens quickbooks;

        private Proved(String subdomain, Tokens kommo, Tokens quickbooks) {
            this.subdomain = subdomain;
            this.kommo = kommo;
            this.quickbooks = quickbooks;
        }
    }

    /** Whose it is not; the message says so in words. */
    public static final class Refused extends RuntimeException {

        Refused(String words) {
            super(words);
        }
    }

    /**
     * Asks the peers. Not within a transaction.
     *
     * @throws Refused it is another account's or company's, or the peer does not take it
     * @throws PeerDownFault the peer says nothing now; nothing is changed
     * @throws ThrottledFault the peer asks us to wait; likewise
     * @throws Fault as {@link AuthorizationServers#refresh}
     */
    public Proved prove(Connection connection, Given given) {
        boolean moves = given.subdomain() != null && !given.subdomain().equals(connection.kommoSubdomain());
        String at = moves ? given.subdomain() : connection.kommoSubdomain();
        Tokens kommo = null;
        if (given.longLivedToken() != null) {
            kommo = Tokens.longLived(given.longLivedToken(), clock.instant());
            proveAccount(connection, at, kommo);
        } else if (moves) {
            Optional<Tokens> present = present(connection);
            if (present.isPresent()) {
                proveAccount(connection, at, present.get());
            }
        }
        Tokens quickbooks = given.refreshToken() == null ? null : provePair(connection, given.refreshToken());
        return new Proved(moves ? at : null, kommo, quickbooks);
    }

    /** Those that Kommo still takes. Where there are none, whoever connects next has to be of the same account. */
    private Optional<Tokens> present(Connection connection) {
        return tokens.find(connection.id(), Peer.KOMMO)
                .filter(stored -> !stored.needsReconnect())
                .map(TokenStore.Stored::tokens);
    }

    private void proveAccount(Connection connection, String at, Tokens pair) {
        Long account = connection.kommoAccountId();
        boolean ended = pair.refresh() != null
                && (pair.accessExpiresAt() == null || !pair.accessExpiresAt().isAfter(clock.instant()));
        if (ended && account != null) {
            // Nothing to call with: the host that follows renamed accounts knows.
            if (!owners.whereabouts(account, pair).filter(at::equals).isPresent()) {
                throw new Refused("Kommo does not say that the connection's account is at " + at + ".");
            }
            return;
        }
        long found = owners.account(at, pair.access())
                .orElseThrow(() -> new Refused("Kommo does not take the token at " + at
                        + ": it is another account's, or has ended, or there is no such account."));
        if (account != null && account != found) {
            throw new Refused("This is Kommo account " + found + ", and the connection's is " + account
                    + ". Make a connection of its own for it.");
        }
    }

    /** Refreshed at once: what comes back is what has to be stored. */
    private Tokens provePair(Connection connection, String refreshToken) {
        Tokens pair;
        try {
            pair = servers.refresh(connection, Peer.QUICKBOOKS, refreshToken);
        } catch (GrantRefused refused) {
            throw new Refused("QuickBooks does not take the refresh token: " + refused.getMessage() + ".");
        }
        if (!owners.isOfCompany(connection.realmId(), pair.access())) {
            throw new Refused("The refresh token is of another QuickBooks company than " + connection.realmId()
                    + ", or is not let in there.");
        }
        return pair;
    }

    /** Stores what was proved, in the caller's transaction: what waits for it goes on, and is looked at anew. */
    public void store(Connection connection, Proved proved) {
        boolean moved = proved.subdomain != null
                && connections.renameAccount(connection.id(), connection.kommoSubdomain(), proved.subdomain);
        if (proved.kommo != null) {
            tokens.store(connection.id(), Peer.KOMMO, proved.kommo);
        }
        if (proved.kommo != null || moved) {
            events.publishEvent(new PeerConnected(connection.id(), Peer.KOMMO));
        }
        if (proved.quickbooks != null) {
            tokens.store(connection.id(), Peer.QUICKBOOKS, proved.quickbooks);
            events.publishEvent(new PeerConnected(connection.id(), Peer.QUICKBOOKS));
        }
    }
}
