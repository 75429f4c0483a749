package org.wonbooks.console;

import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.routes.NoCandidate;
import org.wonbooks.routes.RouteDeployment;
import org.wonbooks.routes.RoutesRefused;
import org.wonbooks.running.LoadedRoutes;

/** Tries something for a caller on a candidate that the caller names; why it can't be tried is a problem in words. */
@Component
public class Candidate {

    private final RouteDeployment routes;

    Candidate(RouteDeployment routes) {
        this.routes = routes;
    }

    /** @param name null: on the set that is at work, which is given as null */
    public <T> T on(String name, Function<LoadedRoutes, T> trial) {
        if (name == null) {
            return trial.apply(null);
        }
        try {
            return routes.tried(name, trial);
        } catch (NoCandidate none) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, none.getMessage());
        } catch (RoutesRefused refused) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                    HttpStatus.UNPROCESSABLE_ENTITY, "The candidate " + name + " has faults: nothing runs on it.");
            problem.setProperty(
                    "faults", refused.faults().stream().map(Object::toString).toList());
            throw new ErrorResponseException(HttpStatus.UNPROCESSABLE_ENTITY, problem, refused);
        }
    }
}
