package org.wonbooks.sandbox.store;

import java.util.Objects;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where things are, once the port is known. */
@Component
@Profile("sandbox")
public record SandboxAddress(SandboxSettings settings, Environment environment) {

    public String quickbooksWebhook() {
        return Objects.requireNonNullElseGet(
                settings.quickbooksWebhookUrl(), () -> publicUrl() + "/webhooks/quickbooks");
    }

    public String kommoRedirect() {
        return Objects.requireNonNullElseGet(settings.kommoRedirectUri(), () -> publicUrl() + "/oauth/kommo/callback");
    }

    /** Where Kommo says that the integration was removed; this too is set at the integration. */
    public String kommoRemoval() {
        return kommoRedirect().replaceFirst("/callback$", "/removed");
    }

    /** Where people meet Wonbooks, as far as its webhooks tell. */
    public String wonbooks() {
        return quickbooksWebhook().replaceFirst("/webhooks/quickbooks$", "/");
    }

    private String publicUrl() {
        return Objects.requireNonNullElseGet(
                settings.publicUrl(), () -> "http://localhost:" + environment.getProperty("local.server.port"));
    }
}
