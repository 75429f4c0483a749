package org.wonbooks.sandbox;

import java.util.Objects;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where things are, once the port is known. */
@Component
@Profile("sandbox")
public class SandboxAddress {

    private final SandboxSettings settings;
    private final Environment environment;

    SandboxAddress(SandboxSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** Where browsers reach the sandbox, without a slash at the end. */
    public String publicUrl() {
        return Objects.requireNonNullElseGet(
                settings.publicUrl(), () -> "http://localhost:" + environment.getProperty("local.server.port"));
    }

    /** Where QuickBooks sends its webhooks. */
    public String quickbooksWebhook() {
        return Objects.requireNonNullElseGet(
                settings.quickbooksWebhookUrl(), () -> publicUrl() + "/webhooks/quickbooks");
    }

    /** Where Kommo's consent page leads. */
    public String kommoRedirect() {
        return Objects.requireNonNullElseGet(settings.kommoRedirectUri(), () -> publicUrl() + "/oauth/kommo/callback");
    }
}
