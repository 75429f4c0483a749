package org.wonbooks.console.routes;

import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.wonbooks.console.ApiController;
import org.wonbooks.routes.RouteDeployment.Outcome;
import org.wonbooks.routes.RouteState;

/** The routes, in {@code /api/v1}. */
@ApiController
@RequestMapping("/api/v1/routes")
class RoutesController {

    private final RouteState state;
    private final RoutesActions actions;

    RoutesController(RouteState state, RoutesActions actions) {
        this.state = state;
        this.actions = actions;
    }

    /** @param candidate the name of a folder below {@code wonbooks.routes.candidates} */
    record Candidate(String candidate) {}

    /** @param faults {@code file:line: words} each */
    record Checked(String digest, List<String> faults) {}

    @GetMapping
    RouteState.View state() {
        return state.view();
    }

    @PostMapping("/check")
    Checked check(@RequestBody Candidate body) {
        Outcome outcome = actions.check(body.candidate());
        return new Checked(outcome.digest(), words(outcome));
    }

    @PostMapping("/apply")
    ResponseEntity<Object> apply(@RequestBody Candidate body, Principal person) {
        return answer(actions.apply(person.getName(), body.candidate()));
    }

    @PostMapping("/rollback")
    ResponseEntity<Object> rollback(Principal person) {
        return answer(actions.rollback(person.getName()));
    }

    private ResponseEntity<Object> answer(Outcome outcome) {
        if (outcome.faults().isEmpty()) {
            return ResponseEntity.ok(state.view());
        }
        ProblemDetail refused = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_ENTITY,
                "These routes have faults, so they are not put to work: set " + outcome.number() + " goes on.");
        refused.setProperty("faults", words(outcome));
        return ResponseEntity.of(refused).build();
    }

    private static List<String> words(Outcome outcome) {
        return outcome.faults().stream().map(Object::toString).toList();
    }
}
