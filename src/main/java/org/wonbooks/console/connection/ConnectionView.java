package org.wonbooks.console.connection;

import java.time.Instant;
import java.util.Locale;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.State;
import org.wonbooks.connection.Connection.TokenStatus;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.quickbooks.usage.ReadForecast;

/** A connection, as {@code /api/v1} shows it. */
record ConnectionView(
        long id,
        String name,
        State state,
        String mode,
        boolean paused,
        Kommo kommo,
        QuickBooks quickbooks,
        ConnectionSettings settings,
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
                connection.settings(),
                publicUrl + "/webhooks/kommo/" + webhookSecret,
                publicUrl + "/webhooks/quickbooks",
                reads);
    }
}
