package org.wonbooks.kommo.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.wonbooks.answer.Elements;

/** The webhook subscriptions of an account. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WebhookList(@JsonProperty("_embedded") Embedded embedded) {

    /** Where Kommo puts the webhooks of a list. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(Elements<Webhook> webhooks) {

        /** A list that is missing is an empty one. */
        public Embedded {
            webhooks = webhooks == null ? Elements.none() : webhooks;
        }
    }

    /**
     * One subscription.
     *
     * @param disabled by Kommo, after too many failed deliveries
     * @param settings names of the events that it is for
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Webhook(String destination, boolean disabled, List<String> settings) {}

    /** The one for this address; an address has one at most. */
    public Optional<Webhook> find(String destination) {
        // One that can't be read is subscribed again: that makes no second one.
        return embedded == null
                ? Optional.empty()
                : embedded.webhooks().read().stream()
                        .filter(webhook -> destination.equals(webhook.destination()))
                        .findFirst();
    }

    /** Is there one for this address that is on and for all of these events? */
    public boolean covers(String destination, List<String> events) {
        return find(destination)
                .filter(webhook -> !webhook.disabled()
                        && webhook.settings() != null
                        && webhook.settings().containsAll(events))
                .isPresent();
    }
}
