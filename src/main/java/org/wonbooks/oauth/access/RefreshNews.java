package org.wonbooks.oauth.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.server.ConnectionNews;
import org.wonbooks.oauth.token.TokenStore;

/** Tells what became of refreshes: the log, the table of refreshes, and where a peer lets us in no more the audit. */
final class RefreshNews {

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

    private final TokenStore store;
    private final ApplicationEventPublisher events;

    RefreshNews(TokenStore store, ApplicationEventPublisher events) {
        this.store = store;
        this.events = events;
    }

    void log(Connection connection, Peer peer, String outcome, String detail) {
        LOG.info("Token refresh of connection {} at {}: {}, {}", connection.id(), peer.title(), outcome, detail);
        store.log(connection.id(), peer, outcome, detail);
    }

    void disconnected(Connection connection, Peer peer, String reason) {
        LOG.warn("Connection {}: {}. Connect {} again", connection.id(), reason, peer.title());
        events.publishEvent(new ConnectionNews(connection.id(), peer.title(), "connection.disconnected", reason));
    }
}
