package org.wonbooks.console.deal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.Candidate;
import org.wonbooks.console.Unknown;
import org.wonbooks.fault.Fault;
import org.wonbooks.flow.preview.DealPreview;
import org.wonbooks.flow.preview.DealPreviews;

/** What would be done with a deal now, for somebody who asks; or why that can't be said, in words. */
@Component
public class AskedPreview {

    private final ConnectionStore connections;
    private final DealPreviews previews;
    private final Candidate candidate;

    AskedPreview(ConnectionStore connections, DealPreviews previews, Candidate candidate) {
        this.connections = connections;
        this.previews = previews;
        this.candidate = candidate;
    }

    /**
     * Writes nothing.
     *
     * @param asIfWon as if the deal were won now
     * @param routes the candidate that it is run on; null: what is at work
     */
    public DealPreview of(long connectionId, long leadId, boolean asIfWon, String routes) {
        Connection connection = connections.find(connectionId).orElseThrow(() -> Unknown.connection(connectionId));
        return candidate.on(routes, tried -> of(connection, leadId, new DealPreviews.Asked(asIfWon, tried)));
    }

    private DealPreview of(Connection connection, long leadId, DealPreviews.Asked asked) {
        try {
            return previews.of(connection, leadId, asked)
                    .orElseThrow(() -> new ResponseStatusException(
                            HttpStatus.NOT_FOUND, "Kommo has no deal " + leadId + ", and nothing is known of it."));
        } catch (Fault notNow) {
            String fix = notNow.fix() == null ? "" : ". " + notNow.fix();
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, notNow.getMessage() + fix, notNow);
        }
    }
}
