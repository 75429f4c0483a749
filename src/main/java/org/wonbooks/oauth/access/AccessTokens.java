package org.wonbooks.oauth.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.encryption.Digest;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.oauth.server.AuthorizationServers;
import org.wonbooks.oauth.server.GrantRefused;
import org.wonbooks.oauth.token.AccessToken;
import org.wonbooks.oauth.token.TokenDoubts;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.oauth.token.Tokens;

/**
 * Gives access tokens, and refreshes them when it is time. A refresh token may be good for one use only, so for each
 * connection and peer one refresh is under way at a time, over all instances, and what it brings is stored before
 * anybody uses it.
 */
@Component
public class AccessTokens {

    private static final Duration MARGIN = Duration.ofSeconds(60);

    /** How long we wait for another instance's refresh; longer than its call takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /** What is refused within this time is refused for the same reason: one hiccup of the peer, many calls. */
    private static final Duration ONE_HICCUP = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(50);

    private final TokenStore store;
    private final TokenDoubts doubts;
    private final AuthorizationServers servers;
    private final WonbooksSettings settings;
    private final RefreshNews news;
    private final Clock clock;
    private final UnstoredTokens unstored;
    private final SharedRefreshes refreshes = new SharedRefreshes();

    AccessTokens(
            TokenStore store,
            TokenDoubts doubts,
            AuthorizationServers servers,
            WonbooksSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.doubts = doubts;
        this.servers = servers;
        this.settings = settings;
        this.clock = clock;
        news = new RefreshNews(store, events);
        unstored = new UnstoredTokens(store);
    }

    /**
     * A token to call with, refreshed when it has less than a minute left.
     *
     * @throws ReconnectFault there is none, and only a person can get one
     * @throws PeerDownFault it has expired, and the peer gives no other one now
     * @throws PassingFault it has expired, and the peer does not know our own credentials
     * @throws BlockedFault the peer lets nobody in from our address
     * @throws ThrottledFault it has expired, and the peer asks us to wait
     * @throws DataAccessException the database is away; new tokens that it could not take are kept meanwhile
     */
    public AccessToken current(Connection connection, Peer peer) {
        TokenStore.Stored stored = stored(connection, peer);
        if (isValid(stored)) {
            return stored.access();
        }
        try {
            return replacement(connection, peer, stored.version());
        } catch (BlockedFault blocked) {
            // Whoever goes on calling is blocked for longer.
            throw blocked;
        } catch (PeerDownFault | PassingFault | ThrottledFault e) {
            if (lasts(stored, Duration.ZERO)) {
                return stored.access();
            }
            throw e;
        }
    }

    /** The token to call with where none has to be asked for; throws as {@link #current}. */
    public Optional<AccessToken> valid(Connection connection, Peer peer) {
        return Optional.of(stored(connection, peer)).filter(this::isValid).map(TokenStore.Stored::access);
    }

    /** When a long-lived token ends, the peer will say. */
    private boolean isValid(TokenStore.Stored stored) {
        return stored.tokens().refresh() == null || lasts(stored, MARGIN);
    }

    /**
     * A token to call with after the peer answered 401, whatever our clock says of the refused one.
     *
     * @param refusedVersion the version of the token that was refused
     * @throws RuntimeException as {@link #current}
     */
    public AccessToken afterRefusal(Connection connection, Peer peer, long refusedVersion) {
        return replacement(connection, peer, refusedVersion);
    }

    /**
     * Takes note that the peer answered 401 to a token that was just refreshed: only a person can help. Unless the
     * token has expired since, as when the process stood still: then the next call refreshes again.
     */
    public void refusedAgain(Connection connection, Peer peer, long refusedVersion) {
        TokenStore.Stored stored = stored(connection, peer);
        if (stored.tokens().refresh() == null) {
            if (stored.version() == refusedVersion) {
                longLivedRefused(connection, peer, stored);
            }
        } else if (lasts(stored, Duration.ZERO)) {
            refused(connection, peer, refusedVersion, "it refuses even a fresh access token");
        }
    }

    /** Takes note that the peer took a token that it had refused once. */
    public void worked(Connection connection, Peer peer, AccessToken token) {
        if (token.doubted()) {
            doubts.worked(connection.id(), peer, token.version());
        }
    }

