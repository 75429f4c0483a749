package org.wonbooks.oauth.consent;

import org.wonbooks.connection.Peer;

/** A person gave consent, and the peer's tokens are stored. */
public record PeerConnected(long connectionId, Peer peer) {}
