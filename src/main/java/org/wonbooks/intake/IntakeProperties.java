package org.wonbooks.intake;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the doors need to know.
 *
 * @param webhookVerifierToken Intuit's verifier token; two while it is being changed, none to refuse every hook
 */
@ConfigurationProperties("wonbooks.quickbooks")
record IntakeProperties(@DefaultValue List<String> webhookVerifierToken) {

    IntakeProperties {
        webhookVerifierToken = webhookVerifierToken.stream()
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList();
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "IntakeProperties[" + webhookVerifierToken.size() + " verifier tokens]";
    }
}
