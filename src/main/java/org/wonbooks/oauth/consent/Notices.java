package org.wonbooks.oauth.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.encryption.Digest;
import org.wonbooks.oauth.app.AppKeys;
import org.wonbooks.oauth.server.ConnectionNews;
import org.wonbooks.oauth.token.TokenDoubts;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.oauth.token.Tokens;

/** What the outside says of our access. Kommo signs it; Intuit only sends a browser, which proves nothing. */
@Service
class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final ConnectionStore connections;
    private final TokenStore tokens;
    private final TokenDoubts doubts;
    private final AppKeys keys;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Notices(
            ConnectionStore connections,
            TokenStore tokens,
            TokenDoubts doubts,
            AppKeys keys,
            ApplicationEventPublisher events,
            Clock clock) {
        this.connections = connections;
        this.tokens = tokens;
        this.doubts = doubts;
        this.keys = keys;
        this.events = events;
        this.clock = clock;
    }

    /** A browser came from QuickBooks: whether we are still let in there is found out within a minute, by a refresh. */
    public void disconnected(String realmId) {
        connections.findByRealm(realmId).ifPresent(connection -> doubts.refreshSoon(connection.id(), Peer.QUICKBOOKS));
    }

    /** Is it Kommo's own signature of that message? Time does not tell how near a guess came. */
    boolean isSigned(String client, String account, String signature) {
        AppKeys.Client app = keys.at(Peer.KOMMO);
        if (app.id().isBlank() || app.secret().isBlank() || !app.id().equals(client)) {
            return false;
        }
        byte[] right = Digest.hmacSha256((client + "|" + account).getBytes(UTF_8), app.secret());
        return MessageDigest.isEqual(
                HexFormat.of().formatHex(right).getBytes(US_ASCII),
                signature.toLowerCase(Locale.ROOT).getBytes(UTF_8));
    }

    /**
     * The integration was removed from an account, says Kommo. A notice has no date and may be an old one that somebody
     * sends again: so Kommo is asked by a refresh, within a minute; a long-lived token, by its next call.
     *
     * @return false: no connection has that account
     */
    @Transactional
    public boolean removed(long accountId) {
        List<Connection> of = connections.findByAccount(accountId);
        for (Connection connection : of) {
            String words = "Kommo said on " + LocalDate.now(clock.withZone(connection.zone()))
                    + " that the integration was removed";
            if (isOurs(connection) && doubts.refreshSoon(connection.id(), Peer.KOMMO, words)) {
                events.publishEvent(new ConnectionNews(connection.id(), "Kommo", "connection.removed", words));
                LOG.warn("Connection {}: {}; its tokens are tried", connection.id(), words);
            }
        }
        return !of.isEmpty();
    }

    /** A long-lived token may be another integration's. */
    private boolean isOurs(Connection connection) {
        return tokens.find(connection.id(), Peer.KOMMO)
                .map(stored -> Tokens.claims(stored.tokens().access()).path("aud"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(integration -> !integration.equals(keys.at(Peer.KOMMO).id()))
                .isEmpty();
    }
}
