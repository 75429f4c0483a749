package org.wonbooks.console.deal;

import java.security.Principal;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.ApiController;
import org.wonbooks.console.Candidate;
import org.wonbooks.console.Page;
import org.wonbooks.console.RequestJson;
import org.wonbooks.console.Seen;
import org.wonbooks.console.Unknown;
import org.wonbooks.fault.Fault;
import org.wonbooks.flow.preview.DealPreview;
import org.wonbooks.flow.preview.DealPreviews;
import org.wonbooks.invoicing.settlement.DealState;

/** Deals, in {@code /api/v1}. */
@ApiController
@RequestMapping("/api/v1/deals")
class DealController {

    private static final String ONE = "/{connectionId:\\d{1,18}}/{leadId:\\d{1,18}}";

    private final DealQueries deals;
    private final DealActions actions;
    private final ConnectionStore connections;
    private final DealPreviews previews;
    private final Candidate candidate;

    DealController(
            DealQueries deals,
            DealActions actions,
            ConnectionStore connections,
            DealPreviews previews,
            Candidate candidate) {
        this.candidate = candidate;
        this.deals = deals;
        this.actions = actions;
        this.connections = connections;
        this.previews = previews;
    }

    @GetMapping
    Page<DealQueries.View> list(
            @RequestParam(required = false) Long connection,
            @RequestParam(defaultValue = "") Set<DealState> state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") int page) {
        return deals.list(connection, state, q, page);
    }

    @GetMapping(ONE)
    DealQueries.View one(@PathVariable long connectionId, @PathVariable long leadId) {
        return deals.find(connectionId, leadId)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "Nothing is known of deal " + leadId + " of connection " + connectionId + "."));
    }

    /**
     * How a preview is asked for.
     *
     * @param asIfWon as if the deal were won now; null: as it stands
     * @param candidate null: on the routes that are at work
     */
    record Asked(Boolean asIfWon, String candidate) {

        private static final Asked PLAINLY = new Asked(null, null);
    }

    /** What would be done with the deal now. Writes nothing. */
    @PostMapping(ONE + "/preview")
    DealPreview preview(
            @PathVariable long connectionId, @PathVariable long leadId, @RequestBody(required = false) String body) {
        Connection connection = connections.find(connectionId).orElseThrow(() -> Unknown.connection(connectionId));
        Asked asked = body == null || body.isBlank() ? Asked.PLAINLY : RequestJson.read(body, Asked.class);
        return candidate.on(
                asked.candidate(),
                routes -> preview(
                        connection, leadId, new DealPreviews.Asked(Boolean.TRUE.equals(asked.asIfWon()), routes)));
    }

    private DealPreview preview(Connection connection, long leadId, DealPreviews.Asked asked) {
        try {
            return previews.of(connection, leadId, asked)
                    .orElseThrow(() -> new ResponseStatusException(
                            HttpStatus.NOT_FOUND, "Kommo has no deal " + leadId + ", and nothing is known of it."));
        } catch (Fault notNow) {
            String fix = notNow.fix() == null ? "" : ". " + notNow.fix();
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, notNow.getMessage() + fix, notNow);
        }
    }

    /** Reads the deal and its invoice again, whatever is known of them, and does what is left to do. */
    @PostMapping(ONE + "/reconcile")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DealActions.Reconciled reconcile(@PathVariable long connectionId, @PathVariable long leadId, Principal person) {
        return actions.reconcile(person.getName(), connectionId, leadId);
    }

    @PostMapping(ONE + "/approve")
    DealQueries.View approve(
            @PathVariable long connectionId,
            @PathVariable long leadId,
            @RequestBody(required = false) String body,
            Principal person) {
        one(connectionId, leadId);
        actions.approve(person.getName(), connectionId, leadId, Seen.in(body));
        return one(connectionId, leadId);
    }
}
