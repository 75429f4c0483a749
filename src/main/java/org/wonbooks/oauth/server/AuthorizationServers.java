package org.wonbooks.oauth.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.RetryAfter;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.oauth.app.AppKeys;
import org.wonbooks.oauth.token.Tokens;

/** The peers' consent pages and token endpoints: what each is asked, and what its answers mean. */
@Component
public class AuthorizationServers {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How long a peer is left alone that asks us to wait and does not say how long. */
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private final WonbooksSettings wonbooks;
    private final KommoSettings kommo;
    private final QuickBooksSettings quickbooks;
    private final AppKeys keys;
    private final RenamedAccounts renamed;
    private final ProducerTemplate producer;
    private final Clock clock;

    public AuthorizationServers(
            WonbooksSettings wonbooks,
            KommoSettings kommo,
            QuickBooksSettings quickbooks,
            AppKeys keys,
            RenamedAccounts renamed,
            ProducerTemplate producer,
            Clock clock) {
        this.wonbooks = wonbooks;
        this.kommo = kommo;
        this.quickbooks = quickbooks;
        this.keys = keys;
        this.renamed = renamed;
        this.producer = producer;
        this.clock = clock;
    }

    /** Have we a name at this peer at all? */
    public boolean configured(Peer peer) {
        return keys.has(peer);
    }

    /** Where a person is asked for consent. */
    public URI consentPage(Peer peer, String state) {
        // Kommo takes its redirect address from the integration's settings.
        UriComponentsBuilder page = peer == Peer.KOMMO
                ? UriComponentsBuilder.fromUriString(kommo.authorizeUrl())
                        .queryParam("client_id", "{client}")
                        .queryParam("mode", "popup")
                : UriComponentsBuilder.fromUriString(quickbooks.authorizeUrl())
                        .queryParam("client_id", "{client}")
                        .queryParam("response_type", "code")
                        .queryParam("scope", "com.intuit.quickbooks.accounting")
                        .queryParam("redirect_uri", "{redirect}");
        return page.queryParam("state", state)
                .encode()
                .buildAndExpand(Map.of("client", keys.at(peer).id(), "redirect", redirectUri(peer)))
                .toUri();
    }

    /**
     * Turns a code into tokens.
     *
     * @throws GrantRefused the peer does not honour it
     * @throws PeerDownFault no answer that says anything: the same grant may be tried again
     * @throws ThrottledFault the peer asks us to wait: likewise
     * @throws ForbiddenFault Kommo has no account at the connection's address
     * @throws PassingFault the peer does not know us, whatever the grant
     */
    public Tokens exchange(Connection connection, Peer peer, String code) {
        return call(
                connection,
                peer,
                Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri(peer)),
                null);
    }

    /** Gets the next pair; throws as {@link #exchange}. */
    public Tokens refresh(Connection connection, Peer peer, String refreshToken) {
        return call(
                connection, peer, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken), refreshToken);
    }

    private Tokens call(Connection connection, Peer peer, Map<String, String> grant, String oldRefresh) {
        // From here the tokens' time runs, however late a process that stood still reads the answer.
        Instant asked = clock.instant();
        Exchange exchange = producer.request("direct:" + TokenCall.ROUTE, request -> {
            request.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
            if (peer == Peer.KOMMO) {
                askKommo(request.getMessage(), connection, grant);
            } else {
                askQuickBooks(request.getMessage(), grant);
            }
        });
        if (exchange.getException() != null) {
            String what = exchange.getException().getClass().getSimpleName();
            throw new PeerDownFault(peer, peer.title() + " did not answer when asked for tokens (" + what + ")");
        }
        Message answer = exchange.getMessage();
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        String text = Objects.toString(answer.getBody(String.class), "");
        JsonNode body = json(text);
        if (status == 200 && !body.path("access_token").asText("").isBlank()) {
            return Tokens.read(peer, body, oldRefresh, asked);
        }
        if (status == 404 && peer == Peer.KOMMO) {
            throw renamed.follow(connection);
        }
        refuseOutside(peer, answer, text, clock.instant());
        throw failure(peer, status, body, answer.getHeader("intuit_tid", "", String.class));
    }

    /** What stands before the endpoint speaks for all calls, and says nothing of the tokens. */
    static void refuseOutside(Peer peer, Message answer, String text, Instant now) {
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status == 429) {
            Duration asked = RetryAfter.read(answer.getHeader("Retry-After", String.class), now);
            throw new ThrottledFault(
                    peer.title() + " asks us to slow down when asked for tokens", asked == null ? UNSAID : asked);
        }
        boolean page = !text.isBlank() && !json(text).isObject();
        if (status == 403 && peer == Peer.KOMMO && page) {
            throw BlockedFault.ofKommo();
        }
    }

    private void askKommo(Message request, Connection connection, Map<String, String> grant)
            throws JsonProcessingException {
        Map<String, String> body = new HashMap<>(grant);
        AppKeys.Client app = keys.at(Peer.KOMMO);
        body.put("client_id", app.id());
        body.put("client_secret", app.secret());
        body.put("redirect_uri", redirectUri(Peer.KOMMO));
        request.setHeader(Exchange.HTTP_URI, kommo.accountUrl(connection.kommoSubdomain()) + "/oauth2/access_token");
        request.setHeader(Exchange.CONTENT_TYPE, "application/json");
        request.setHeader("Accept", "application/json");
        request.setBody(JSON.writeValueAsString(body));
    }

    private void askQuickBooks(Message request, Map<String, String> grant) {
        AppKeys.Client app = keys.at(Peer.QUICKBOOKS);
        String basic = HttpHeaders.encodeBasicAuth(app.id(), app.secret(), StandardCharsets.UTF_8);
        request.setHeader(Exchange.HTTP_URI, quickbooks.tokenUrl());
        request.setHeader("Authorization", "Basic " + basic);
        request.setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
        request.setHeader("Accept", "application/json");
        request.setHeader("x-include-refresh-token-hard-expires-in", "true");
        request.setBody(grant.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    }

    private static RuntimeException failure(Peer peer, int status, JsonNode body, String trace) {
        String word = body.path(peer == Peer.KOMMO ? "hint" : "error").asText("");
        // Nothing as long as a token gets into logs and tables, whatever the peer repeats.
        String said = (status + " " + word).strip().replaceAll("\\S{30,}", "…");
        said = "(" + shorten(said, 150) + (trace.isEmpty() ? "" : ", intuit_tid " + shorten(trace, 50)) + ")";
        if (status != 400 && status != 401) {
            return new PeerDownFault(peer, peer.title() + " gave no tokens " + said);
        }
        if (peer == Peer.KOMMO ? !word.isBlank() && !word.contains("client_id") : word.equals("invalid_grant")) {
            return new GrantRefused(peer.title() + " refused " + said);
        }
        return new PassingFault(
                peer.title() + " does not accept Wonbooks' own credentials " + said,
                "Compare the keys on the page “New connection”, or in the configuration of this installation, and the"
                        + " redirect address with those of the app at " + (peer == Peer.KOMMO ? "Kommo." : "Intuit."));
    }

    private String redirectUri(Peer peer) {
        return wonbooks.publicUrl() + "/oauth/" + peer.path() + "/callback";
    }

    private static String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    /** What is said, if it can be read. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
