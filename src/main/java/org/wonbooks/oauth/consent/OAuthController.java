package org.wonbooks.oauth.consent;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.WebUtils;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.Fault;
import org.wonbooks.oauth.server.AuthorizationServers;
import org.wonbooks.oauth.server.ConnectionNews;
import org.wonbooks.oauth.server.GrantRefused;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.oauth.token.Tokens;

/** Sends a person to a peer's consent page, and takes what they bring back. */
@Controller
class OAuthController {

    private static final Logger LOG = LoggerFactory.getLogger(OAuthController.class);

    /** The request's attribute with the page to go back to. */
    private static final String BACK = OAuthController.class.getName() + ".back";

    private final ConnectionStore connections;
    private final ConsentStore consents;
    private final TokenStore tokens;
    private final AuthorizationServers servers;
    private final ApplicationEventPublisher events;
    private final KommoSettings kommo;
    private final boolean https;

    OAuthController(
            ConnectionStore connections,
            ConsentStore consents,
            TokenStore tokens,
            AuthorizationServers servers,
            ApplicationEventPublisher events,
            KommoSettings kommo,
            WonbooksSettings wonbooks) {
        this.connections = connections;
        this.consents = consents;
        this.tokens = tokens;
        this.servers = servers;
        this.events = events;
        this.kommo = kommo;
        this.https = wonbooks.publicUrl().startsWith("https:");
    }

    /** On the way to the consent page. */
    @GetMapping("/oauth/{peer:kommo|quickbooks}/connect")
    ResponseEntity<Void> connect(
            @PathVariable("peer") String path,
            @RequestParam("connection") long connectionId,
            @RequestParam(required = false) String back,
            Principal person,
            HttpServletRequest request) {
        Peer peer = Peer.ofPath(path);
        if (connections.find(connectionId).isEmpty()) {
            throw new Refused(HttpStatus.NOT_FOUND, "There is no connection " + connectionId + ".");
        }
        if (!servers.configured(peer)) {
            request.setAttribute(BACK, "/connections/new");
            throw new Refused(
                    HttpStatus.CONFLICT,
                    "Wonbooks has no keys of its app at " + peer.title()
                            + " yet. Enter them first: on the page of a new" + " connection, or as wonbooks." + path
                            + ".client-id and .client-secret.");
        }
        String page = Back.named(back).isPresent() ? back : null;
        ConsentStore.Ticket ticket = consents.begin(connectionId, peer, person.getName(), page);
        ResponseCookie cookie = ResponseCookie.from(cookieName(peer), ticket.cookie())
                .path("/oauth")
                .httpOnly(true)
                .secure(https)
                .sameSite("Lax")
                .maxAge(ConsentStore.LIFE)
                .build();
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(servers.consentPage(peer, ticket.state()))
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .build();
    }

