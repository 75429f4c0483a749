package org.wonbooks.console.deal;

import java.security.Principal;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.wonbooks.console.ApiController;
import org.wonbooks.console.Page;
import org.wonbooks.console.RequestJson;
import org.wonbooks.console.Seen;
import org.wonbooks.flow.preview.DealPreview;
import org.wonbooks.invoicing.settlement.DealState;

/** Deals, in {@code /api/v1}. */
@ApiController
class DealController {

    private static final String ALL = "/api/v1/deals";
    private static final String ONE = ALL + "/{connectionId:\\d{1,18}}/{leadId:\\d{1,18}}";

    private final DealQueries deals;
    private final DealActions actions;
    private final AskedPreview previews;
    private final DealCsv csv;
    private final DealWhy why;

    DealController(DealQueries deals, DealActions actions, AskedPreview previews, DealCsv csv, DealWhy why) {
        this.why = why;
        this.csv = csv;
        this.deals = deals;
        this.actions = actions;
        this.previews = previews;
    }

    @GetMapping(ALL)
    Page<DealView> list(
            @RequestParam(required = false) Long connection,
            @RequestParam(defaultValue = "") Set<DealState> state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) DealFilter.Age age,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(defaultValue = "0") int page) {
        return deals.list(new DealFilter(connection, state, q, age, overdue), page);
    }

    @GetMapping(ALL + ".csv")
    ResponseEntity<StreamingResponseBody> csv(
            @RequestParam(required = false) Long connection,
            @RequestParam(defaultValue = "") Set<DealState> state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) DealFilter.Age age,
            @RequestParam(defaultValue = "false") boolean overdue) {
        return csv.of(new DealFilter(connection, state, q, age, overdue));
    }

    @GetMapping(ONE)
    DealView one(@PathVariable long connectionId, @PathVariable long leadId) {
        return deals.get(connectionId, leadId);
    }

    /** What came in, what was decided, each call: in order. */
    @GetMapping(ONE + "/why")
    Page<DealWhy.Entry> why(@PathVariable long connectionId, @PathVariable long leadId) {
        return Page.of(why.of(one(connectionId, leadId)));
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
        Asked asked = body == null || body.isBlank() ? Asked.PLAINLY : RequestJson.read(body, Asked.class);
        return previews.of(connectionId, leadId, Boolean.TRUE.equals(asked.asIfWon()), asked.candidate());
    }

    /** Reads the deal and its invoice again, whatever is known of them, and does what is left to do. */
    @PostMapping(ONE + "/reconcile")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DealActions.Reconciled reconcile(@PathVariable long connectionId, @PathVariable long leadId, Principal person) {
        return actions.reconcile(person.getName(), connectionId, leadId);
    }

    @PostMapping(ONE + "/approve")
    DealView approve(
            @PathVariable long connectionId,
            @PathVariable long leadId,
            @RequestBody(required = false) String body,
            Principal person) {
        one(connectionId, leadId);
        actions.approve(person.getName(), connectionId, leadId, Seen.in(body));
        return one(connectionId, leadId);
    }
}
