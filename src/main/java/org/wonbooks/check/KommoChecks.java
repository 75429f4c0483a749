package org.wonbooks.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.fact.Outcome;
import org.wonbooks.connection.Connection.TokenStatus;
import org.wonbooks.connection.Peer;
import org.wonbooks.kommo.account.WebhookList.Webhook;

/** What Kommo has to have: a token, and our webhook. */
final class KommoChecks {

    /** How long before its end a long-lived token is spoken of. */
    private static final Duration SOON = Duration.ofDays(30);

    /** In shadow nothing is made in Kommo. */
    static final String WHEN_LIVE = "It is made by itself when the connection goes live.";

    private KommoChecks() {}

    static Outcome access(Facts facts) {
        String found =
                "Account " + facts.account().name() + " (" + facts.connection().kommoSubdomain() + "), currency "
                        + facts.account().currency() + ", zone " + facts.zone();
        TokenStatus token = facts.connection().token(Peer.KOMMO);
        Instant ends = token == null || token.refreshExpiresAt() != null ? null : token.accessExpiresAt();
        if (ends != null && ends.isBefore(facts.now().plus(SOON))) {
            return Outcome.fine(
                    found + "; its long-lived token ends on "
                            + ends.atZone(facts.zone()).toLocalDate(),
                    "Before that day, make another one in Kommo (“Settings > Integrations”) and enter it on the"
                            + " connection's"
                            + " page (“Give a long-lived token”), or press “Connect Kommo again” there.");
        }
        return Outcome.fine(found);
    }

    static Outcome webhook(Facts facts) {
        Optional<Webhook> ours = Optional.ofNullable(facts.webhooks())
                .flatMap(webhooks -> webhooks.find(facts.door().webhookUrl()));
        if (ours.isEmpty() && facts.connection().inShadow()) {
            return Outcome.follows("Kommo has no webhook of Wonbooks yet: deals are found by the sweeps", WHEN_LIVE);
        }
        if (ours.isEmpty()) {
            return Outcome.bad(
                    "Kommo has no webhook of Wonbooks: deals are found by the sweeps alone", provision("makes it"));
        }
        if (ours.get().disabled()) {
            return Outcome.bad(
                    "Kommo has switched the webhook of Wonbooks off: deals are found by the sweeps alone",
                    provision("switches it on")
                            + " If it stays off, go to “Settings > Integrations > Web hooks” in Kommo, open the"
                            + " entry of"
                            + " Wonbooks and save it.");
        }
        List<String> missing = facts.door().events().stream()
                .filter(event ->
                        ours.get().settings() == null || !ours.get().settings().contains(event))
                .toList();
        if (!missing.isEmpty()) {
            return Outcome.bad(
                    "The webhook of Wonbooks in Kommo is not for " + String.join(", ", missing),
                    provision("puts it right"));
        }
        return Outcome.fine("On, for " + String.join(", ", facts.door().events()));
    }

    /** How a row speaks of what provisioning mends. */
    static String provision(String does) {
        return "Press “Provision”: that " + does + ".";
    }
}