    /** A token of another version than this one. Callers of one instance share one attempt. */
    AccessToken replacement(Connection connection, Peer peer, long version) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A transaction would hold rows locked while a peer is called");
        }
        return refreshes.share(connection.id(), peer, version, () -> underLease(connection, peer, version));
    }

    private AccessToken underLease(Connection connection, Peer peer, long version) {
        String owner = Digest.newSecret();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            TokenStore.Stored stored = stored(connection, peer);
            if (stored.version() != version) {
                return current(connection, peer);
            }
            if (stored.tokens().refresh() == null) {
                return longLivedRefused(connection, peer, stored);
            }
            if (store.lease(connection.id(), peer, version, owner)) {
                try {
                    Optional<AccessToken> token = refresh(connection, peer, stored, owner);
                    if (token.isPresent()) {
                        return token.get();
                    }
                } finally {
                    if (!unstored.keeps(connection.id(), peer)) {
                        store.release(connection.id(), peer, owner);
                    }
                }
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new PassingFault(
                "Another refresh of the " + peer.title() + " tokens of " + connection.name() + " does not end", null);
    }

    /**
     * One refresh. Where the peer refuses our refresh token, the ones before it are tried once each: the answer to a
     * refresh may have been lost, and some peers let the old one live on for a while.
     *
     * @return empty when others have changed the row meanwhile
     */
    private Optional<AccessToken> refresh(Connection connection, Peer peer, TokenStore.Stored old, String owner) {
        GrantRefused refusal = null;
        for (String refreshToken : old.refreshTokens()) {
            if (refusal != null && !store.renew(connection.id(), peer, old.version(), owner)) {
                news.log(connection, peer, "SUPERSEDED", refusal.getMessage());
                return Optional.empty();
            }
            Tokens tokens;
            try {
                tokens = servers.refresh(connection, peer, refreshToken);
            } catch (GrantRefused e) {
                refusal = refusal == null ? e : refusal;
                continue;
            } catch (Fault e) {
                news.log(connection, peer, "FAILED", e.getMessage());
                throw e;
            }
            // Nothing comes between the answer and this: it may be the only copy.
            if (!unstored.store(connection.id(), peer, old, tokens)) {
                news.log(connection, peer, "SUPERSEDED", "other tokens were stored meanwhile");
            } else if (refusal != null) {
                news.log(connection, peer, "REFRESHED", "by an earlier refresh token, as " + refusal.getMessage());
            } else {
                boolean same = refreshToken.equals(tokens.refresh());
                news.log(connection, peer, "REFRESHED", same ? "the refresh token stays" : "a new refresh token");
            }
            return Optional.of(stored(connection, peer).access());
        }
        return Optional.of(refused(connection, peer, old.version(), refusal.getMessage()));
    }

    /**
     * Nothing can replace it, so it is believed to be refused only when a call that began after the first refusal, and
     * not right after it, is refused as well; or when its time is over.
     */
    private AccessToken longLivedRefused(Connection connection, Peer peer, TokenStore.Stored stored) {
        boolean over = !lasts(stored, Duration.ZERO);
        if (over || stored.doubtedAt() != null && doubts.inDoubt(stored).compareTo(ONE_HICCUP) > 0) {
            String again = "its long-lived token was refused, and once more when asked again";
            return refused(connection, peer, stored.version(), over ? "its long-lived token has ended" : again);
        }
        if (doubts.doubt(connection.id(), peer, stored.version())) {
            String once = "the long-lived token was refused; it is asked again before that is believed";
            news.log(connection, peer, "DOUBTED", once);
        }
        // All others wait until one call has asked.
        throw new PeerDownFault(
                peer,
                peer.title() + " refused the long-lived token of " + connection.name()
                        + "; it is asked again before that is believed");
    }

    /** Only a person can help, unless other tokens were stored while the peer was asked. */
    private AccessToken refused(Connection connection, Peer peer, long version, String detail) {
        String reason = peer.title() + " no longer accepts the tokens of " + connection.name() + ": " + detail;
        if (store.needsReconnect(connection.id(), peer, version, reason)) {
            news.log(connection, peer, "REFUSED", detail);
            news.disconnected(connection, peer, reason);
        } else {
            news.log(connection, peer, "SUPERSEDED", detail);
        }
        return current(connection, peer);
    }

    /**
     * Is a peer being asked for tokens? What it answers may be the only copy of them, and {@link #hasUnstored} knows it
     * before this ends.
     */
    public boolean isRefreshing() {
        return refreshes.areUnderWay();
    }

    /** Are there new tokens that the database could not take? They are lost if the process ends. */
    public boolean hasUnstored() {
        return unstored.keepsAny();
    }

    /** Stores new tokens that the database could not take before. */
    public void storeUnstored() {
        unstored.storeAllKept();
    }

    private TokenStore.Stored stored(Connection connection, Peer peer) {
        unstored.storeKept(connection.id(), peer);
        TokenStore.Stored stored = store.find(connection.id(), peer)
                .orElseThrow(
                        () -> reconnect(connection.name() + " is not connected to " + peer.title() + " yet", peer));
        if (stored.needsReconnect()) {
            throw reconnect(stored.reason(), peer);
        }
        return stored;
    }

    private ReconnectFault reconnect(String reason, Peer peer) {
        return new ReconnectFault(
                reason,
                "Press “Connect " + peer.title() + "” on the connection's page at " + settings.publicUrl() + "/");
    }

    private boolean lasts(TokenStore.Stored stored, Duration margin) {
        return stored.tokens().lastBeyond(clock.instant().plus(margin));
    }
}
