package org.wonbooks.oauth.consent;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.encryption.Digest;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.oauth.server.AuthorizationServers;
import org.wonbooks.oauth.server.GrantRefused;
import org.wonbooks.oauth.server.TokenOwners;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.oauth.token.Tokens;

/**
 * Tokens, or another address, that a person gives for a connection by hand. They become the connection's only when they
 * are of the account and company that it has: the peers are asked before anything is stored.
 */
@Component
public class ManualTokens {

    /** Few people give tokens; what is left of a try that nobody repeats is forgotten some day. */
    private static final int MOST_SUCCESSORS = 20;

    private final TokenOwners owners;
    private final AuthorizationServers servers;
    private final TokenStore tokens;
    private final ConnectionStore connections;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /**
     * The refresh token that QuickBooks gave for one that a person gave, by that one's digest, until it is stored: the
     * given one is dead by then, and whoever gives it again means this.
     */
    private final Map<String, String> successors = new LinkedHashMap<>();

    ManualTokens(
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
        private final String given;

        private Proved(String subdomain, Tokens kommo, Tokens quickbooks, String given) {
            this.subdomain = subdomain;
            this.kommo = kommo;
            this.quickbooks = quickbooks;
            this.given = given;
        }

        /** Did QuickBooks say whose the token is? That is a read which it counts. */
        public boolean readCompany() {
            return quickbooks != null;
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
        return new Proved(moves ? at : null, kommo, quickbooks, given.refreshToken());
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

    /** Refreshed at once: what comes back is what has to be stored. The given one may be used up by that. */
    private Tokens provePair(Connection connection, String given) {
        refuseHeld(given);
        Tokens pair;
        try {
            pair = servers.refresh(connection, Peer.QUICKBOOKS, successor(given));
        } catch (GrantRefused refused) {
            forget(given);
            throw new Refused("QuickBooks does not take the refresh token: " + refused.getMessage() + ".");
        }
        keep(given, pair.refresh());
        if (!owners.isOfCompany(connection.realmId(), pair.access())) {
            throw new Refused("The refresh token is of another QuickBooks company than " + connection.realmId()
                    + ", or is not let in there. It is used up by the question: give the same one again for the"
                    + " connection that it belongs to, and what QuickBooks gave for it is taken.");
        }
        return pair;
    }

    /** To ask whose it is would use it up. */
    private void refuseHeld(String given) {
        for (Connection each : connections.all()) {
            if (holds(each, given)) {
                throw new Refused("Connection " + each.id() + " (" + each.name()
                        + ") has this refresh token already, and works with it.");
            }
        }
    }

    private boolean holds(Connection connection, String given) {
        try {
            return tokens.find(connection.id(), Peer.QUICKBOOKS)
                    .filter(stored -> !stored.needsReconnect())
                    .filter(stored -> stored.tokens().refresh() != null)
                    .filter(stored -> stored.refreshTokens().contains(given))
                    .isPresent();
        } catch (IllegalStateException unreadable) {
            // It works with none, and keeps no other connection from being connected.
            return false;
        }
    }

    private String successor(String given) {
        synchronized (successors) {
            return successors.getOrDefault(Digest.sha256(given), given);
        }
    }

    private void keep(String given, String next) {
        synchronized (successors) {
            successors.put(Digest.sha256(given), next);
            if (successors.size() > MOST_SUCCESSORS) {
                successors.remove(successors.keySet().iterator().next());
            }
        }
    }

    private void forget(String given) {
        synchronized (successors) {
            successors.remove(Digest.sha256(given));
        }
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
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    forget(proved.given);
                }
            });
            events.publishEvent(new PeerConnected(connection.id(), Peer.QUICKBOOKS));
        }
    }
}
