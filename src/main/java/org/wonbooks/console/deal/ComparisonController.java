package org.wonbooks.console.deal;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.wonbooks.console.ApiController;
import org.wonbooks.console.Candidate;
import org.wonbooks.console.RequestJson;
import org.wonbooks.flow.comparison.Comparison;
import org.wonbooks.flow.comparison.DealComparison;
import org.wonbooks.running.RunningRoutes;

/** What a set of routes would have sent for the deals that were billed last, in {@code /api/v1}. */
@ApiController
@RequestMapping("/api/v1/routes/compare")
class ComparisonController {

    private final DealComparison comparison;
    private final RunningRoutes running;
    private final Candidate candidate;

    ComparisonController(DealComparison comparison, RunningRoutes running, Candidate candidate) {
        this.comparison = comparison;
        this.running = running;
        this.candidate = candidate;
    }

    /** @param candidate null: the set that is at work */
    record Asked(String candidate) {}

    @PostMapping
    Comparison compare(@RequestBody(required = false) String body) {
        String name = body == null || body.isBlank()
                ? null
                : RequestJson.read(body, Asked.class).candidate();
        return candidate.on(name, tried -> comparison.of(tried == null ? running.current() : tried));
    }
}
