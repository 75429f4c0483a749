package org.wonbooks.intake.door;

import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.wonbooks.intake.inbox.Deliveries;
import org.wonbooks.intake.inbox.KommoIntake.Hook;
import org.wonbooks.oauth.app.AppKeys;

/**
 * The two doors for webhooks: verify, store, answer by a status. The {@link RawBodyFilter} brings what comes. A hook
 * that can't be stored is answered 503: after a 4xx, Kommo would give up earlier.
 */
@Component
class IntakeRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeRoutes.class);

    /** Nobody waits for a route that somebody has stopped. */
    private static final String OR_NOT_AT_ALL = "?block=false";

    /** Takes a body and the header {@link #SECRET}. */
    static final String KOMMO = "direct:webhook-kommo" + OR_NOT_AT_ALL;

    /** Takes a body and the header {@link #SIGNATURE}. */
    static final String QUICKBOOKS = "direct:webhook-quickbooks" + OR_NOT_AT_ALL;

    static final String SECRET = "secret";
    static final String SIGNATURE = "intuit-signature";

    /** A name that no policy bears. Policies without a name go to all routes that name none: not to these. */
    private static final String POLICY = "webhooks";

    private final PromptStorage storage;
    private final Deliveries deliveries;
    private final AppKeys keys;

    IntakeRoutes(PromptStorage storage, Deliveries deliveries, AppKeys keys) {
        this.storage = storage;
        this.deliveries = deliveries;
        this.keys = keys;
    }

    @Override
    public void configure() {
        if (keys.verifierTokens().isEmpty()) {
            LOG.warn("No verifier token is set, so every webhook of QuickBooks will be answered 401. "
                    + "Enter the token that Intuit's developer portal shows on the page of a new connection, or set"
                    + " wonbooks.quickbooks.webhook-verifier-token to it.");
        }

        onException(Exception.class)
                .id("webhook-failed")
                .handled(true)
                .process(this::unavailable)
                .id("webhook-unavailable");

        from(KOMMO)
                .routeId("webhook-kommo")
                .routeDescription("A webhook of Kommo is stored when its secret is a connection's.")
                .routeConfigurationId(POLICY)
                .process(this::storeKommo)
                .id("kommo-store");

        from(QUICKBOOKS)
                .routeId("webhook-quickbooks")
                .routeDescription("A webhook of QuickBooks is stored when Intuit has signed it.")
                .routeConfigurationId(POLICY)
                .choice()
                .id("quickbooks-verify")
                .when(this::signedByIntuit)
                .id("quickbooks-signed")
                .process(this::storeQuickBooks)
                .id("quickbooks-store")
                .otherwise()
                .id("quickbooks-not-signed")
                .process(exchange -> answer(exchange, 401))
                .id("quickbooks-refuse")
                .end();
    }

    /** Webhooks are taken while all other routes are still being read. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    private boolean signedByIntuit(Exchange exchange) {
        String signature = exchange.getMessage().getHeader(SIGNATURE, String.class);
        return IntuitSignature.matches(body(exchange), signature, keys.verifierTokens());
    }

    private void storeKommo(Exchange exchange) {
        String secret = exchange.getMessage().getHeader(SECRET, String.class);
        byte[] body = body(exchange);
        answer(exchange, storage.kommo(new Hook(secret, body)));
    }

    private void storeQuickBooks(Exchange exchange) {
        byte[] body = body(exchange);
        answer(exchange, storage.quickbooks(body));
        deliveries.look();
    }

    private void unavailable(Exchange exchange) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        // Not its message: a database quotes the row, and with it a customer's data.
        LOG.error(
                "A webhook at {} could not be stored and was answered 503, so its sender will send it again. Cause: {}. "
                        + "Check the database; the level DEBUG for this class shows the whole cause.",
                exchange.getFromRouteId(),
                cause.getClass().getName());
        LOG.debug("The whole cause", cause);
        answer(exchange, 503);
    }

    private static byte[] body(Exchange exchange) {
        return exchange.getMessage().getBody(byte[].class);
    }

    private static void answer(Exchange exchange, int status) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }
}
