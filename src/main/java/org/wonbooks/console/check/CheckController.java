package org.wonbooks.console.check;

import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.wonbooks.check.result.CheckResults;
import org.wonbooks.check.result.CheckRow;
import org.wonbooks.console.ApiController;

/** The check of a connection, in {@code /api/v1}. */
@ApiController
@RequestMapping("/api/v1/connections/{id:\\d{1,18}}/check")
class CheckController {

    private final CheckActions actions;
    private final CheckResults results;

    CheckController(CheckActions actions, CheckResults results) {
        this.actions = actions;
        this.results = results;
    }

    @PostMapping
    List<CheckRow> check(@PathVariable long id, Principal person) {
        return actions.check(person.getName(), id);
    }

    /** What the last one found; before the first, no time and no rows. */
    @GetMapping
    CheckResults.Result latest(@PathVariable long id) {
        actions.find(id);
        return results.latest(id).orElse(new CheckResults.Result(null, List.of()));
    }
}
