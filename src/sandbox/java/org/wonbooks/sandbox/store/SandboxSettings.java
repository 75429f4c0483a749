package org.wonbooks.sandbox.store;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sandbox is set up. URLs that are left out are made from the port that it listens on.
 *
 * @param data folder of {@code sandbox.mv.db}, the kept state of both systems
 * @param clientId the OAuth client of both systems
 * @param clientSecret its secret
 * @param publicUrl where browsers reach the sandbox
 * @param quickbooksWebhookUrl where QuickBooks sends its webhooks
 * @param quickbooksVerifierToken the key that QuickBooks signs them with
 * @param quickbooksTokenTurnover age at which a refresh token's value is replaced, on the sandbox's clock
 * @param kommoRedirectUri where Kommo's consent page leads; Kommo takes it from the integration's settings
 * @param latency how long every API call takes at least
 * @param judge whether calls are held to what the tables in {@code sandbox-contract} list
 * @param speed the peers' rate limits, times this
 * @param kommoSpeed Kommo's, times this too
 */
@ConfigurationProperties("wonbooks.sandbox")
public record SandboxSettings(
        @DefaultValue("./data") Path data,
        @DefaultValue("sandbox-client") String clientId,
        @DefaultValue("sandbox-secret") String clientSecret,
        String publicUrl,
        String quickbooksWebhookUrl,
        @DefaultValue("sandbox-verifier") String quickbooksVerifierToken,
        @DefaultValue("24h") Duration quickbooksTokenTurnover,
        String kommoRedirectUri,
        @DefaultValue("0") Duration latency,
        @DefaultValue("true") boolean judge,
        @DefaultValue("1") int speed,
        @DefaultValue("1") int kommoSpeed) {}