    /** Back from the consent page: what the browser says counts only if it is the one that was sent there. */
    @GetMapping("/oauth/{peer:kommo|quickbooks}/callback")
    ResponseEntity<Void> callback(
            @PathVariable("peer") String path,
            @RequestParam Map<String, String> said,
            Principal person,
            HttpServletRequest request) {
        Peer peer = Peer.ofPath(path);
        ConsentStore.Consent consent = consent(peer, said, person, request);
        Connection connection = connections
                .find(consent.connectionId())
                .orElseThrow(() -> new Refused(HttpStatus.NOT_FOUND, "There is no such connection any more."));
        request.setAttribute(BACK, Back.page(consent.back(), connection));
        if (said.containsKey("error") || said.getOrDefault("code", "").isBlank()) {
            throw new Refused(HttpStatus.FORBIDDEN, peer.title() + " was not allowed to be connected.");
        }
        if (peer == Peer.KOMMO) {
            checkAccount(connection, said);
        } else {
            checkCompany(connection, said);
        }
        Tokens brought = servers.exchange(connection, peer, said.get("code"));
        if (peer == Peer.QUICKBOOKS) {
            join(connection, said.get("realmId"));
        } else {
            checkNumber(connection, brought);
        }
        tokens.store(connection.id(), peer, brought);
        LOG.info("Connection {} was connected to {} by {}", connection.id(), peer.title(), consent.username());
        events.publishEvent(
                new ConnectionNews(connection.id(), consent.username(), "connection.connected", peer.title()));
        events.publishEvent(new PeerConnected(connection.id(), peer));
        String back = Back.page(consent.back(), connections.get(connection.id()));
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(back))
                .build();
    }

    private ConsentStore.Consent consent(
            Peer peer, Map<String, String> said, Principal person, HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, cookieName(peer));
        ConsentStore.Ticket ticket =
                new ConsentStore.Ticket(said.getOrDefault("state", ""), cookie == null ? "" : cookie.getValue());
        try {
            return consents.take(ticket, peer, person == null ? null : person.getName());
        } catch (ConsentStore.NotTaken e) {
            throw new Refused(
                    HttpStatus.BAD_REQUEST,
                    "This answer of " + peer.title() + " does not belong to a connect that can be ended here: it "
                            + e.getMessage() + ".");
        }
    }

    /** The account decides where our client secret goes, so it must be the connection's own. */
    private void checkAccount(Connection connection, Map<String, String> said) {
        String account = said.getOrDefault("referer", said.getOrDefault("referrer", ""));
        boolean own = kommo.accountDomains().stream()
                .anyMatch(domain -> account.equalsIgnoreCase(connection.kommoSubdomain() + "." + domain));
        if (!own) {
            throw new Refused(
                    HttpStatus.CONFLICT,
                    "This consent was given in another Kommo account than " + connection.kommoSubdomain()
                            + ". Sign in to that account and connect again.");
        }
    }

    /**
     * An address may have become another account's. What the token says of itself came from Kommo, and not by the
     * browser.
     */
    private static void checkNumber(Connection connection, Tokens brought) {
        long number = Tokens.claims(brought.access()).path("account_id").asLong();
        if (number > 0 && connection.kommoAccountId() != null && number != connection.kommoAccountId()) {
            throw new Refused(
                    HttpStatus.CONFLICT,
                    connection.kommoSubdomain() + " is another Kommo account than the one of " + connection.name()
                            + " by now.");
        }
    }

    private void checkCompany(Connection connection, Map<String, String> said) {
        String realm = said.getOrDefault("realmId", "");
        if (!realm.matches("[0-9]{1,30}")) {
            throw new Refused(HttpStatus.BAD_REQUEST, "QuickBooks did not say which company this is.");
        }
        if (connection.realmId() != null && !connection.realmId().equals(realm)) {
            throw new Refused(
                    HttpStatus.CONFLICT,
                    "This consent was given for another QuickBooks company than the one of " + connection.name()
                            + ". Choose that company and connect again.");
        }
        if (connections.findByRealm(realm).stream().anyMatch(other -> other.id() != connection.id())) {
            throw joinedElsewhere();
        }
    }

    private void join(Connection connection, String realm) {
        try {
            if (!connections.joinRealm(connection.id(), realm)) {
                throw joinedElsewhere();
            }
        } catch (DuplicateKeyException e) {
            throw joinedElsewhere();
        }
    }

    private static Refused joinedElsewhere() {
        return new Refused(HttpStatus.CONFLICT, "This QuickBooks company belongs to another connection already.");
    }

    /** The prefix keeps a page that was not loaded by https from setting this cookie. */
    private String cookieName(Peer peer) {
        return (https ? "__Secure-" : "") + "wonbooks-" + peer.path();
    }

    /** Ends in a page that says why. */
    private static class Refused extends RuntimeException {

        private final HttpStatus status;

        Refused(HttpStatus status, String reason) {
            super(reason);
            this.status = status;
        }
    }

    @ExceptionHandler
    ModelAndView refused(Refused refusal, HttpServletRequest request) {
        return page(refusal.status, refusal.getMessage(), request);
    }

    @ExceptionHandler
    ModelAndView failed(Fault fault, HttpServletRequest request) {
        HttpStatus status = fault instanceof GrantRefused ? HttpStatus.BAD_REQUEST : HttpStatus.SERVICE_UNAVAILABLE;
        return page(status, fault.getMessage() + ". " + (fault.fix() == null ? "" : fault.fix()), request);
    }

    private static ModelAndView page(HttpStatus status, String reason, HttpServletRequest request) {
        LOG.info("A connect ended with {}: {}", status.value(), reason);
        return new ModelAndView("oauth-refused", Map.of("reason", reason), status)
                .addObject("back", Objects.requireNonNullElse(request.getAttribute(BACK), "/"));
    }
}
