package org.wonbooks.oauth.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.oauth.token.Tokens;

/**
 * Pairs that a peer has given us and the database could not take: perhaps the only copy of a token that can't be had
 * again. Each is kept as long as the process lives, and stored before anything else is done with the tokens of its
 * connection, so that this process makes no other refresh there.
 *
 * <p>Another instance may refresh when the lease has run out. If the peer refuses it, the row says NEEDS_RECONNECT with
 * the version that we saw, and our pair makes it ready again; if the peer gives it a pair, that one is newer than ours,
 * the version has moved on, and ours is dropped.
 */
class UnstoredTokens {

    private static final Logger LOG = LoggerFactory.getLogger(UnstoredTokens.class);

    private final TokenStore store;
    private final Map<Place, Pair> kept = new ConcurrentHashMap<>();

    UnstoredTokens(TokenStore store) {
        this.store = store;
    }

    private record Place(long connectionId, Peer peer) {}

    private record Pair(TokenStore.Stored old, Tokens tokens) {}

    /**
     * Stores a pair now, or keeps it.
     *
     * @return whether it was stored: false when other tokens were stored meanwhile
     * @throws DataAccessException the database did not take it
     */
    boolean store(long connectionId, Peer peer, TokenStore.Stored old, Tokens tokens) {
        try {
            return store.replace(connectionId, peer, old, tokens);
        } catch (DataAccessException e) {
            kept.put(new Place(connectionId, peer), new Pair(old, tokens));
            LOG.error(
                    "New {} tokens of connection {} can't be stored. This process keeps them until the database is back;"
                            + " if it ends before, {} may have to be connected again. {}",
                    peer.title(),
                    connectionId,
                    peer.title(),
                    e.getMostSpecificCause().getMessage());
            throw e;
        }
    }

    boolean keepsAny() {
        return !kept.isEmpty();
    }

    boolean keeps(long connectionId, Peer peer) {
        return kept.containsKey(new Place(connectionId, peer));
    }

    /** Stores what is kept for this connection, if anything; throws as {@link #store}. */
    void storeKept(long connectionId, Peer peer) {
        if (kept.isEmpty()) {
            return;
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Tokens would be lost with the transaction");
        }
        kept.computeIfPresent(new Place(connectionId, peer), (place, pair) -> {
            boolean stored = store.replace(connectionId, peer, pair.old, pair.tokens);
            LOG.info(
                    "The {} tokens of connection {} that were kept are {}",
                    peer.title(),
                    connectionId,
                    stored ? "stored" : "dropped: others were stored meanwhile");
            return null;
        });
    }

    /** Stores whatever is kept, as far as that is possible now. */
    void storeAllKept() {
        for (Place place : kept.keySet()) {
            try {
                storeKept(place.connectionId, place.peer);
            } catch (DataAccessException e) {
                LOG.warn(
                        "New {} tokens of connection {} still can't be stored: {}",
                        place.peer.title(),
                        place.connectionId,
                        e.getMostSpecificCause().getMessage());
            }
        }
    }
}
