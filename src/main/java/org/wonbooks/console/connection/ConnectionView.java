package org.wonbooks.console.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.State;
import org.wonbooks.connection.Connection.TokenStatus;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.quickbooks.usage.ReadForecast;

/**
 * A connection, as {@code /api/v1} shows it.
 *
 * @param settings null: those that are stored can't be read
 * @param settingsFault what a person can do then; left out where they can be read
 */
record ConnectionView(
        long id,
        String name,
        State state,
        String mode,
        boolean paused,
        Kommo kommo,
        QuickBooks quickbooks,
        ConnectionSettings settings,
        @JsonInclude(JsonInclude.Include.NON_NULL) String settingsFault,
        String kommoWebhookUrl,
        String quickbooksWebhookUrl,
        ReadForecast.Reads reads) {

    /** Its Kommo account. */
    record Kommo(String subdomain, Long accountId, State state, Instant accessTokenExpiresAt) {}

    /** Its QuickBooks company. */
    record QuickBooks(
            String realmId,
            String companyName,
            State state,
            Instant accessTokenExpiresAt,
            Instant refreshTokenExpiresAt) {}

    static ConnectionView of(Connection connection, String webhookSecret, String publicUrl, ReadForecast.Reads reads) {
        TokenStatus kommo = connection.token(Peer.KOMMO);
        TokenStatus quickbooks = connection.token(Peer.QUICKBOOKS);
        return new ConnectionView(
                connection.id(),
                connection.name(),
                connection.state(),
                connection.mode().name().toLowerCase(Locale.ROOT),
                connection.paused(),
                new Kommo(
                        connection.kommoSubdomain(),
                        connection.kommoAccountId(),
                        connection.state(Peer.KOMMO),
                        kommo == null ? null : kommo.accessExpiresAt()),
                new QuickBooks(
                        connection.realmId(),
                        connection.companyName(),
                        connection.state(Peer.QUICKBOOKS),
                        quickbooks == null ? null : quickbooks.accessExpiresAt(),
                        quickbooks == null ? null : quickbooks.refreshExpiresAt()),
                connection.hasSettings() ? connection.settings() : null,
                connection.hasSettings() ? null : "They can't be read. " + Connection.UNREADABLE_FIX,
                publicUrl + "/webhooks/kommo/" + webhookSecret,
                publicUrl + "/webhooks/quickbooks",
                reads);
    }
}
