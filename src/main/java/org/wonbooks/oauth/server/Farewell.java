package org.wonbooks.oauth.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.app.AppKeys;

/**
 * Tells a peer that we come no more. Nothing depends on its answer: what it did not hear, a person does there. Each
 * gives the status that came instead of a yes; empty: it was heard, or knew it before.
 */
@Component
public class Farewell {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** No answer. */
    private static final int SILENCE = 0;

    private final KommoSettings kommo;
    private final QuickBooksSettings quickbooks;
    private final AppKeys keys;
    private final ProducerTemplate producer;

    Farewell(KommoSettings kommo, QuickBooksSettings quickbooks, AppKeys keys, ProducerTemplate producer) {
        this.kommo = kommo;
        this.quickbooks = quickbooks;
        this.keys = keys;
        this.producer = producer;
    }

    /** Intuit forgets the consent that the token came from. One that it does not know is a 400. */
    public Optional<Integer> revoke(String refreshToken) {
        AppKeys.Client app = keys.at(Peer.QUICKBOOKS);
        String basic = HttpHeaders.encodeBasicAuth(app.id(), app.secret(), StandardCharsets.UTF_8);
        int status = call("POST", quickbooks.revokeUrl(), "Basic " + basic, Map.of("token", refreshToken));
        return status == 200 || status == 400 ? Optional.empty() : Optional.of(status);
    }

    /** Kommo sends nothing to that address any more. One that it does not have is a 404. */
    public Optional<Integer> unsubscribe(String subdomain, String accessToken, String webhook) {
        String url = kommo.accountUrl(subdomain) + "/api/v4/webhooks";
        int status = call("DELETE", url, "Bearer " + accessToken, Map.of("destination", webhook));
        return status == 204 || status == 200 || status == 404 ? Optional.empty() : Optional.of(status);
    }

    private int call(String method, String url, String authorization, Map<String, String> body) {
        Exchange exchange = producer.request("direct:" + TokenCall.ROUTE, request -> {
            Message message = request.getMessage();
            message.setHeader(Exchange.HTTP_METHOD, method);
            message.setHeader(Exchange.HTTP_URI, url);
            message.setHeader("Accept", "application/json");
            message.setHeader("Authorization", authorization);
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setBody(json(body));
        });
        return exchange.getException() != null
                ? SILENCE
                : exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, SILENCE, Integer.class);
    }

    private static String json(Map<String, String> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
