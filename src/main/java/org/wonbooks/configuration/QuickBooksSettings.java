package org.wonbooks.configuration;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where QuickBooks is and who we are there.
 *
 * @param webhookVerifierToken one, or two while it is being rotated; empty: every webhook is refused
 * @param readsPerMonth how many reads of all companies together are included in what Intuit is paid
 */
@ConfigurationProperties("wonbooks.quickbooks")
public record QuickBooksSettings(
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue List<String> webhookVerifierToken,
        @DefaultValue("https://quickbooks.api.intuit.com") String apiUrl,
        @DefaultValue("https://appcenter.intuit.com/connect/oauth2") String authorizeUrl,
        @DefaultValue("https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer") String tokenUrl,
        @DefaultValue("https://developer.api.intuit.com/v2/oauth2/tokens/revoke") String revokeUrl,
        @DefaultValue("500000") long readsPerMonth) {

    public QuickBooksSettings {
        webhookVerifierToken = webhookVerifierToken.stream()
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList();
    }

    /** Where people see what is in the books, without a slash at its end; null: it is simulated and has no pages. */
    public String pagesUrl() {
        return switch (apiUrl) {
            case "https://quickbooks.api.intuit.com" -> "https://app.qbo.intuit.com";
            case "https://sandbox-quickbooks.api.intuit.com" -> "https://app.sandbox.qbo.intuit.com";
            default -> null;
        };
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "QuickBooksSettings[apiUrl=" + apiUrl + "]";
    }
}
