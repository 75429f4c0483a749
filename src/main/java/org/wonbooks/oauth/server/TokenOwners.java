package org.wonbooks.oauth.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.oauth.token.Tokens;

/**
 * Asks the peers whose a token is, before it becomes a connection's, or where its account has gone. Each throws
 * {@link PeerDownFault}, {@link BlockedFault} or {@link ThrottledFault} where no answer says anything.
 */
@Component
public class TokenOwners {

    private final KommoSettings kommo;
    private final QuickBooksSettings quickbooks;
    private final ProducerTemplate producer;
    private final Clock clock;

    TokenOwners(KommoSettings kommo, QuickBooksSettings quickbooks, ProducerTemplate producer, Clock clock) {
        this.kommo = kommo;
        this.quickbooks = quickbooks;
        this.producer = producer;
        this.clock = clock;
    }

    /** The number of the Kommo account at that address; empty: it does not take the token, or is not there. */
    public Optional<Long> account(String subdomain, String accessToken) {
        return ask(Peer.KOMMO, kommo.accountUrl(subdomain) + "/api/v4/account", bearer(accessToken))
                .map(account -> account.path("id").asLong())
                .filter(id -> id > 0);
    }

    /** Does QuickBooks take the token for that company? */
    public boolean isOfCompany(String realmId, String accessToken) {
        String url = quickbooks.apiUrl() + "/v3/company/" + realmId + "/companyinfo/" + realmId + "?minorversion=75";
        return ask(Peer.QUICKBOOKS, url, bearer(accessToken))
                .filter(answer -> answer.has("CompanyInfo"))
                .isPresent();
    }

    /**
     * Where a Kommo account is by now, as the host says that its access tokens name.
     *
     * @return its subdomain; empty: nobody says, or the refresh token is another account's
     */
    public Optional<String> whereabouts(long accountId, Tokens tokens) {
        String host = Tokens.claims(tokens.access()).path("api_domain").asText();
        if (!isKommos(host)) {
            return Optional.empty();
        }
        String url = kommo.lookupUrl().replace("{api_domain}", host) + "/oauth2/account/current/subdomain";
        return ask(Peer.KOMMO, url, Map.of("X-Refresh-Token", tokens.refresh()))
                .filter(account -> account.path("id").asLong() == accountId)
                .map(account -> account.path("subdomain").asText())
                .filter(subdomain -> Connection.SUBDOMAIN.matcher(subdomain).matches());
    }

    /** The refresh token goes there, so it has to be a host of Kommo. */
    private boolean isKommos(String host) {
        return kommo.accountDomains().stream()
                .anyMatch(domain -> host.endsWith("." + domain)
                        && Connection.SUBDOMAIN
                                .matcher(host.substring(0, host.length() - domain.length() - 1))
                                .matches());
    }

    private static Map<String, String> bearer(String accessToken) {
        return Map.of("Authorization", "Bearer " + accessToken);
    }

    /** Empty where the answer is no. */
    private Optional<JsonNode> ask(Peer peer, String url, Map<String, String> credentials) {
        Exchange exchange = producer.request("direct:" + TokenCall.ROUTE, request -> {
            Message message = request.getMessage();
            message.setHeader(Exchange.HTTP_METHOD, "GET");
            message.setHeader(Exchange.HTTP_URI, url);
            message.setHeader("Accept", "application/json");
            credentials.forEach(message::setHeader);
        });
        if (exchange.getException() != null) {
            String what = exchange.getException().getClass().getSimpleName();
            throw new PeerDownFault(peer, peer.title() + " did not answer when asked whose a token is (" + what + ")");
        }
        Message answer = exchange.getMessage();
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        String text = Objects.toString(answer.getBody(String.class), "");
        AuthorizationServers.refuseOutside(peer, answer, text, clock.instant());
        if (status == 200) {
            return Optional.of(AuthorizationServers.json(text));
        }
        if (status < 400 || status >= 500) {
            throw new PeerDownFault(peer, peer.title() + " did not say whose a token is (" + status + ")");
        }
        return Optional.empty();
    }
}
