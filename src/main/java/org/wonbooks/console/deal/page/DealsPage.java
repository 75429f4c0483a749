package org.wonbooks.console.deal.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.Page;
import org.wonbooks.console.deal.DealCsv;
import org.wonbooks.console.deal.DealFilter;
import org.wonbooks.console.deal.DealQueries;
import org.wonbooks.console.page.PageController;
import org.wonbooks.invoicing.settlement.DealState;

/** The list of deals, to be searched. */
@PageController
class DealsPage {

    private final DealQueries deals;
    private final DealCsv csv;
    private final DealLinks links;
    private final ConnectionStore connections;

    DealsPage(DealQueries deals, DealCsv csv, DealLinks links, ConnectionStore connections) {
        this.deals = deals;
        this.csv = csv;
        this.links = links;
        this.connections = connections;
    }

    /** @param before the row below which the list begins; null: with the newest */
    @GetMapping("/deals")
    ModelAndView page(
            @RequestParam(required = false) Long connection,
            @RequestParam(required = false) DealState state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) DealFilter.Age age,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(required = false) Long before) {
        DealFilter filter = filter(connection, state, q, age, overdue);
        DealQueries.Slice found = deals.slice(filter, before, Page.SIZE);
        List<Connection> all = connections.all();
        Map<Long, Connection> byId = all.stream().collect(Collectors.toMap(Connection::id, Function.identity()));
        return new ModelAndView("deals")
                .addObject("filter", filter)
                .addObject("here", here(filter))
                .addObject("state", state)
                .addObject("states", DealState.values())
                .addObject("ages", DealFilter.Age.values())
                .addObject("deals", found.items())
                .addObject("before", before)
                .addObject("next", found.next())
                .addObject("connections", all)
                .addObject("connectionsById", byId)
                .addObject("links", links)
                .addObject("today", deals.today());
    }

    /** The same as {@code deals.csv} of the API, for somebody who is signed in here. */
    @GetMapping("/deals.csv")
    ResponseEntity<StreamingResponseBody> csv(
            @RequestParam(required = false) Long connection,
            @RequestParam(required = false) DealState state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) DealFilter.Age age,
            @RequestParam(defaultValue = "false") boolean overdue) {
        return csv.of(filter(connection, state, q, age, overdue));
    }

    /** What is asked for, behind the address; empty: nothing is. */
    private static String here(DealFilter filter) {
        return UriComponentsBuilder.newInstance()
                .queryParamIfPresent(
                        "q",
                        Optional.of(UriUtils.encode(filter.q(), StandardCharsets.UTF_8))
                                .filter(q -> !q.isEmpty()))
                .queryParamIfPresent("state", filter.states().stream().findFirst())
                .queryParamIfPresent("connection", Optional.ofNullable(filter.connectionId()))
                .queryParamIfPresent("age", Optional.ofNullable(filter.age()))
                .queryParamIfPresent("overdue", filter.overdue() ? Optional.of(true) : Optional.empty())
                .build()
                .toUriString();
    }

    private static DealFilter filter(Long connection, DealState state, String q, DealFilter.Age age, boolean overdue) {
        return new DealFilter(connection, state == null ? Set.of() : Set.of(state), q.strip(), age, overdue);
    }
}
